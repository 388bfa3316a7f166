// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Estimate.h"
#include "tonegraft/Methods.h"
#include "tonegraft/Transfer.h"
#include "tonegraft/TransferSettings.h"
#include "ui/clips/RecentMenu.h"
#include "ui/kit/WindowState.h"
#include "ui/pictures/Region.h"
#include "ui/pictures/ShownClip.h"
#include "ui/pictures/SpectrogramLook.h"
#include "ui/results/ExportChoices.h"
#include "ui/window/AboutDialog.h"

#include <QByteArray>
#include <QMainWindow>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace tonegraft {

class PresetBox;
class TakesPanel;
class TransportBar;
class SessionActions;
struct Offer;

/// The window. It shows values and says what the user wants; it reads and writes no files, knows
/// no engine code and starts no threads. Setters never emit the signals of the user's actions.
/// Thread: GUI, all of it.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// `methods`: all that the user may choose, the default first (tonegraft::methods()).
    explicit MainWindow(std::vector<MethodInfo> methods, QWidget* parent = nullptr);
    ~MainWindow() override;

    // --- Clips -------------------------------------------------------------------------------
    /// A clip is being read: the panel says so, and Run waits.
    void showClipLoading(ClipRole role, const QString& name);
    /// Ends loading. A new clip clears the result that was shown (it belongs to other clips).
    void showClip(ClipRole role, const ShownClip& clip);
    /// The part of a clip that is shown as chosen; none: the whole clip. A new clip has none.
    void setRegion(ClipRole role, std::optional<Region> region);
    std::optional<Region> region(ClipRole role) const;
    /// Ends loading without a new clip: the clip before it stays, the message bar says `text`.
    void showClipError(ClipRole role, const QString& text);

    // --- A run -------------------------------------------------------------------------------
    /// What is enabled follows from it. The result of the run before stays until the first
    /// snapshot of the new one, so a run that fails at once takes nothing away.
    void setRunState(RunState state);
    RunState runState() const;
    /// Status bar only, cheap: may be called at any rate.
    void showProgress(const Progress& progress, const LossPoint& loss);
    /// Loss curve and output spectrogram; the caller keeps it to some 20 a second.
    void showSnapshot(const ShownSnapshot& snapshot);
    /// Of a run that goes on while a result is looked at: its curve stands beside that one's.
    void showRunLosses(const std::vector<LossPoint>& losses);
    /// Result at the end of a run; again with measures when they are known. Not for cancelled.
    void showResult(const ShownResult& result);
    void clearResult();
    /// What the output that is shown is called, and what made it where that is not what the
    /// controls and clips say now; empty: it is.
    void nameOutput(const QString& name, const QString& stale);
    /// The picture whose difference from the output is shown, and its name; null: the content's.
    void setDifferenceFrom(std::shared_ptr<const SpectrogramTiles> tiles, const QString& name);
    /// Undo and redo, which the application has.
    void setEditActions(QAction* undo, QAction* redo);
    /// The runs that were kept.
    TakesPanel* takes() const;
    /// What a run would take, while none goes on; none: not known.
    void showEstimate(const std::optional<RunEstimate>& estimate);
    /// What a run of the method would take, for the list of methods; none: not known.
    void showMethodTime(const std::string& method, const std::optional<double>& seconds);

    // --- Settings ----------------------------------------------------------------------------
    TransferSettings settings() const;
    void setSettings(const TransferSettings& settings);
    /// As if all of it had been set by hand: settingsChanged() follows.
    void applySettings(const TransferSettings& settings);
    /// Of the methods that were shown before and may be again.
    std::vector<TransferSettings> otherSettings() const;
    void setOtherSettings(const std::vector<TransferSettings>& settings);

    // --- Sessions ----------------------------------------------------------------------------
    SessionActions* sessions() const;
    /// A line that offers something and waits for no answer.
    void offer(const Offer& offer);

    // --- Listening ---------------------------------------------------------------------------
    /// False: play is disabled and `reason` is shown beside it.
    void setPlaybackAvailable(bool available, const QString& reason = {});
    void showPlayhead(double seconds, bool playing);
    void setSource(Source source);
    /// Whether there is a result before the one that is shown.
    void setPreviousAvailable(bool available);
    /// How much of the output is heard and exported beside the content: 0 none .. 1 it alone.
    double mix() const;
    void setLooping(bool looping);
    void setLevelMatched(bool matched);
    /// Volume, devices and times.
    TransportBar* transport() const;
    PresetBox* presets() const;

    // --- Everything else ---------------------------------------------------------------------
    /// In the message bar, until closed or replaced; `text` says what failed, why, what to do.
    void showMessage(Severity severity, const QString& text);
    void clearMessage();
    /// A short word at the right of the status bar ("Exported name.wav"); gone after seconds.
    void showNote(const QString& text);
    /// What can be exported, and what the dialog starts with.
    void setExportProposal(const ExportProposal& proposal);
    /// Folder that the dialogs for clips start in.
    void setClipFolder(const QString& folder);
    void setRecentClips(const QList<RecentClip>& clips);
    /// Answers outputFileWanted().
    void provideOutputFile(const QString& path);
    /// Answers notesFileWanted().
    void provideNotesFile(const QString& path);
    /// The path that the dialog for saving the notes starts with.
    void setNotesProposal(const QString& path);
    /// Where files that are dragged or copied out of the window lie.
    void setSharedFolder(const QString& path);
    /// Whether files are named after the pattern of the original script.
    bool namesOf2018() const;
    void setNamesOf2018(bool names);
    void setProgram(const ProgramInfo& program);
    SpectrogramLook look() const;
    void setLook(const SpectrogramLook& look);
    Appearance appearance() const;
    void setAppearance(Appearance appearance);
    /// Asked when the user closes the window; what it returns he reads and confirms first. Empty:
    /// nothing would be lost.
    void setClosingQuestion(std::function<QString()> question);
    /// Closes without a question.
    void closeNow();
    /// Geometry and splitters, for the application to keep.
    QByteArray saveLayout() const;
    /// False, and nothing changes, if `layout` is not from saveLayout().
    bool restoreLayout(const QByteArray& layout);

