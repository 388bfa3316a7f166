// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"
#include "ui/panes/RegionEditor.h"
#include "ui/settings/ParameterControl.h"
#include "ui/settings/SettingsPanel.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QStyle>
#include <QStyleOptionSpinBox>

using namespace tonegraft;
using namespace tonegraft::test;

/// Space, 1 to 4, L and Home act wherever the focus is, unless it is in a field that can use them.
class TransportKeysTest : public WindowFixture {
    Q_OBJECT

    SettingsPanel* settings() const { return m_window->findChild<SettingsPanel*>(); }
    QAbstractSpinBox* steps() const {
        return qobject_cast<QAbstractSpinBox*>(settings()->control("steps")->editor());
    }
    QWidget* focusable(const QString& name) const {
        return name == "slider"   ? settings()->control("steps")->slider()
               : name == "method" ? settings()->control("method")->editor()
               : name == "field"  ? static_cast<QWidget*>(steps())
               : name == "region" ? static_cast<QWidget*>(panel(0)->regionEditor()->start())
                                  : stack()->view(SpectrogramStack::content);
    }
    static void addPlaces() {
        QTest::addColumn<QString>("place");
        for (const char* place : {"slider", "method", "field", "region", "picture"}) {
            QTest::newRow(place) << QString(place);
        }
    }

private Q_SLOTS:
    void spaceLAndHomeActWhereverTheFocusIs_data() { addPlaces(); }
    void spaceLAndHomeActWhereverTheFocusIs() {
        QFETCH(QString, place);
        loadClips();
        QSignalSpy plays(m_window.get(), &MainWindow::playToggled);
        QSignalSpy loops(m_window.get(), &MainWindow::loopToggled);
        QSignalSpy seeks(m_window.get(), &MainWindow::seekRequested);
        const TransferSettings before = m_window->settings();
        QWidget* widget = focusable(place);
        widget->setFocus();
        QVERIFY(widget->hasFocus());
        QTest::keyClick(widget, Qt::Key_Space, Qt::NoModifier);
        QTest::keyClick(widget, Qt::Key_L, Qt::NoModifier);
        QTest::keyClick(widget, Qt::Key_Home, Qt::NoModifier);
        QCOMPARE(plays.count(), 1);
        QCOMPARE(loops.count(), 1);
        QCOMPARE(seeks.count(), 1);
        QCOMPARE(seeks.at(0).at(0).toDouble(), 0.0);
        QCOMPARE(m_window->settings().steps, before.steps);
        QVERIFY(!qobject_cast<QComboBox*>(settings()->control("method")->editor())
                     ->view()
                     ->isVisible());
    }

    void theDigitsChooseWhatIsHeardWhereNoNumberIsTyped_data() { addPlaces(); }
    void theDigitsChooseWhatIsHeardWhereNoNumberIsTyped() {
        QFETCH(QString, place);
        loadClips();
        QSignalSpy sources(m_window.get(), &MainWindow::sourceChosen);
        QWidget* widget = focusable(place);
        widget->setFocus();
        QTest::keyClick(widget, Qt::Key_2, Qt::NoModifier);
        const bool typed = place == "field" || place == "region";
        QCOMPARE(sources.count(), typed ? 0 : 1);
    }

    void aFieldGivesTheFocusBackWhenItsNumberIsEnteredOrGivenUp() {
        loadClips();
        QSignalSpy sources(m_window.get(), &MainWindow::sourceChosen);
        for (const Qt::Key end : {Qt::Key_Return, Qt::Key_Escape}) {
            steps()->setFocus();
            steps()->selectAll();
            QTest::keyClicks(steps(), end == Qt::Key_Return ? "12" : "77");
            QTest::keyClick(steps(), end);
            QVERIFY(!steps()->hasFocus());
            QCOMPARE(m_window->settings().steps, 12);
        }
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_2);
        QCOMPARE(sources.count(), 1);
    }

    void aFieldSteppedByTheMouseGivesTheFocusBack() {
        loadClips();
        QStyleOptionSpinBox option;
        option.initFrom(steps());
        option.frame = true;
        const QRect up = steps()->style()->subControlRect(QStyle::CC_SpinBox, &option,
                                                          QStyle::SC_SpinBoxUp, steps());
        const int before = m_window->settings().steps;
        QTest::mouseClick(steps(), Qt::LeftButton, {}, up.center());
        QCOMPARE(m_window->settings().steps, before + 1);
        QVERIFY(!steps()->hasFocus());
    }

    void aRunDoesNotMoveTheFocusIntoAField() {
        loadClips();
        QSlider* melody = settings()->control("keep-melody") != nullptr
                              ? settings()->control("keep-melody")->slider()
                              : settings()->control("filters")->slider();
        melody->setFocus();
        QVERIFY(melody->hasFocus());
        m_window->setRunState(RunState::running);
        QVERIFY(qobject_cast<QAbstractSpinBox*>(QApplication::focusWidget()) == nullptr);
        QSignalSpy sources(m_window.get(), &MainWindow::sourceChosen);
        const int before = m_window->settings().steps;
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_3);
        QCOMPARE(sources.count(), 1);
        QCOMPARE(m_window->settings().steps, before);
    }

    void aControlThatSteersARunKeepsTheFocusInIt() {
        loadClips();
        QSlider* slider = settings()->control("steps")->slider();
        slider->setFocus();
        m_window->setRunState(RunState::running);
        QVERIFY(slider->hasFocus());
    }

    void aButtonThatWasClickedLeavesSpaceToPlay() {
        loadClips();
        QSignalSpy plays(m_window.get(), &MainWindow::playToggled);
        auto* reset = settings()->findChild<QPushButton*>(QStringLiteral("resetAll"));
        m_window->setFocus();
        QTest::mouseClick(reset, Qt::LeftButton);
        QVERIFY(!reset->hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QCOMPARE(plays.count(), 1);
    }

    void controlPDoesNotPauseTheRun() {
        loadClips();
        m_window->setRunState(RunState::running);
        QSignalSpy pauses(m_window.get(), &MainWindow::pauseToggled);
        press(Qt::Key_P, Qt::ControlModifier);
        QCOMPARE(pauses.count(), 0);
        press(Qt::Key_P);
        QCOMPARE(pauses.count(), 1);
    }

    void theButtonOfPlayShowsWhatItWouldDo() {
        loadClips();
        m_window->showPlayhead(0.0, true);
        QVERIFY(action("Play") == nullptr);
        QVERIFY(action("Pause")->isChecked());
        m_window->showPlayhead(0.5, false);
        QVERIFY(action("Pause") == nullptr);
        QVERIFY(!action("Play")->isChecked());
    }
};

QTEST_MAIN(TransportKeysTest)
#include "TransportKeysTest.moc"
