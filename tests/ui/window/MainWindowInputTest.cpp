// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"
#include "ui/kit/MessageBar.h"
#include "ui/settings/ParameterControl.h"
#include "ui/settings/SettingsPanel.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDialog>
#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QSlider>
#include <QToolBar>
#include <QToolButton>

#include <algorithm>
#include <limits>
#include <vector>

using namespace tonegraft;
using namespace tonegraft::test;

class MainWindowInputTest : public WindowFixture {
    Q_OBJECT

private Q_SLOTS:
    // --- Keys --------------------------------------------------------------------------------
    void keysDoWhatTheToolTipsSay() {
        loadClips();
        showResult();
        QSignalSpy runs(m_window.get(), &MainWindow::runRequested);
        QSignalSpy plays(m_window.get(), &MainWindow::playToggled);
        QSignalSpy sources(m_window.get(), &MainWindow::sourceChosen);
        QSignalSpy loops(m_window.get(), &MainWindow::loopToggled);
        QSignalSpy matches(m_window.get(), &MainWindow::levelMatchToggled);
        m_window->setFocus();
        press(Qt::Key_R, Qt::ControlModifier);
        press(Qt::Key_Space);
        press(Qt::Key_2);
        press(Qt::Key_3);
        press(Qt::Key_4); // nothing to compare with yet
        press(Qt::Key_1);
        m_window->setPreviousAvailable(true);
        press(Qt::Key_4);
        press(Qt::Key_L);
        press(Qt::Key_M);
        QCOMPARE(runs.count(), 1);
        QCOMPARE(plays.count(), 1);
        QCOMPARE(plays.at(0).at(0).toBool(), true);
        QCOMPARE(sources.count(), 4);
        QCOMPARE(sources.at(0).at(0).value<Source>(), Source::style);
        QCOMPARE(sources.at(1).at(0).value<Source>(), Source::output);
        QCOMPARE(sources.at(3).at(0).value<Source>(), Source::previous);
        QCOMPARE(loops.at(0).at(0).toBool(), true);
        QCOMPARE(matches.at(0).at(0).toBool(), false);
    }

    void controlQCloses() {
        QSignalSpy closings(m_window.get(), &MainWindow::closing);
        press(Qt::Key_Q, Qt::ControlModifier);
        QCOMPARE(closings.count(), 1);
        QVERIFY(!m_window->isVisible());
    }

    void aDoubleClickOnRunRunsAndDoesNotStop() {
        loadClips();
        QSignalSpy runs(m_window.get(), &MainWindow::runRequested);
        QSignalSpy stops(m_window.get(), &MainWindow::stopRequested);
        connect(m_window.get(), &MainWindow::runRequested, m_window.get(),
                [this] { m_window->setRunState(RunState::running); });
        auto* run = m_window->findChild<QToolBar*>()->widgetForAction(action("Run"));
        QTest::mouseClick(run, Qt::LeftButton);
        const QPointF middle = run->rect().center();
        QMouseEvent second(QEvent::MouseButtonDblClick, middle, run->mapToGlobal(middle),
                           Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(run, &second);
        QTest::mouseRelease(run, Qt::LeftButton);
        QCOMPARE(runs.count(), 1);
        QCOMPARE(stops.count(), 0);
        QTest::mouseClick(run, Qt::LeftButton);
        QCOMPARE(stops.count(), 1);
    }

    void theTabulatorPassesTheControlsOfAnotherMethodWhereTheyStand() {
        const SettingsPanel* settings = m_window->findChild<SettingsPanel*>();
        settings->control("method")->moved(1);
        const QWidget* method = settings->control("method")->editor();
        const QWidget* last = settings->findChild<QPushButton*>(QStringLiteral("resetAll"));
        std::vector<const QWidget*> passed;
        for (const QWidget* next = method; passed.empty() || passed.back() != last;) {
            next = next->nextInFocusChain();
            QVERIFY(next != method);
            passed.push_back(next);
        }
        QVERIFY(!settings->method().parameters.empty());
        for (const ParameterInfo& info : settings->method().parameters) {
            const QWidget* editor = settings->control(info.id)->editor();
            QVERIFY2(std::find(passed.begin(), passed.end(), editor) != passed.end(),
                     info.id.c_str());
        }
    }

    void dialogsHaveTheirKeys_data() {
        QTest::addColumn<int>("key");
        QTest::addColumn<bool>("shift");
        QTest::newRow("content") << static_cast<int>(Qt::Key_O) << false;
        QTest::newRow("style") << static_cast<int>(Qt::Key_O) << true;
        QTest::newRow("export") << static_cast<int>(Qt::Key_E) << false;
    }
    void dialogsHaveTheirKeys() {
        QFETCH(int, key);
        QFETCH(bool, shift);
        loadClips();
        showResult();
        press(key, shift ? Qt::ControlModifier | Qt::ShiftModifier : Qt::ControlModifier);
        auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog != nullptr);
        dialog->close();
    }

