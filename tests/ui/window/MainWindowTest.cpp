// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"
#include "ui/kit/ElidedLabel.h"
#include "ui/kit/MessageBar.h"
#include "ui/kit/NoticeLabel.h"
#include "ui/kit/Theme.h"
#include "ui/panes/RegionEditor.h"
#include "ui/results/ExportDialog.h"
#include "ui/results/LossChart.h"
#include "ui/settings/ParameterControl.h"
#include "ui/settings/SettingsPanel.h"

#include <QClipboard>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QSet>
#include <QSignalSpy>
#include <QSlider>

#include <algorithm>

#include <fnmatch.h>

using namespace tonegraft;
using namespace tonegraft::test;

class MainWindowTest : public WindowFixture {
    Q_OBJECT

private Q_SLOTS:
    // --- What is enabled ---------------------------------------------------------------------
    void emptyItOffersOnlyToChooseClips() {
        QVERIFY(action("Content…")->isEnabled());
        QVERIFY(action("Style…")->isEnabled());
        for (const char* text :
             {"Run", "Pause run", "Play", "1 Content", "2 Style", "3 Output", "Export…"}) {
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

    void aRegionIsTheSameInPanelAndPicture() {
        loadClips();
        QSignalSpy changes(m_window.get(), &MainWindow::regionChanged);
        const RegionEditor* numbers = panel(1)->regionEditor();
        QTest::keyClick(numbers->start(), Qt::Key_Up);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(changes.at(0).at(0).value<ClipRole>(), ClipRole::style);
        QVERIFY(stack()->region(SpectrogramStack::style) == numbers->region());
        QVERIFY(m_window->region(ClipRole::style) == numbers->region());
        QTest::keyClick(stack()->view(SpectrogramStack::style), Qt::Key_Escape);
        QVERIFY(!numbers->region());
        QCOMPARE(changes.count(), 2);
        m_window->setRegion(ClipRole::content, Region{1.0, 2.0});
        QCOMPARE(panel(0)->regionEditor()->length()->value(), 2.0);
        QCOMPARE(changes.count(), 2);
        m_window->setRunState(RunState::running);
        QVERIFY(!numbers->start()->isEnabled());
    }

    void theStatusCountsFromTheFirstMomentOfARun() {
        loadClips();
        m_window->setRunState(RunState::running);
        QVERIFY2(statusText().contains("Preparing"), qPrintable(statusText()));
        QVERIFY2(statusText().contains("0.0 s elapsed"), qPrintable(statusText()));
        QTRY_VERIFY(!statusText().contains("0.0 s elapsed")); // with nothing heard of the engine
        m_window->showProgress({Stage::optimizing, 3, 40, 100.0, 2.0}, {});
        QVERIFY2(statusText().contains("1 min 40 s elapsed"), qPrintable(statusText()));
        m_window->setRunState(RunState::idle);
        QCOMPARE(statusText(), QStringLiteral("Ready"));
    }

    void itTurnsDarkAndLightWhileItIsOpen() {
        loadClips();
        ShownClip warned = m_style;
        warned.warnings << "The file is cut off.";
        m_window->showClip(ClipRole::style, warned);
        const auto* notice = panel(1)->findChild<NoticeLabel*>();
        const auto lightness = [this] {
            return m_window->grab().toImage().scaled(1, 1).pixelColor(0, 0).lightness();
        };
        for (const bool dark : {true, false}) {
            applyTheme(*qApp, dark);
            QTRY_COMPARE(isDark(m_window->palette()), dark);
            QTRY_COMPARE(notice->palette().color(QPalette::PlaceholderText),
                         severityColor(Severity::warning, themePalette(dark)));
            QTRY_COMPARE(lightness() < 100, dark);
        }
    }

    void inARunRunIsStopAndTheClipsStay() {
        loadClips();
        m_window->setRunState(RunState::running);
        QVERIFY(action("Stop")->isEnabled());
        QVERIFY(action("Pause run")->isEnabled());
        QVERIFY(!action("Content…")->isEnabled());
        m_window->setRunState(RunState::paused);
        QVERIFY(action("Pause run")->isChecked());
        QVERIFY(action("Stop")->isEnabled());
        m_window->setRunState(RunState::stopping);
        QVERIFY(!action("Stopping…")->isEnabled());
        m_window->setRunState(RunState::idle);
        QVERIFY(action("Run")->isEnabled());
        QVERIFY(!action("Pause run")->isEnabled());
    }

    void withoutSoundThePlaceOfPlaySaysWhy() {
        loadClips();
        m_window->setPlaybackAvailable(false, "No sound device.");
        QVERIFY(!action("No sound")->isEnabled());
        QVERIFY(action("No sound")->toolTip().contains("No sound device."));
        QVERIFY(!action("2 Style")->isEnabled());
        m_window->setPlaybackAvailable(true);
        QVERIFY(action("Play")->isEnabled());
        QVERIFY(action("Play")->toolTip().contains("Space"));
    }

    // --- Clips -------------------------------------------------------------------------------
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
        QCOMPARE(panel(0)->findChild<ElidedLabel*>()->toolTip(),
                 "<p>&lt;b&gt;name&lt;/b&gt;.flac</p>");
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

    void theDialogShowsSoundFilesHoweverTheirEndingsAreWritten() {
        action("Content…")->trigger();
        auto* dialog = m_window->findChild<QFileDialog*>();
        QVERIFY(dialog != nullptr);
        const QString filter = dialog->nameFilters().constFirst();
        const QStringList patterns =
            filter.section('(', 1).section(')', 0, 0).split(' ', Qt::SkipEmptyParts);
        for (const char* name :
             {"a.wav", "A.WAV", "a.Wav", "a.FLAC", "a.W64", "a.m4a", "a.3GP", "a.spx"}) {
            QVERIFY2(std::any_of(patterns.begin(), patterns.end(),
                                 [&](const QString& pattern) { // as GTK matches
                                     return fnmatch(qPrintable(pattern), name, 0) == 0;
                                 }),
                     name);
        }
        QCOMPARE(fnmatch(qPrintable(patterns.constFirst()), "a.way", 0), FNM_NOMATCH);
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

    void whatMayMoveSteersARunAndNothingElse() {
        loadClips();
        QSignalSpy moves(m_window.get(), &MainWindow::steered);
        const SettingsPanel* settings = m_window->findChild<SettingsPanel*>();
        settings->control("style-weight")->slider()->setValue(50);
        QCOMPARE(moves.count(), 0); // idle
        m_window->setRunState(RunState::running);
        settings->control("style-weight")->slider()->setValue(70);
        settings->control("steps")->resetButton()->click();
        settings->control("steps")->slider()->setValue(0);
        QCOMPARE(moves.count(), 2);
        QCOMPARE(moves.at(0).at(0).toString(), QStringLiteral("style-weight"));
        QCOMPARE(moves.at(0).at(1).toDouble(), 0.7);
        QCOMPARE(moves.at(1).at(0).toString(), QStringLiteral("steps"));
        QCOMPARE(moves.at(1).at(1).toDouble(), 1.0);
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
        QVERIFY(statusText().startsWith("Paused · step 17/40 · "));
        QVERIFY(!statusText().contains("left"));
        m_window->setRunState(RunState::stopping);
        QVERIFY(statusText().startsWith("Stopping"));
        m_window->showProgress({Stage::phase, 40, 40, 0.9, 0.2}, {});
        m_window->setRunState(RunState::running);
        QVERIFY(statusText().startsWith("Making the sound"));
    }

    void theFirstSnapshotReplacesTheResultBefore() {
        loadClips();
        showResult();
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
        QCOMPARE(stack()->view(SpectrogramStack::output)->spectrogram()->frames(0), 170);
    }

    void snapshotsAreSharedNotCopied() {
        loadClips();
        m_window->setRunState(RunState::running);
        const auto snapshot = snapshotAt(3, 45, musicSpectrogram(220.0, 0.7, 170, 44100));
        m_window->showSnapshot(snapshot);
        QCOMPARE(stack()->view(SpectrogramStack::output)->spectrogram().get(),
                 snapshot.output.get());
    }

    void aResultCanBeHeardAndExported() {
        loadClips();
        m_window->setRunState(RunState::running);
        showResult();
        m_window->setRunState(RunState::idle);
        QVERIFY(action("Export…")->isEnabled());
        QVERIFY(action("3 Output")->isEnabled());
        QVERIFY(statusText().contains("Done in 1.9 s"));
        m_window->showClip(ClipRole::style, m_style);
        QVERIFY(!action("Export…")->isEnabled()); // it belonged to other clips
    }

    void theExportDialogOffersTheProposalAndReportsTheAnswer() {
        loadClips();
        showResult();
        ExportChoices proposal;
        proposal.folder = QDir::tempPath();
        proposal.name = "output1D_name";
        m_window->setExportProposal({proposal, ExportableResult{proposal.name}, std::nullopt});
        QSignalSpy exports(m_window.get(), &MainWindow::exportRequested);
        action("Export…")->trigger();
        auto* dialog = m_window->findChild<ExportDialog*>();
        QVERIFY(dialog != nullptr);
        QCOMPARE(dialog->choices().name, proposal.name);
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
        QCOMPARE(exports.count(), 1);
        const auto answer = exports.at(0).at(0).value<ExportChoices>();
        QCOMPARE(answer.name, proposal.name);
        QCOMPARE(answer.folder, proposal.folder);
    }

    void theLossCurveIsCopiedAsAPicture() {
        loadClips();
        QVERIFY(!action("Copy loss curve")->isEnabled());
        showResult();
        QGuiApplication::clipboard()->clear();
        action("Copy loss curve")->trigger();
        const QImage copied = QGuiApplication::clipboard()->image();
        const auto* chart = m_window->findChild<LossChart*>();
        QCOMPARE(copied.size(), chart->size() * 2);
        QSet<QRgb> colors;
        for (int y = 0; y < copied.height(); ++y) {
            for (int x = 0; x < copied.width(); ++x) {
                colors.insert(copied.pixel(x, y));
            }
        }
        QVERIFY(colors.size() > 20); // curves, text and lines, with soft edges
    }

    void theSpectrogramsAreCopiedOnRequestAlone() {
        QSignalSpy requests(m_window.get(), &MainWindow::figureCopyRequested);
        QVERIFY(!action("Copy spectrograms")->isEnabled());
        loadClips();
        press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(requests.count(), 1);
    }
};

QTEST_MAIN(MainWindowTest)
#include "MainWindowTest.moc"
