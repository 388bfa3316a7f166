// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clips/RecordingPanel.h"
#include "Synthetic.h"
#include "ui/clips/LevelMeter.h"

#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace tonegraft;

class RecordingPanelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RecordingPanel> m_panel;

    QPushButton* button(const QString& text) const {
        for (QPushButton* candidate : m_panel->findChildren<QPushButton*>()) {
            if (candidate->text() == text) {
                return candidate;
            }
        }
        return nullptr;
    }
    QComboBox* microphones() const { return m_panel->findChild<QComboBox*>(); }
    bool shows(const QString& text) const {
        for (const QLabel* label : m_panel->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(text)) {
                return true;
            }
        }
        return false;
    }

private Q_SLOTS:
    void init() {
        QLocale::setDefault(QLocale::c());
        m_panel = std::make_unique<RecordingPanel>();
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }

    void withoutAMicrophoneItSaysWhy() {
        QVERIFY(!button("Record")->isEnabled());
        m_panel->setAvailable(false, "No microphone was found.");
        QVERIFY(shows("No microphone was found."));
        m_panel->setAvailable(true);
        QVERIFY(!shows("No microphone was found."));
        QVERIFY(button("Record")->isEnabled());
    }

    void theKeyboardRecordsAndStops() {
        m_panel->setAvailable(true);
        const QSignalSpy toggled(m_panel.get(), &RecordingPanel::recordToggled);
        QTest::keyClick(m_panel.get(), Qt::Key_Return);
        QCOMPARE(toggled.count(), 1);
        QCOMPARE(toggled.at(0).at(0).toBool(), true);
        m_panel->setRecording(true);
        QVERIFY(button("Stop")->isEnabled());
        QVERIFY(!microphones()->isEnabled());
        QTest::keyClick(m_panel.get(), Qt::Key_Return);
        QCOMPARE(toggled.at(1).at(0).toBool(), false);
    }

    void aSavedRecordingCanBecomeEitherClip() {
        m_panel->setAvailable(true);
        m_panel->setRecording(true);
        m_panel->setSeconds(61.25);
        QVERIFY(shows("1:01."));
        m_panel->setRecording(false);
        QVERIFY(!button("Use as content")->isEnabled());
        m_panel->showSaved("/music/Recording.wav", "The microphone is gone.");
        QVERIFY(shows("/music/Recording.wav"));
        QVERIFY(shows("The microphone is gone."));
        const QSignalSpy uses(m_panel.get(), &RecordingPanel::useRequested);
        button("Use as content")->click();
        button("Use as style")->click();
        QCOMPARE(uses.at(0).at(0).value<ClipRole>(), ClipRole::content);
        QCOMPARE(uses.at(1).at(0).value<ClipRole>(), ClipRole::style);
        m_panel->setClipsChangeable(false);
        QVERIFY(!button("Use as content")->isEnabled());
    }

    void anUnsavedRecordingCanBeSavedAgain() {
        m_panel->setAvailable(true);
        QVERIFY(!button("Save again")->isVisible());
        m_panel->showFailure("The disk is full.");
        m_panel->setUnsaved(true);
        QVERIFY(shows("The disk is full."));
        const QSignalSpy saves(m_panel.get(), &RecordingPanel::saveRequested);
        button("Save again")->click();
        QCOMPARE(saves.count(), 1);
        // Another recording takes nothing from the one before.
        m_panel->setRecording(true);
        m_panel->setRecording(false);
        QVERIFY(button("Save again")->isVisible());
        m_panel->setUnsaved(false);
        QVERIFY(!button("Save again")->isVisible());
    }

    void theMicrophoneIsChosenByName() {
        m_panel->setDevices({{{"a", "Built-in"}, {"b", "USB"}}, "", "a"});
        QCOMPARE(microphones()->currentText(), QString("The desktop's default (Built-in)"));
        const QSignalSpy chosen(m_panel.get(), &RecordingPanel::deviceChosen);
        microphones()->setFocus();
        QTest::keyClick(microphones(), Qt::Key_End);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.at(0).at(0).toString(), QString("b"));
        m_panel->setDevices({{{"a", "Built-in"}}, "b", "a"});
        QCOMPARE(microphones()->currentText(), QString("The chosen device (not connected)"));
        QCOMPARE(chosen.count(), 1);
    }

    void theMeterRisesAtOnceFallsSlowlyAndHoldsThePeak() {
        MeterReading reading;
        reading.take(0.5, 0.25, false, 0.05);
        QVERIFY(std::abs(reading.peakDb + 6.02) < 0.01);
        QVERIFY(std::abs(reading.rmsDb + 12.04) < 0.01);
        reading.take(0.0, 0.0, false, 0.5);
        QVERIFY(std::abs(reading.peakDb + 18.02) < 0.01);
        QVERIFY(std::abs(reading.heldDb + 6.02) < 0.01);
        reading.take(0.0, 0.0, false, 1.1);
        QVERIFY(reading.heldDb < -40.0);
        reading.take(0.0, 0.0, false, 100.0);
        QCOMPARE(reading.peakDb, MeterReading::kFloorDb);
    }

    void theClipLightStaysOnUntilItIsClicked() {
        LevelMeter* meter = m_panel->findChild<LevelMeter*>();
        const auto light = [meter] {
            const QImage picture = meter->grab().toImage();
            return picture.pixelColor(picture.width() - 10, 9);
        };
        const QColor off = light();
        m_panel->setLevel(1.0, 0.7, true, 0.05);
        m_panel->setLevel(0.1, 0.07, false, 0.05);
        const QColor on = light();
        QVERIFY(on != off);
        QVERIFY(on.red() > on.green() + 50);
        QVERIFY(meter->accessibleDescription().contains("too loud"));
        QTest::mouseClick(meter, Qt::LeftButton, {}, {meter->width() - 10, 9});
        QCOMPARE(light(), off);
        QVERIFY(!meter->accessibleDescription().contains("too loud"));
    }

    void theBarIsAsLongAsTheLevel() {
        LevelMeter* meter = m_panel->findChild<LevelMeter*>();
        const auto filled = [meter] {
            const QImage picture = meter->grab().toImage();
            const QColor empty = meter->palette().color(QPalette::Base);
            int count = 0;
            for (int x = 2; x < picture.width() - 60; ++x) {
                count += picture.pixelColor(x, 9) != empty ? 1 : 0;
            }
            return static_cast<double>(count) / (picture.width() - 60);
        };
        QVERIFY(filled() < 0.05);
        m_panel->setLevel(0.0316, 0.0316, false, 0.05); // -30 dB: half of the scale
        QVERIFY(std::abs(filled() - 0.5) < 0.07);
    }
};

QTEST_MAIN(RecordingPanelTest)
#include "RecordingPanelTest.moc"