    void spaceStillPressesTheButtonThatHasTheFocus() {
        loadClips();
        QSignalSpy plays(m_window.get(), &MainWindow::playToggled);
        QSignalSpy swaps(m_window.get(), &MainWindow::swapRequested);
        QToolButton* swap = button("Swap content and style");
        swap->setFocus(Qt::TabFocusReason);
        QVERIFY(swap->hasFocus());
        QTest::keyClick(swap, Qt::Key_Space);
        QCOMPARE(swaps.count(), 1);
        QCOMPARE(plays.count(), 0);
    }

    void digitsAreTypedInAControlThatHasTheFocus() {
        loadClips();
        QSignalSpy sources(m_window.get(), &MainWindow::sourceChosen);
        const SettingsPanel* settings = m_window->findChild<SettingsPanel*>();
        auto* steps = qobject_cast<QAbstractSpinBox*>(settings->control("steps")->editor());
        steps->setFocus();
        steps->selectAll();
        QTest::keyClicks(steps, "12");
        QTest::keyClick(steps, Qt::Key_Return);
        QCOMPARE(m_window->settings().steps, 12);
        QCOMPARE(sources.count(), 0);
    }

    // --- Listening ---------------------------------------------------------------------------
    void settersOfTheTransportEmitNothing() {
        loadClips();
        showResult();
        QSignalSpy plays(m_window.get(), &MainWindow::playToggled);
        QSignalSpy sources(m_window.get(), &MainWindow::sourceChosen);
        QSignalSpy loops(m_window.get(), &MainWindow::loopToggled);
        QSignalSpy matches(m_window.get(), &MainWindow::levelMatchToggled);
        m_window->showPlayhead(1.5, true);
        m_window->setSource(Source::output);
        m_window->setLooping(true);
        m_window->setLevelMatched(false);
        QVERIFY(action("Pause")->isChecked());
        QVERIFY(action("3 Output")->isChecked());
        QVERIFY(action("Loop")->isChecked());
        QVERIFY(!action("Level match")->isChecked());
        QCOMPARE(plays.count() + sources.count() + loops.count() + matches.count(), 0);
    }

