// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/LevelScale.h"

#include <QLineEdit>
#include <QLocale>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace tonegraft;

class LevelScaleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void levelsHaveTheMinusSignOfTheTicks() {
        LevelScale scale;
        scale.setColorScale(ColorScale(ColorMap::magma, -90.0, -10.0));
        const auto ends = scale.findChildren<QSpinBox*>();
        QCOMPARE(ends.size(), 2);
        QCOMPARE(ends[0]->text(), QStringLiteral("−10"));
        QCOMPARE(ends[1]->text(), QStringLiteral("−90"));
    }

    void aLevelCanBeTypedWithHyphenOrMinusSign() {
        LevelScale scale;
        scale.setColorScale(ColorScale(ColorMap::magma, -90.0, -10.0));
        scale.setEditable(true);
        QSignalSpy chosen(&scale, &LevelScale::ceilingChosen);
        auto* ceiling = scale.findChildren<QSpinBox*>().constFirst();
        for (const QString& typed : {QStringLiteral("-25"), QStringLiteral("−35")}) {
            auto* line = ceiling->findChild<QLineEdit*>();
            line->selectAll();
            line->insert(typed);
            QTest::keyClick(ceiling, Qt::Key_Return);
        }
        QCOMPARE(chosen.size(), 2);
        QCOMPARE(chosen[0][0].toDouble(), -25.0);
        QCOMPARE(chosen[1][0].toDouble(), -35.0);
    }
};

QTEST_MAIN(LevelScaleTest)
#include "LevelScaleTest.moc"
