// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/ValueSpinBox.h"

#include <QLineEdit>
#include <QLocale>
#include <QTest>

using namespace tonegraft;

class ValueSpinBoxTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void theMinusThatIsShownCanBeTypedAndKept() {
        ValueSpinBox box;
        box.setRange(-30.0, 30.0);
        box.setValue(-2.0);
        box.show();
        auto* edit = box.findChild<QLineEdit*>();
        QCOMPARE(edit->text(), QString(QChar(0x2212)) + "2");
        box.setFocus();
        edit->setCursorPosition(2);
        QTest::keyClicks(&box, "5"); // behind the sign that stands there
        QTest::keyClick(&box, Qt::Key_Return);
        QCOMPARE(box.value(), -25.0);
        box.setFocus();
        box.selectAll();
        QTest::keyClicks(&box, "-7");
        QTest::keyClick(&box, Qt::Key_Return);
        QCOMPARE(box.value(), -7.0);
    }
};

QTEST_MAIN(ValueSpinBoxTest)
#include "ValueSpinBoxTest.moc"
