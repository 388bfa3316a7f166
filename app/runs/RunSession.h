// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/job/SnapshotPictures.h"
#include "app/job/TransferWorker.h"
#include "app/system/Background.h"
#include "ui/window/MainWindow.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace tonegraft {

/// What a region chosen in the window means of the clip; none is all of it. Thread: any.
ClipRegion clipRegion(std::optional<Region> region, const AudioClip& clip);

/// Runs as the window asks for them, from Run to the measures of the result. A run that was
/// steered by hand gives a preview: one second after the last movement a cold run with the
/// settings then shown takes its place. Thread: GUI.
class RunSession : public QObject {
    Q_OBJECT

public:
    static constexpr int kRestMs = 1000;

    RunSession(MainWindow& window, EngineFunctions engine, QObject* parent = nullptr);

    /// Other clips: ends the run. Its result belonged to the ones before: it becomes the previous.
    void setClips(const ShownClip& content, const ShownClip& style);
    void start(const TransferSettings& settings);
    void cancel();
    /// Shows a result of before instead, which then is result(). A run that goes on is not watched
    /// any more: it is seen and heard when it has ended.
    void show(const ShownResult& shown);
    /// Nothing is shown any more.
    void clear();
    /// Something is still being calculated, be it only the rest of what was cancelled.
    bool working() const { return m_worker.working() || m_measuring.working(); }

    /// The result shown, if any: finished or stopped, a preview or not.
    const std::optional<ShownResult>& result() const { return m_result; }
    /// Of what is exported later: the result shown is only a preview.
    bool isPreview() const { return m_result && m_result->result->steered; }
    /// The last final result before that one, perhaps of other clips.
    const std::optional<ShownResult>& previousResult() const { return m_previous; }
    /// A run is going on.
    bool running() const { return m_worker.busy(); }
    /// What is seen and heard as the output is not result(), but the run that goes on.
    bool showsRun() const { return running() && m_shown; }
    /// How long it has been going on; 0 if none does.
    double runningSeconds() const;
    /// Whether the output is heard: then runs say how they sound.
    void setListening(bool listening) { m_worker.setListening(listening); }
    /// Makes the final version of a preview now.
    void finalize();

Q_SIGNALS:
    void resultChanged(); ///< result() is another, or none
    /// A run has ended with it, which now is result(); not where one of before is shown again.
    void finished(const tonegraft::ShownResult& shown);
    void runningChanged(bool running);
    void runShown(); ///< showsRun() has become true
    /// Of a result that was made before, perhaps not the one shown.
    void measured(const std::shared_ptr<const tonegraft::TransferResult>& result,
                  const tonegraft::Measures& measures);
    /// How the state of the run sounds, if someone listens.
    void audible(const std::shared_ptr<const tonegraft::AudibleState>& state);
    void runFailed(); ///< or was ended before it had a final result; result() is shown again

private:
    void onStop();
    void onPause(bool paused);
    void onMoved();
    void onFinished(const ShownResult& shown);
    void onCancelled();
    void onFailed(const QString& reason);
    void onRested();
    void setState(RunState state);
    void measureResult();
    void forgetResult();
    void keepAsPrevious();
    void takePlace();
    void takeBackPlace();

    MainWindow& m_window;
    EngineFunctions m_engine;
    TransferWorker m_worker;
    SnapshotPictures m_pictures;
    Background m_measuring;
    std::shared_ptr<const ClipPair> m_clips = std::make_shared<const ClipPair>();
    std::optional<ShownResult> m_result;
    std::optional<ShownResult> m_previous;
    bool m_shown = false;       // the run has taken the place of m_result in the window
    bool m_watched = true;      // it may do so
    QElapsedTimer m_sinceStart; // of the run
    QTimer m_rest;              // runs while the hand moves, and a second longer
    bool m_finalWanted = false; // a preview waits for its cold run
};

} // namespace tonegraft
