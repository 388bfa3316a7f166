// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runs/RunSession.h"

#include "app/job/ShownJob.h"
#include "app/system/Failure.h"

#include <utility>

namespace tonegraft {

namespace {

/// A region that was drawn to the end of a picture, which is that of its last frame, is meant to
/// reach the clip's end.
constexpr double kEndSlackSeconds = 0.03;

} // namespace

ClipRegion clipRegion(std::optional<Region> region, const AudioClip& clip) {
    if (!region)
        return {};
    const bool toTheEnd = clip.durationSeconds() - region->endSeconds() < kEndSlackSeconds;
    return {region->startSeconds, toTheEnd ? 0.0 : region->lengthSeconds};
}

RunSession::RunSession(MainWindow& window, EngineFunctions engine, QObject* parent)
    : QObject(parent), m_window(window), m_engine(engine), m_worker(engine),
      m_measuring(QStringLiteral("measures")) {
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, &RunSession::onRested);

    connect(&window, &MainWindow::runRequested, this, &RunSession::start);
    connect(&window, &MainWindow::stopRequested, this, &RunSession::onStop);
    connect(&window, &MainWindow::pauseToggled, this, &RunSession::onPause);
    connect(&window, &MainWindow::settingsChanged, this, &RunSession::onMoved);
    connect(&window, &MainWindow::steered, &m_worker, &TransferWorker::steer);

    connect(&m_worker, &TransferWorker::progressed, &window, &MainWindow::showProgress);
    connect(&m_worker, &TransferWorker::snapshotTaken, &m_pictures, &SnapshotPictures::take);
    connect(&m_pictures, &SnapshotPictures::ready, this, [this](const ShownSnapshot& snapshot) {
        if (!m_watched) {
            m_window.showRunLosses(snapshot.losses);
            return;
        }
        m_window.showSnapshot(snapshot);
        takePlace();
    });
    connect(&m_worker, &TransferWorker::audible, this, [this](const auto& state) {
        if (!m_watched)
            return;
        Q_EMIT audible(state);
        takePlace();
    });
    connect(&m_worker, &TransferWorker::finished, this, &RunSession::onFinished);
    connect(&m_worker, &TransferWorker::cancelled, this, &RunSession::onCancelled);
    connect(&m_worker, &TransferWorker::failed, this, &RunSession::onFailed);
}

void RunSession::setClips(const ShownClip& content, const ShownClip& style) {
    m_clips = std::make_shared<const ClipPair>(ClipPair{content, style});
    cancel();
    if (m_result && !isPreview())
        m_window.showNote(tr("The result before is kept as 4 Previous"));
    keepAsPrevious();
    forgetResult();
    m_window.clearResult();
}

/// A preview is none: its final version takes its place.
void RunSession::keepAsPrevious() {
    if (m_result && !isPreview())
        m_previous = m_result;
}

void RunSession::start(const TransferSettings& settings) {
    const auto& content = m_clips->content.clip;
    const auto& style = m_clips->style.clip;
    if (!content || !style) {
        m_window.showMessage(Severity::error, tr("Choose a content and a style clip first."));
        return;
    }
    // The result before is heard and seen until the new run has something to show.
    m_pictures.drop();
    m_finalWanted = false;
    m_shown = false;
    m_watched = true;
    m_worker.start({content, style, settings,
                    clipRegion(m_window.region(ClipRole::content), *content),
                    clipRegion(m_window.region(ClipRole::style), *style)});
    m_sinceStart.start();
    setState(RunState::running);
}

double RunSession::runningSeconds() const {
    constexpr double kMillisecond = 1e-3;
    return running() ? kMillisecond * static_cast<double>(m_sinceStart.elapsed()) : 0.0;
}

void RunSession::cancel() {
    m_finalWanted = false;
    m_rest.stop();
    m_pictures.drop();
    m_worker.cancel();
}

void RunSession::show(const ShownResult& shown) {
    m_finalWanted = false;
    m_watched = false;
    m_shown = false;
    if (m_result && m_result->output != shown.output)
        keepAsPrevious();
    m_result = shown;
    m_window.showResult(shown);
    Q_EMIT resultChanged();
}

void RunSession::clear() {
    forgetResult();
    m_window.clearResult();
}

void RunSession::finalize() {
    if (!isPreview() || m_worker.busy())
        return;
    m_rest.stop();
    m_window.showNote(tr("Making the final version"));
    start(m_window.settings());
}

void RunSession::onStop() {
    if (!m_worker.busy())
        return;
    m_worker.stop();
    setState(RunState::stopping);
}

void RunSession::onPause(bool paused) {
    if (!m_worker.busy() || m_window.runState() == RunState::stopping)
        return;
    m_worker.setPaused(paused);
    setState(paused ? RunState::paused : RunState::running);
}

void RunSession::setState(RunState state) {
    m_window.setRunState(state);
    Q_EMIT runningChanged(state != RunState::idle);
}

void RunSession::onMoved() {
    m_rest.start();
}

void RunSession::onFinished(const ShownResult& shown) {
    m_pictures.drop();
    keepAsPrevious();
    m_result = shown;
    m_result->clips = m_clips;
    setState(RunState::idle);
    m_window.showResult(*m_result);
    measureResult();
    // A run that the user stopped stays as it is: he wants quiet, not another run.
    m_finalWanted = isPreview() && shown.result->outcome == Outcome::finished;
    Q_EMIT resultChanged();
    Q_EMIT finished(*m_result);
    if (isPreview() && !m_finalWanted)
        Q_EMIT runFailed();
    if (!m_rest.isActive())
        onRested();
}

void RunSession::onCancelled() {
    m_pictures.drop();
    setState(RunState::idle);
    takeBackPlace();
    Q_EMIT runFailed();
}

void RunSession::onFailed(const QString& reason) {
    m_pictures.drop();
    setState(RunState::idle);
    m_window.showMessage(Severity::error, reason);
    takeBackPlace();
    Q_EMIT runFailed();
}

void RunSession::takePlace() {
    if (!std::exchange(m_shown, true))
        Q_EMIT runShown();
}

/// A run without a result takes nothing away.
void RunSession::takeBackPlace() {
    if (!m_shown)
        return;
    if (m_result)
        m_window.showResult(*m_result);
    else
        m_window.clearResult();
}

void RunSession::onRested() {
    if (m_finalWanted && !m_worker.busy())
        finalize();
}

void RunSession::measureResult() {
    m_measuring.post([engine = m_engine, job = jobOf(*m_result), result = m_result->result,
                      this]() -> Background::Delivery {
        std::optional<Measures> measures;
        // Clips for which the measures are undefined simply have none.
        failureOf([&] { measures = measuresOf(job, *result, engine); });
        return [this, result, measures] {
            if (!measures)
                return;
            Q_EMIT measured(result, *measures);
            if (!m_result || m_result->result != result)
                return;
            m_result->measures = measures;
            if (!showsRun())
                m_window.showResult(*m_result);
        };
    });
}

void RunSession::forgetResult() {
    m_finalWanted = false;
    if (!m_result)
        return;
    m_result.reset();
    Q_EMIT resultChanged();
}

} // namespace tonegraft