    // --- Messages, layout, closing -----------------------------------------------------------
    void messagesStandInTheWindowUntilClosed() {
        auto* bar = m_window->findChild<MessageBar*>();
        QVERIFY(!bar->isVisible());
        m_window->showMessage(Severity::error, "Could not write /tmp/<x>.wav: disk full.");
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->severity(), Severity::error);
        QCOMPARE(bar->text(), "Could not write /tmp/<x>.wav: disk full.");
        bar->findChild<QToolButton*>(QStringLiteral("closeMessage"))->click();
        QVERIFY(!bar->isVisible());
        m_window->showMessage(Severity::warning, "Later.");
        m_window->clearMessage();
        QVERIFY(!bar->isVisible());
    }

    void theLayoutIsKept() {
        const QSize kept(790, 700); // on the 800 x 800 of the offscreen platform
        m_window->resize(kept);
        const QByteArray saved = m_window->saveLayout();
        MainWindow other(someMethods());
        QVERIFY(other.restoreLayout(saved));
        QCOMPARE(other.size(), kept);
        QCOMPARE(other.saveLayout().size(), saved.size());
    }

    void aLayoutOfALargerScreenIsFittedIntoThisOne() {
        const QRect room = m_window->screen()->availableGeometry();
        m_window->setGeometry(room.width() - 50, 300, 3 * room.width(), 2 * room.height());
        MainWindow other(someMethods());
        QVERIFY(other.restoreLayout(m_window->saveLayout()));
        QVERIFY2(room.contains(other.geometry()), qPrintable(QDebug::toString(other.geometry())));
        QVERIFY(other.geometry().top() > room.top()); // there is room for a title bar
    }

    void theLookIsKept() {
        for (const char* choice :
             {"Linear", "Cividis", "60 dB", "Waveform", "Difference of output and content",
              "One time axis for all panes", "One scale for all panes"}) {
            QVERIFY2(action(choice) != nullptr, choice);
            action(choice)->trigger();
        }
        const SpectrogramLook look = m_window->look();
        QCOMPARE(look.colors, ColorMap::cividis);
        QCOMPARE(look.frequencyScale, FrequencyScale::linear);
        QCOMPARE(look.rangeDb, 60.0);
        QVERIFY(!look.waveform && look.difference && !look.oneTimeAxis && !look.oneScale);
        MainWindow other(someMethods());
        other.setLook(look);
        QVERIFY(other.look() == look);
        QVERIFY(other.findChild<SpectrogramStack*>()->look() == look);
        QStringList checked;
        for (const QAction* choice : other.findChildren<QAction*>()) {
            if (choice->isChecked()) {
                checked << choice->text();
            }
        }
        for (const char* choice : {"Linear", "Cividis", "60 dB"}) {
            QVERIFY2(checked.contains(choice), choice);
        }
        QVERIFY(!checked.contains("Magma") && !checked.contains("Waveform"));
    }

    void aBrokenLayoutIsRefused() {
        const QByteArray saved = m_window->saveLayout();
        for (const qsizetype length : {qsizetype(0), qsizetype(3), saved.size() / 2}) {
            QVERIFY(!m_window->restoreLayout(saved.left(length)));
        }
        QVERIFY(!m_window->restoreLayout(QByteArray(500, '\xff')));
        QCOMPARE(stack()->look().colors, ColorMap::magma);
    }

    void closingIsAnnounced() {
        QSignalSpy closings(m_window.get(), &MainWindow::closing);
        m_window->close();
        QCOMPARE(closings.count(), 1);
        QVERIFY(!m_window->isVisible());
    }

    void itFitsASmallScreen() {
        loadClips();
        showResult();
        QVERIFY(m_window->minimumSizeHint().width() <= 1024);
        QVERIFY(m_window->minimumSizeHint().height() <= 700);
    }

    void whateverCanBeOperatedHasANameForScreenReaders() {
        loadClips();
        showResult();
        for (const QWidget* widget : m_window->findChildren<QWidget*>()) {
            const auto* clickable = qobject_cast<const QAbstractButton*>(widget);
            const bool hasText = clickable != nullptr && !clickable->text().isEmpty();
            const bool editable = qobject_cast<const QAbstractSpinBox*>(widget) != nullptr ||
                                  qobject_cast<const QComboBox*>(widget) != nullptr ||
                                  qobject_cast<const QSlider*>(widget) != nullptr;
            const bool ours = !widget->objectName().startsWith("qt_");
            if (ours && widget->isVisible() && (clickable != nullptr || editable)) {
                QVERIFY2(hasText || !widget->accessibleName().isEmpty(),
                         widget->metaObject()->className());
            }
        }
    }

    void nonFiniteNumbersAreNoFault() {
        loadClips();
        ShownResult result = m_result;
        result.loudness.integratedLufs = -std::numeric_limits<double>::infinity();
        result.measures->chromaCorrelation = std::numeric_limits<double>::quiet_NaN();
        m_window->showResult(result);
        QVERIFY(!m_window->grab().isNull());
    }
};

QTEST_MAIN(MainWindowInputTest)
#include "MainWindowInputTest.moc"
