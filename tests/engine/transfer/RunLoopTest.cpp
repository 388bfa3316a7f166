// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/RunLoop.h"

#include <gtest/gtest.h>

#include <vector>

using namespace tonegraft;

namespace {

constexpr int kPieces = 3;
constexpr double kPhaseSeconds = 1000.0; // of a piece, as guessed

/// Nothing to optimize, and a phase between pieces that asks twice whether it should end.
class PhaseOnly : public Recipe {
public:
    int pieces() const override { return kPieces; }
    std::vector<float> start() override { return {0.0F}; }
    std::vector<float> nextPiece(std::vector<float> z, const Stop& stop) override {
        stop();
        stop();
        ++m_index;
        return z;
    }
    LossPoint evaluate(const float*, float* gradient, double) override {
        *gradient = 0.0F;
        return {};
    }
    Optimizer optimizer() const override { return Optimizer::adam; }
    Spectrogram spectrogram(const float*) override { return {}; }
    int phaseIterations() const override { return 2; }
    double phaseSecondsGuess() const override { return (kPieces - m_index) * kPhaseSeconds; }
    RecipeAudio audio(const float*, bool, const Stop&) override { return {}; }

private:
    int m_index = 0;
};

struct Watcher : TransferObserver {
    void onProgress(const Progress& progress, const LossPoint&) override {
        if (progress.stage == Stage::phase) {
            remaining.push_back(progress.remainingSeconds);
        }
    }
    void onSnapshot(std::shared_ptr<const Snapshot>) override {}
    std::vector<double> remaining;
};

} // namespace

TEST(RunLoop, CountsThePhasesOfLaterPiecesInTheTimeThatIsLeft) {
    PhaseOnly recipe;
    TransferSettings settings;
    settings.steps = 4;
    Watcher watcher;
    RunControl control;
    ThreadPool pool(1);
    RunClock clock;
    RunLoop loop(recipe, settings, watcher, control, pool, clock, {});
    std::vector<float> z = recipe.start();
    loop.run(z);
    ASSERT_EQ(watcher.remaining.size(), 2U * (kPieces - 1));
    for (int piece = 0; piece + 1 < kPieces; ++piece) {
        const double later = (kPieces - 1 - piece) * kPhaseSeconds;
        const auto asked = 2 * static_cast<std::size_t>(piece);
        EXPECT_GE(watcher.remaining[asked], later + kPhaseSeconds) << "not begun yet";
        EXPECT_GE(watcher.remaining[asked + 1], later) << "half done, in no time";
        EXPECT_LT(watcher.remaining[asked + 1], later + 0.5 * kPhaseSeconds);
    }
}
