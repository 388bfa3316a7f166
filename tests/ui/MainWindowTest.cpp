// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MainWindow.h"
#include "Drops.h"
#include "Synthetic.h"
#include "ui/ClipPanel.h"
#include "ui/LossChart.h"
#include "ui/MessageBar.h"
#include "ui/ParameterControl.h"
#include "ui/RunStatus.h"
#include "ui/SettingsPanel.h"
#include "ui/SpectrogramStack.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolBar>
#include <QToolButton>

#include <cmath>
#include <limits>

using namespace tonegraft;
using namespace tonegraft::test;

class MainWindowTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<MainWindow> m_window;

    QAction* action(const QString& text) const {
        for (QAction* candidate : m_window->findChildren<QAction*>()) {
            if (candidate->text() == text) {
                return candidate;
            }
        }
        return nullptr;
    }
    SpectrogramStack* stack() const { return m_window->findChild<SpectrogramStack*>(); }
    ClipPanel* panel(int index) const { return m_window->findChildren<ClipPanel*>().at(index); }
    QString statusText() const { return m_window->findChild<RunStatus*>()->text(); }
    QToolButton* button(const QString& accessibleName) const {
        for (QToolButton* candidate : m_window->findChildren<QToolButton*>()) {
            if (candidate->accessibleName() == accessibleName) {
                return candidate;
            }
        }
        return nullptr;
    }
    const ShownClip m_content = musicShownClip("a.flac", 220.0, 0.6, 4.0);
    const ShownClip m_style = musicShownClip("b.flac", 110.0, 0.9, 5.0);
    const ShownResult m_result = musicResult();

    void loadClips() {
        m_window->showClip(ClipRole::content, m_content);
        m_window->showClip(ClipRole::style, m_style);
    }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(m_window.get(), static_cast<Qt::Key>(key), modifiers);
    }

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    }
    void init() {
        m_window = std::make_unique<MainWindow>(someMethods());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    // --- What is enabled ---------------------------------------------------------------------
    void emptyItOffersOnlyToChooseClips() {
        QVERIFY(action("Content…")->isEnabled());
        QVERIFY(action("Style…")->isEnabled());
        for (const char* text :
             {"Run", "Pause", "Play", "1 Content", "2 Style", "3 Output", "Export…"}) {
            QVERIFY2(!action(QString::fromUtf8(text))->isEnabled(), text);
        }
        QVERIFY(!button("Swap content and style")->isEnabled());
    }

    void runNeedsBothClipsRead() {
        m_window->showClip(ClipRole::content, m_content);
        QVERIFY(!action("Run")->isEnabled());
        m_window->showClipLoading(ClipRole::style, "b.flac");
        QVERIFY(!action("Run")->isEnabled());
        m_window->showClip(ClipRole::style, m_style);
        QVERIFY(action("Run")->isEnabled());
        QVERIFY(action("1 Content")->isEnabled());
        QVERIFY(!action("3 Output")->isEnabled());
    }

    void inARunRunIsStopAndTheClipsStay() {
        loadClips();
        m_window->setRunState(RunState::running);
        QVERIFY(action("Stop")->isEnabled());
        QVERIFY(action("Pause")->isEnabled());
        QVERIFY(!action("Content…")->isEnabled());
        QVERIFY(!dropFile(panel(0), QUrl::fromLocalFile("/a.wav")));
        QVERIFY(!dropFile(stack()->view(SpectrogramStack::style), QUrl::fromLocalFile("/a.wav")));
        m_window->setRunState(RunState::paused);
        QVERIFY(action("Pause")->isChecked());
        QVERIFY(action("Stop")->isEnabled());
        m_window->setRunState(RunState::stopping);
        QVERIFY(!action("Stopping…")->isEnabled());
        m_window->setRunState(RunState::idle);
        QVERIFY(action("Run")->isEnabled());
        QVERIFY(!action("Pause")->isEnabled());
        QVERIFY(dropFile(panel(0), QUrl::fromLocalFile("/a.wav")));
    }

    void withoutSoundPlayIsDisabledAndSaysWhy() {
        loadClips();
        m_window->setPlaybackAvailable(false, "No sound device.");
        QVERIFY(!action("Play")->isEnabled());
        QVERIFY(!action("2 Style")->isEnabled());
        const auto saysWhy = [this] {
            for (const QLabel* label : m_window->findChild<QToolBar*>()->findChildren<QLabel*>()) {
                if (label->isVisible() && label->toolTip().contains("No sound device.")) {
                    return true;
                }
            }
            return false;
        };
        QTRY_VERIFY(saysWhy());
        m_window->setPlaybackAvailable(true);
        QVERIFY(action("Play")->isEnabled());
    }

    // --- Clips -------------------------------------------------------------------------------
    void droppedFilesAreChosenForTheirPlace() {
        QSignalSpy contents(m_window.get(), &MainWindow::contentChosen);
        QSignalSpy styles(m_window.get(), &MainWindow::styleChosen);
        QVERIFY(dropFile(panel(0), QUrl::fromLocalFile("/one.wav")));
        QVERIFY(dropFile(panel(1), QUrl::fromLocalFile("/two.wav")));
        QVERIFY(dropFile(stack()->view(SpectrogramStack::content), QUrl::fromLocalFile("/3.wav")));
        QVERIFY(dropFile(stack()->view(SpectrogramStack::style), QUrl::fromLocalFile("/4.wav")));
        QCOMPARE(contents.count(), 2);
        QCOMPARE(styles.count(), 2);
        QCOMPARE(contents.at(0).at(0).toString(), "/one.wav");
        QCOMPARE(styles.at(1).at(0).toString(), "/4.wav");
    }

    void aClipShowsItsFactsAndWarnings() {
        ShownClip clip = m_content;
        clip.name = "<b>name</b>.flac";
        clip.warnings = QStringList{"The file is cut short."};
        m_window->showClip(ClipRole::content, clip);
        QStringList texts;
        for (const QLabel* label : panel(0)->findChildren<QLabel*>()) {
            texts << label->text();
        }
        const QString all = texts.join('\n');
        for (const char* part : {"<b>name</b>.flac", "4.0 s", "44.1 kHz", "stereo", "FLAC",
                                 "−18.2 LUFS", "The file is cut short."}) {
            QVERIFY2(all.contains(QString::fromUtf8(part)), part);
        }
    }

    void aClipThatCannotBeReadLeavesTheOneBefore() {
        loadClips();
        m_window->showClipLoading(ClipRole::content, "broken.wav");
        m_window->showClipError(ClipRole::content, "broken.wav: not a sound file.");
        QVERIFY(action("Run")->isEnabled());
        QCOMPARE(panel(0)->clip().name, "a.flac");
        QCOMPARE(m_window->findChild<MessageBar*>()->text(), "broken.wav: not a sound file.");
    }

    void swapIsAskedFor() {
        loadClips();
        QSignalSpy swaps(m_window.get(), &MainWindow::swapRequested);
        button("Swap content and style")->click();
        QCOMPARE(swaps.count(), 1);
    }

    void theDialogForContentReportsItsFile() {
        QSignalSpy contents(m_window.get(), &MainWindow::contentChosen);
        action("Content…")->trigger();
        auto* dialog = m_window->findChild<QFileDialog*>();
        QVERIFY(dialog != nullptr);
        Q_EMIT dialog->fileSelected("/chosen.wav");
        QCOMPARE(contents.count(), 1);
        QCOMPARE(contents.at(0).at(0).toString(), "/chosen.wav");
        dialog->close();
    }

    // --- Runs --------------------------------------------------------------------------------
    void runReportsTheSettingsAndStopAsksToStop() {
        loadClips();
        TransferSettings settings;
        settings.steps = 77;
        m_window->setSettings(settings);
        QSignalSpy runs(m_window.get(), &MainWindow::runRequested);
        QSignalSpy stops(m_window.get(), &MainWindow::stopRequested);
        action("Run")->trigger();
        QCOMPARE(runs.count(), 1);
        QCOMPARE(runs.at(0).at(0).value<TransferSettings>().steps, 77);
        QCOMPARE(m_window->runState(), RunState::idle); // until the application says so
        m_window->setRunState(RunState::running);
        action("Stop")->trigger();
        QCOMPARE(stops.count(), 1);
        QCOMPARE(runs.count(), 1);
    }

    void styleWeightAndStepsSteerARunAndNothingElse() {
        loadClips();
        QSignalSpy weights(m_window.get(), &MainWindow::styleWeightSteered);
        QSignalSpy steps(m_window.get(), &MainWindow::stepsSteered);
        const SettingsPanel* settings = m_window->findChild<SettingsPanel*>();
        settings->control("style-weight")->slider()->setValue(50);
        QCOMPARE(weights.count(), 0); // idle
        m_window->setRunState(RunState::running);
        settings->control("style-weight")->slider()->setValue(70);
        settings->control("steps")->resetButton()->click();
        settings->control("steps")->slider()->setValue(0);
        QCOMPARE(weights.count(), 1);
        QCOMPARE(weights.at(0).at(0).toDouble(), 0.7);
        QCOMPARE(steps.count(), 1);
        QCOMPARE(steps.at(0).at(0).toInt(), 1);
    }

    void progressTellsStepElapsedAndRemainingTime() {
        loadClips();
        QVERIFY(statusText().contains("Ready"));
        m_window->setRunState(RunState::running);
        m_window->showProgress({Stage::optimizing, 2, 40, 0.44, -1.0}, {});
        QCOMPARE(statusText(), QStringLiteral("Running · step 2/40 · 0.4 s elapsed"));
        m_window->showProgress({Stage::optimizing, 17, 40, 0.44, 0.61}, {});
        QCOMPARE(statusText(), QStringLiteral("Running · step 17/40 · 0.4 s elapsed · 0.6 s left"));
        m_window->setRunState(RunState::paused);
        QCOMPARE(statusText(), QStringLiteral("Paused · step 17/40 · 0.4 s elapsed"));
        m_window->setRunState(RunState::stopping);
        QVERIFY(statusText().startsWith("Stopping"));
        m_window->showProgress({Stage::phase, 40, 40, 0.9, 0.2}, {});
        m_window->setRunState(RunState::running);
        QVERIFY(statusText().startsWith("Making the sound"));
    }

    void theFirstSnapshotReplacesTheResultBefore() {
        loadClips();
        m_window->showResult(m_result);
        m_window->setRunState(RunState::running);
        QVERIFY(action("Export…")->isEnabled()); // a run that fails at once takes nothing away
        const auto* chart = m_window->findChild<LossChart*>();
        QCOMPARE(chart->drawnPoints(LossChart::total).size(), 45);
        const Spectrogram output = musicSpectrogram(220.0, 0.7, 170, 44100);
        m_window->showSnapshot(snapshotAt(1, 45, output));
        QVERIFY(!action("Export…")->isEnabled());
        QCOMPARE(chart->drawnPoints(LossChart::total).size(), 1);
        m_window->showSnapshot(snapshotAt(9, 45, output));
        QCOMPARE(chart->drawnPoints(LossChart::total).size(), 9);
        QCOMPARE(stack()->view(SpectrogramStack::output)->spectrogram()->frames, 170);
    }

    void snapshotsAreSharedNotCopied() {
        loadClips();
        m_window->setRunState(RunState::running);
        const auto snapshot = snapshotAt(3, 45, musicSpectrogram(220.0, 0.7, 170, 44100));
        m_window->showSnapshot(snapshot);
        QCOMPARE(stack()->view(SpectrogramStack::output)->spectrogram().get(), &snapshot->output);
    }

    void aResultCanBeHeardAndExported() {
        loadClips();
        m_window->setRunState(RunState::running);
        m_window->showResult(m_result);
        m_window->setRunState(RunState::idle);
        QVERIFY(action("Export…")->isEnabled());
        QVERIFY(action("3 Output")->isEnabled());
        QVERIFY(statusText().contains("Done in 1.9 s"));
        m_window->showClip(ClipRole::style, m_style);
        QVERIFY(!action("Export…")->isEnabled()); // it belonged to other clips
    }

    void theExportDialogOffersTheNameAndReportsTheFormat() {
        loadClips();
        m_window->showResult(m_result);
        m_window->setSuggestedExportName("output1D_name.wav");
        QSignalSpy exports(m_window.get(), &MainWindow::exportRequested);
        action("Export…")->trigger();
        auto* dialog = m_window->findChild<QFileDialog*>();
        QVERIFY(dialog != nullptr);
        QVERIFY(dialog->selectedFiles().constFirst().endsWith("output1D_name.wav"));
        dialog->selectNameFilter(dialog->nameFilters().at(1));
        Q_EMIT dialog->fileSelected("/tmp/x.wav");
        QCOMPARE(exports.count(), 1);
        QCOMPARE(exports.at(0).at(0).toString(), "/tmp/x.wav");
        QCOMPARE(exports.at(0).at(1).value<SampleFormat>(), SampleFormat::pcm16);
        dialog->close();
    }

    // --- Keys --------------------------------------------------------------------------------
    void keysDoWhatTheToolTipsSay() {
        loadClips();
        m_window->showResult(m_result);
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
        press(Qt::Key_1);
        press(Qt::Key_L);
        press(Qt::Key_M);
        QCOMPARE(runs.count(), 1);
        QCOMPARE(plays.count(), 1);
        QCOMPARE(plays.at(0).at(0).toBool(), true);
        QCOMPARE(sources.count(), 3);
        QCOMPARE(sources.at(0).at(0).value<Source>(), Source::style);
        QCOMPARE(sources.at(1).at(0).value<Source>(), Source::output);
        QCOMPARE(loops.at(0).at(0).toBool(), true);
        QCOMPARE(matches.at(0).at(0).toBool(), false);
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
        m_window->showResult(m_result);
        press(key, shift ? Qt::ControlModifier | Qt::ShiftModifier : Qt::ControlModifier);
        auto* dialog = m_window->findChild<QFileDialog*>();
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
        m_window->showResult(m_result);
        QSignalSpy plays(m_window.get(), &MainWindow::playToggled);
        QSignalSpy sources(m_window.get(), &MainWindow::sourceChosen);
        QSignalSpy loops(m_window.get(), &MainWindow::loopToggled);
        QSignalSpy matches(m_window.get(), &MainWindow::levelMatchToggled);
        m_window->showPlayhead(1.5, true);
        m_window->setSource(Source::output);
        m_window->setLooping(true);
        m_window->setLevelMatched(false);
        QVERIFY(action("Play")->isChecked());
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

    void layoutAndLookAreKept() {
        m_window->resize(1100, 720);
        action("Linear")->trigger();
        action("Cividis")->trigger();
        action("60 dB")->trigger();
        const QByteArray saved = m_window->saveLayout();
        MainWindow other(someMethods());
        QVERIFY(other.restoreLayout(saved));
        const SpectrogramLook look = other.findChild<SpectrogramStack*>()->look();
        QCOMPARE(look.colors, ColorMap::cividis);
        QCOMPARE(look.frequencyScale, FrequencyScale::linear);
        QCOMPARE(look.rangeDb, 60.0);
        QCOMPARE(other.size(), QSize(1100, 720));
        QCOMPARE(other.saveLayout().size(), saved.size());
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
        m_window->showResult(m_result);
        QVERIFY(m_window->minimumSizeHint().width() <= 1024);
        QVERIFY(m_window->minimumSizeHint().height() <= 700);
    }

    void whateverCanBeOperatedHasANameForScreenReaders() {
        loadClips();
        m_window->showResult(m_result);
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

QTEST_MAIN(MainWindowTest)
#include "MainWindowTest.moc"
