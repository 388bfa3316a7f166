// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/RunLoop.h"

#include "optim/Adam.h"
#include "optim/Lbfgs.h"
#include "tonegraft/Error.h"
#include "tonegraft/SettingsFields.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kSnapshotSeconds = 0.04; // 25 a second at most
constexpr double kSnapshotShare = 0.25;   // of the time, where the clip is long
constexpr double kSoundSeconds = 0.25;    // 4 a second at most
constexpr double kSoundShare = 0.25;      // of the time, where the clip is long
constexpr std::size_t kMedianSteps = 15;

} // namespace

double RunClock::elapsedSeconds() const {
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - m_start;
    return wall.count() - m_pausedSeconds;
}

void RunClock::stepDone() {
    const double now = elapsedSeconds();
    m_stepSeconds.push_back(now - m_lastStep);
    m_lastStep = now;
}

void RunClock::skip() {
    m_lastStep = elapsedSeconds();
}

double RunClock::stepSeconds() const {
    if (m_stepSeconds.size() < 3) {
        return -1.0;
    }
    // The first one holds the preparation.
    std::vector<double> latest(m_stepSeconds.end() - static_cast<std::ptrdiff_t>(std::min(
                                                         kMedianSteps, m_stepSeconds.size() - 1)),
                               m_stepSeconds.end());
    const auto middle = latest.begin() + static_cast<std::ptrdiff_t>(latest.size() / 2);
    std::nth_element(latest.begin(), middle, latest.end());
    return *middle;
}

RunLoop::RunLoop(Recipe& recipe, const TransferSettings& settings, TransferObserver& observer,
                 RunControl& control, ThreadPool& pool, RunClock& clock, Finishing finishing)
    : m_recipe(recipe), m_settings(settings), m_method(methodInfo(settings.method)),
      m_observer(observer), m_control(control), m_pool(pool), m_clock(clock),
      m_finishing(std::move(finishing)) {
    (void)takeChange();
}

void RunLoop::run(std::vector<float>& z) {
    runStages(z);
    while (m_piece + 1 < m_recipe.pieces() && !m_control.ending()) {
        goOn(z, &Recipe::nextPiece);
        ++m_piece;
        m_stage = 0;
        m_pieceBegan = m_step;
        runStages(z);
    }
    if (m_diverged && m_losses.empty()) {
        throw Error(MessageCode::transferNotFinite);
    }
}

void RunLoop::runStages(std::vector<float>& z) {
    minimize(z);
    while (m_stage + 1 < m_recipe.stages() && !m_control.ending() &&
           m_step - m_pieceBegan < steps()) {
        goOn(z, &Recipe::nextStage);
        ++m_stage;
        minimize(z);
    }
}

void RunLoop::goOn(std::vector<float>& z,
                   std::vector<float> (Recipe::*way)(std::vector<float>, const Recipe::Stop&)) {
    showState(z.data(), Stage::phase);
    const double began = m_clock.elapsedSeconds();
    z = (m_recipe.*way)(std::move(z), phaseStop(m_recipe.phaseIterations(), false));
    m_phaseSeconds += m_clock.elapsedSeconds() - began;
    m_clock.skip();
}

void RunLoop::minimize(std::vector<float>& z) {
    try {
        if (m_recipe.updatesItself()) {
            iterate(z);
        } else if (m_recipe.optimizer() == Optimizer::adam) {
            AdamSettings adam;
            adam.learningRate = m_recipe.learningRate();
            minimizeWithAdam(*this, z, adam, m_pool);
        } else {
            minimizeWithLbfgs(*this, z, LbfgsSettings{}, m_pool);
        }
    } catch (const ThreadPool::Interrupted&) {
        // Stopped inside an evaluation: z holds the state before it.
    }
}

void RunLoop::iterate(std::vector<float>& z) {
    std::vector<float> next(z.size());
    while (mayEvaluate()) {
        evaluate(z.data(), next.data());
        z.swap(next);
    }
}

Recipe::Stop RunLoop::phaseStop(int iterations, bool brief) {
    const double began = m_clock.elapsedSeconds();
    return [this, iterations, brief, began, asked = 0]() mutable {
        Progress now = progress(Stage::phase);
        if (asked > 0) {
            const double left = (now.elapsedSeconds - began) / asked * (iterations - asked);
            const double steps = std::max(0.0, m_clock.stepSeconds()) * (now.steps - now.step);
            const double later = brief ? 0.0 : steps + phaseSecondsOfLaterPieces();
            now.remainingSeconds = std::max(0.0, left) + later;
        }
        ++asked;
        m_observer.onProgress(now, m_losses.empty() ? LossPoint{} : m_losses.back());
        return m_control.cancelled() || (!brief && m_control.stopped());
    };
}