Q_SIGNALS:
    // Clips: by dialog or drop. The window shows nothing new until showClipLoading().
    void contentChosen(const QString& path);
    void styleChosen(const QString& path);
    /// The list of recent clips is about to be seen: are they still there?
    void recentClipsOpened();
    /// The clips that come along are wanted as content and style.
    void demoRequested();
    /// The application answers with showClip() for both.
    void swapRequested();
    /// A part of a clip was chosen by hand, or (none) the whole clip again.
    void regionChanged(tonegraft::ClipRole role, std::optional<tonegraft::Region> region);

    // A run. The window changes state only by setRunState().
    void runRequested(const tonegraft::TransferSettings& settings);
    void stopRequested();
    void pauseToggled(bool paused);
    /// In a run only, as the control moves.
    /// A control that can be moved in a run was, while one goes on.
    void steered(const QString& parameterId, double value);
    /// A file was dropped whose settings are wanted.
    void settingsFileDropped(const QString& path);
    /// Any control moved by hand, in a run or not.
    void settingsChanged(const tonegraft::TransferSettings& settings);

    /// The output is being dragged or copied out of the window.
    void outputFileWanted();
    /// The notes are being dragged or copied out of the window.
    void notesFileWanted();
    void notesSaveRequested(const QString& path);
    void sharedFolderChosen(const QString& path);
    void namingChanged(bool namesOf2018);
    void exportRequested(const tonegraft::ExportChoices& choices);
    /// The spectrograms as a picture, to the clipboard.
    void figureCopyRequested();
    void compareRequested();

    // Listening.
    void playToggled(bool playing);
    void sourceChosen(tonegraft::Source source);
    void seekRequested(double seconds);
    void loopToggled(bool looping);
    void levelMatchToggled(bool matched);
    void mixChanged(double mix);

    void recordingRequested();
    void appearanceChosen(tonegraft::Appearance appearance);

    /// The window is about to close; it closes when the signal's receivers have returned.
    void closing();

protected:
    bool event(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace tonegraft
