// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/TransportBar.h"
#include "WindowFixture.h"
#include "ui/clips/LevelMeter.h"

#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QSlider>

#include <cmath>

using namespace tonegraft;
using namespace tonegraft::test;

class TransportBarTest : public WindowFixture {
    Q_OBJECT

    TransportBar* bar() const { return m_window->transport(); }
    QSlider* volume() const { return bar()->findChild<QSlider*>(); }
    QList<QAction*> devices() const { return bar()->findChild<QMenu*>()->actions(); }
    QAction* device(const QString& text) const {
        for (QAction* candidate : devices()) {
            if (candidate->text() == text) {
                return candidate;
            }
        }
        return nullptr;
    }
    bool shows(const QString& text) const {
        for (const QLabel* label : bar()->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text() == text) {
                return true;
            }
        }
        return false;
    }

private Q_SLOTS:
    void theVolumeIsTheCubeOfTheSlider() {
        QCOMPARE(volumeGain(100), 1.0);
        QCOMPARE(volumeGain(50), 0.125);
        QCOMPARE(volumeGain(0), 0.0);
        QCOMPARE(volumeGain(200), 1.0);
    }

    void theSliderAndTheKeysMoveTheVolume() {
        QSignalSpy moved(bar(), &TransportBar::volumeChanged);
        bar()->setVolume(40);
        QCOMPARE(moved.count(), 0);
        QCOMPARE(bar()->volume(), 40);
        m_window->setFocus();
        press(Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(moved.takeFirst().at(0).toInt(), 45);
        press(Qt::Key_Down, Qt::ControlModifier);
        press(Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(moved.takeLast().at(0).toInt(), 35);
        volume()->setFocus();
        volume()->setValue(0);
        QCOMPARE(moved.takeLast().at(0).toInt(), 0);
        QVERIFY(volume()->toolTip().contains(QStringLiteral("−∞ dB")));
    }

    void theMeterShowsWhatIsHeard() {
        bar()->showLevel(0.5, 0.25, 0.02);
        QVERIFY(std::abs(bar()->meter()->reading().peakDb + 6.0) < 0.1);
        QVERIFY(std::abs(bar()->meter()->reading().rmsDb + 12.0) < 0.1);
        QVERIFY(!bar()->meter()->reading().clipped);
        bar()->showLevel(1.0, 0.5, 0.02);
        QVERIFY(bar()->meter()->reading().clipped);
        QVERIFY(bar()->meter()->isVisible());
        QVERIFY(bar()->meter()->height() <= 24); // among the buttons
    }

    void theDesktopsDefaultIsChosenFirst() {
        bar()->setDevices({{{"a", "Speakers"}, {"b", "Headphones"}}, "", "a"});
        QVERIFY(device("The desktop's default (Speakers)")->isChecked());
        QVERIFY(!device("Speakers")->isChecked());
        QVERIFY(!device("Headphones")->isChecked());
    }

    void aDeviceIsChosenByItsName() {
        bar()->setDevices({{{"a", "Speakers"}, {"b", "Rock & Roll"}}, "", "a"});
        QSignalSpy chosen(bar(), &TransportBar::deviceChosen);
        device("Rock && Roll")->trigger();
        QCOMPARE(chosen.takeFirst().at(0).toString(), QString("b"));
        bar()->setDevices({{{"a", "Speakers"}, {"b", "Rock & Roll"}}, "b", "b"});
        QVERIFY(device("Rock && Roll")->isChecked());
        device("The desktop's default")->trigger();
        QCOMPARE(chosen.takeFirst().at(0).toString(), QString());
    }

    void aChosenDeviceThatIsNotThereIsKept() {
        bar()->setDevices({{{"a", "Speakers"}}, "usb", "a"});
        QVERIFY(device("The chosen device (not connected)")->isChecked());
    }

    void withoutADeviceTheReasonIsShownBesidePlay() {
        loadClips();
        bar()->setDuration(83.0);
        m_window->showPlayhead(61.25, true);
        QVERIFY(shows("1:01.2 of 1:23.0") || shows("1:01.3 of 1:23.0"));
        m_window->setPlaybackAvailable(false, "No sound device was found.");
        QVERIFY(shows("No sound device was found."));
        QVERIFY(!shows("1:01.2 of 1:23.0") && !shows("1:01.3 of 1:23.0"));
        m_window->setPlaybackAvailable(true);
        QVERIFY(!shows("No sound device was found."));
    }

    void inARunTheOutputCanBeChosenBeforeThereIsAResult() {
        loadClips();
        QVERIFY(!action("3 Output")->isEnabled());
        m_window->setRunState(RunState::running);
        QVERIFY(action("3 Output")->isEnabled());
        m_window->setRunState(RunState::idle);
        QVERIFY(!action("3 Output")->isEnabled());
    }

    void recordingIsAskedForByButtonAndKeyButNotInARun() {
        QSignalSpy asked(m_window.get(), &MainWindow::recordingRequested);
        m_window->setFocus();
        press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(asked.count(), 1);
        m_window->setRunState(RunState::running);
        press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(asked.count(), 1);
    }
};

QTEST_MAIN(TransportBarTest)
#include "TransportBarTest.moc"
