// SPDX-License-Identifier: GPL-3.0-or-later
#include "Synthetic.h"
#include "ui/settings/FoldedText.h"
#include "ui/settings/MethodList.h"
#include "ui/settings/ParameterControl.h"
#include "ui/settings/SettingsPanel.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QLocale>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace tonegraft;
using namespace tonegraft::test;

/// What of the settings is seen first, and how much of what is said about them.
class SettingsOrderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void theSixThatEveryHandLooksForComeFirstAndStayInSight() {
        std::vector<MethodInfo> infos = someMethods();
        std::reverse(infos.front().parameters.begin(), infos.front().parameters.end());
        for (ParameterInfo& parameter : infos.front().parameters) {
            parameter.advanced = parameter.advanced || parameter.id == "filters";
        }
        SettingsPanel panel(infos);
        panel.resize(300, 1400);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        int above = -1;
        for (const char* id :
             {"style-weight", "keep-melody", "keep-dynamics", "steps", "filters", "kernel"}) {
            const ParameterControl* control = panel.control(id);
            QVERIFY2(control != nullptr && control->isVisible(), id);
            const int y = control->mapTo(&panel, QPoint()).y();
            QVERIFY2(y > above, id);
            above = y;
        }
    }

    void ofTheDescriptionTwoLinesAreSeenUntilMoreIsAsked() {
        std::vector<MethodInfo> infos = someMethods();
        infos.front().summary = QString("It does this and that. ").repeated(20).toStdString();
        infos.front().goodFor = "songs";
        SettingsPanel panel(infos);
        panel.resize(300, 1400);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        const auto* about = panel.findChild<FoldedText*>();
        QCOMPARE(about->shownText().count('\n'), 1);
        QVERIFY(about->shownText().endsWith(QChar(0x2026)));
        QVERIFY(about->accessibleDescription().contains("songs"));
        QTest::mouseClick(about->moreButton(), Qt::LeftButton);
        QVERIFY(about->shownText().contains("songs"));
        QTest::mouseClick(about->moreButton(), Qt::LeftButton);
        QVERIFY(!about->shownText().contains("songs"));
    }

    void aShortDescriptionAsksForNothing() {
        std::vector<MethodInfo> infos = someMethods();
        infos.front().summary = "Short.";
        infos.front().goodFor.clear();
        infos.front().source.clear();
        infos.front().monoRateHz = 0;
        SettingsPanel panel(infos);
        panel.resize(300, 600);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        QCOMPARE(panel.findChild<FoldedText*>()->shownText(), QString("Short."));
        QVERIFY(!panel.findChild<FoldedText*>()->moreButton()->isVisible());
    }

    void theListOfMethodsSaysHowLongEachTakes() {
        const std::vector<MethodInfo> infos = someMethods();
        SettingsPanel panel(infos);
        panel.setMethodTime(infos.at(1).id, 95.0);
        const auto* list = panel.findChild<MethodList*>();
        QCOMPARE(list->time(1), QString("about 1 min 35 s"));
        auto* box = qobject_cast<QComboBox*>(panel.control("method")->editor());
        QVERIFY(box->itemData(1, Qt::AccessibleDescriptionRole).toString().contains("1 min 35 s"));
        QCOMPARE(box->itemText(1), QString::fromStdString(infos.at(1).title));
        panel.setMethodTime(infos.at(1).id, std::nullopt);
        QCOMPARE(list->time(1), QString());
        panel.show();
        box->showPopup();
        QVERIFY(!box->view()->viewport()->grab().isNull());
        box->hidePopup();
    }
};

QTEST_MAIN(SettingsOrderTest)
#include "SettingsOrderTest.moc"