// The guess is of this piece and those after it, which are about as long.
double RunLoop::phaseSecondsOfLaterPieces() const {
    const double left = m_recipe.pieces() - m_piece;
    return m_recipe.phaseSecondsGuess() * (left - 1.0) / left;
}

int RunLoop::steps() const {
    return static_cast<int>(std::lround(m_control.movedOr("steps", m_settings.steps)));
}

int RunLoop::budget() const {
    return m_pieceBegan + m_recipe.stepsAtEndOf(m_stage, steps());
}

double RunLoop::evaluate(const float* z, float* gradient) {
    const std::function<bool()> ending = [this] { return m_control.ending(); };
    LossPoint point;
    {
        // Only here may the pool give up halfway: nothing outside the evaluation's own buffers
        // is left half-written.
        const InterruptGuard guard(m_pool, ending);
        point = m_recipe.evaluate(z, gradient, m_settings.styleWeight);
    }
    m_clock.stepDone();
    const double value = point.total;
    point = m_recipe.ofAllPieces(point);
    point.step = ++m_step;
    if (!std::isfinite(value)) {
        m_diverged = true;
        m_observer.onProgress(progress(Stage::optimizing), point);
        return value;
    }
    m_losses.push_back(point);
    m_observer.onProgress(progress(Stage::optimizing), point);
    if (m_clock.elapsedSeconds() >= m_nextSnapshot) {
        showState(z, Stage::optimizing, true);
    }
    sayHowItSounds(z, false);
    holdWhilePaused(z);
    return value;
}

void RunLoop::sayHowItSounds(const float* z, bool always) {
    const double began = m_clock.elapsedSeconds();
    if (!m_control.listening() || m_control.ending() || (!always && began < m_nextSound)) {
        return;
    }
    auto state = std::make_shared<AudibleState>();
    state->clip = m_recipe.quickSound(z);
    if (state->clip.empty()) {
        return;
    }
    state->loudness = m_finishing.sound(state->clip);
    const double ended = m_clock.elapsedSeconds();
    m_nextSound = std::max(began + kSoundSeconds, began + (ended - began) / kSoundShare);
    m_observer.onAudible(std::move(state));
}

void RunLoop::holdWhilePaused(const float* z) {
    const double before = m_clock.elapsedSeconds();
    bool heard = false;
    while (m_control.waitWhilePaused(heard)) {
        sayHowItSounds(z, true);
        heard = true;
    }
    m_clock.addPause(m_clock.elapsedSeconds() - before);
}

bool RunLoop::mayEvaluate() {
    const double before = m_clock.elapsedSeconds();
    m_control.waitWhilePaused();
    m_clock.addPause(m_clock.elapsedSeconds() - before);
    m_pool.setThreads(m_control.threadsOr(m_settings.threads));
    return !m_control.ending() && m_step < budget();
}

bool RunLoop::takeChange() {
    const int moves = m_control.moves();
    if (moves == m_moves) {
        return false;
    }
    m_moves = moves;
    bool changed = false;
    for (const ParameterInfo& parameter : m_method.parameters) {
        const double before = settingValue(m_settings, parameter);
        const double now = parameter.movesInRun ? m_control.movedOr(parameter.id, before) : before;
        setSettingValue(m_settings, parameter.id, now);
        changed = changed || (now != before && parameter.id != "steps");
    }
    if (changed) {
        m_recipe.steer(m_settings);
    }
    return changed;
}

void RunLoop::showState(const float* z, Stage stage, bool asEvaluated) {
    if (!m_observer.wantsSnapshots()) {
        return;
    }
    const double began = m_clock.elapsedSeconds();
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->progress = progress(stage);
    snapshot->losses = m_losses;
    snapshot->output = asEvaluated ? m_recipe.spectrogramAsEvaluated(z) : m_recipe.spectrogram(z);
    if (m_finishing.picture) {
        snapshot->output = m_finishing.picture(snapshot->output);
    }
    m_observer.onSnapshot(std::move(snapshot));
    const double ended = m_clock.elapsedSeconds();
    m_nextSnapshot = std::max(began + kSnapshotSeconds, began + (ended - began) / kSnapshotShare);
}

Progress RunLoop::progress(Stage stage) const {
    Progress progress;
    progress.stage = stage;
    progress.step = m_step;
    progress.steps = std::max(m_step, m_pieceBegan + (m_recipe.pieces() - m_piece) * steps());
    progress.elapsedSeconds = m_clock.elapsedSeconds();
    const double stepSeconds = m_clock.stepSeconds();
    if (stepSeconds >= 0.0) {
        progress.remainingSeconds =
            stepSeconds * (progress.steps - progress.step) + m_recipe.phaseSecondsGuess();
    }
    return progress;
}

} // namespace tonegraft
