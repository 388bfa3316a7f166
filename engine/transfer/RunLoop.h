// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/Recipe.h"
#include "optim/Minimization.h"
#include "tonegraft/Transfer.h"

#include <chrono>
#include <functional>
#include <vector>

namespace tonegraft {

/// A run's clock without the pauses, and what is left by the median of the latest steps.
class RunClock {
public:
    double elapsedSeconds() const;
    void addPause(double seconds) { m_pausedSeconds += seconds; }
    /// Call after each step.
    void stepDone();
    /// Leaves the time since the last step out of the next one.
    void skip();
    /// Median of the latest steps; negative before the third.
    double stepSeconds() const;

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    double m_pausedSeconds = 0.0;
    double m_lastStep = 0.0;
    std::vector<double> m_stepSeconds;
};

/// From what a method makes to what is heard and seen of it; what is null is not called.
struct Finishing {
    std::function<Loudness(AudioClip& output)> sound; ///< says its level
    std::function<Spectrogram(const Spectrogram& picture)> picture;
};

/// Carries a recipe through its steps: counts them, obeys the control, feeds the observer.
class RunLoop : public Minimization {
public:
    RunLoop(Recipe& recipe, const TransferSettings& settings, TransferObserver& observer,
            RunControl& control, ThreadPool& pool, RunClock& clock, Finishing finishing);

    /// Optimizes z through all stages of all pieces. Throws Error if not even the first value is
    /// finite.
    void run(std::vector<float>& z);
    /// For a phase reconstruction of `iterations`: tells the observer, and whether to end early.
    Recipe::Stop phaseStop(int iterations, bool brief);
    /// Seconds spent between stages.
    double phaseSeconds() const { return m_phaseSeconds; }
    const std::vector<LossPoint>& losses() const { return m_losses; }
    /// A value was not finite on the way (the best finite state was kept).
    bool diverged() const { return m_diverged; }
    /// Shows the state to the observer, whatever the rate limit.
    void showState(const float* z, Stage stage, bool asEvaluated = false);

    double evaluate(const float* z, float* gradient) override;
    bool mayEvaluate() override;
    bool takeChange() override;
    void constrain(float* z) override { m_recipe.constrain(z); }

private:
    Progress progress(Stage stage) const;
    double phaseSecondsOfLaterPieces() const;
    int steps() const;
    int budget() const;
    /// If someone listens. `always`: whatever the rate limit.
    void sayHowItSounds(const float* z, bool always);
    void holdWhilePaused(const float* z);
    void runStages(std::vector<float>& z);
    /// A way from one variable to the next one, which may take its time.
    void goOn(std::vector<float>& z,
              std::vector<float> (Recipe::*way)(std::vector<float>, const Recipe::Stop&));
    void minimize(std::vector<float>& z);
    void iterate(std::vector<float>& z);

    Recipe& m_recipe;
    TransferSettings m_settings; // as they were moved
    const MethodInfo& m_method;
    TransferObserver& m_observer;
    RunControl& m_control;
    ThreadPool& m_pool;
    RunClock& m_clock;
    Finishing m_finishing;
    std::vector<LossPoint> m_losses;
    int m_step = 0;
    int m_stage = 0;
    int m_piece = 0;
    int m_pieceBegan = 0; // m_step then
    double m_phaseSeconds = 0.0;
    int m_moves = 0; // of the control, that m_settings holds
    bool m_diverged = false;
    double m_nextSnapshot = 0.0; // not before, on m_clock
    double m_nextSound = 0.0;
};

} // namespace tonegraft
