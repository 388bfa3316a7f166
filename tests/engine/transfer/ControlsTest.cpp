// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/Tunes.h"
#include "tonegraft/Measures.h"
#include "tonegraft/SettingsFields.h"
#include "tonegraft/Transfer.h"

#include <gtest/gtest.h>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

struct Silent : TransferObserver {
    void onProgress(const Progress&, const LossPoint&) override {}
    bool wantsSnapshots() const override { return false; }
    void onSnapshot(std::shared_ptr<const Snapshot>) override {}
};

constexpr double kSlack = 0.002;

// A tune of loud and soft notes, 26 dB apart.
const AudioClip& content() {
    static const AudioClip clip = [] {
        constexpr double kLevels[] = {1.0, 0.2, 0.5, 0.05, 0.8, 0.1, 0.4, 0.6};
        AudioClip tune = melody(22050, 1, 22050 * 3);
        std::vector<float>& samples = tune.channels[0];
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const std::size_t note = i * 8 / samples.size();
            samples[i] = static_cast<float>(samples[i] * kLevels[note]);
        }
        return tune;
    }();
    return clip;
}

const AudioClip& style() {
    static const AudioClip clip = buzz(22050, 1, 22050 * 3);
    return clip;
}

TransferResult transfer(const TransferSettings& settings) {
    Silent observer;
    RunControl control;
    return runTransfer(content(), style(), settings, observer, control);
}

const std::vector<double> kTenths{0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0};

// The measures at each value of a setting, delivered: on the output clip.
std::vector<Measures> measured(std::string_view id, const std::vector<double>& values,
                               TransferSettings settings = defaultSettings("statistics")) {
    std::vector<Measures> results;
    for (const double value : values) {
        setSettingValue(settings, std::string(id), value);
        results.push_back(measure(content(), style(), transfer(settings).output));
    }
    return results;
}

std::vector<double> column(const std::vector<Measures>& rows, double Measures::*which) {
    std::vector<double> values;
    for (const Measures& row : rows) {
        values.push_back(row.*which);
    }
    return values;
}

void expectFalling(const std::vector<double>& values) {
    for (std::size_t i = 1; i < values.size(); ++i) {
        EXPECT_LE(values[i], values[i - 1] + kSlack) << "at " << i;
    }
    EXPECT_LT(values.back(), values.front());
}

void expectRising(std::vector<double> values) {
    for (double& value : values) {
        value = -value;
    }
    expectFalling(values);
}

} // namespace

TEST(Controls, MoreStyleWeightLeadsFromTheContentToTheStyle) {
    const std::vector<Measures> rows = measured("style-weight", kTenths);
    expectFalling(column(rows, &Measures::styleDistance));
    expectRising(column(rows, &Measures::contentDistance));
    constexpr double kNothing = 1e-3;
    EXPECT_LT(rows.front().contentDistance, kNothing) << "at 0 the content comes back";
}

TEST(Controls, MoreKeepMelodyHoldsTheChromaOfTheContent) {
    expectRising(column(measured("keep-melody", kTenths), &Measures::chromaCorrelation));
}

TEST(Controls, MoreKeepDynamicsHoldsTheContourOfTheContent) {
    TransferSettings settings = defaultSettings(
        "statistics"); // two terms that both hold the tune would hide each other's work
    settings.keepMelody = 0.0;
    expectRising(
        column(measured("keep-dynamics", kTenths, settings), &Measures::contourCorrelation));
}

TEST(Controls, MoreStepsGoFurtherDown) {
    TransferSettings settings = defaultSettings("statistics");
    settings.domain = Domain::spectrogram;
    std::vector<double> reached;
    for (const int steps : {2, 5, 15, 45}) {
        settings.steps = steps;
        double best = 1e9;
        for (const LossPoint& point : transfer(settings).losses) {
            best = std::min(best, point.total);
        }
        reached.push_back(best);
    }
    for (std::size_t i = 1; i < reached.size(); ++i) {
        EXPECT_LT(reached[i], reached[i - 1]);
    }
    expectFalling(column(measured("steps", {2, 10, 45}), &Measures::styleDistance));
}

TEST(Controls, MoreFiltersComeNearerToWhatInfinitelyManyReach) {
    expectFalling(column(measured("filters", {16, 128, 1024}), &Measures::styleDistance));
}

TEST(Controls, KeepMelodyAndKeepDynamicsMoveInARun) {
    struct Mover : Silent {
        void onProgress(const Progress& progress, const LossPoint&) override {
            if (id != nullptr && progress.stage == Stage::optimizing && progress.step == 2) {
                control.steer(id, 1.0);
            }
        }
        const char* id = nullptr;
        RunControl control;
    };
    TransferSettings settings = defaultSettings("statistics");
    settings.keepMelody = settings.keepDynamics = 0.0;
    settings.steps = 8;
    const auto losses = [&](const char* id) {
        Mover mover;
        mover.id = id;
        return runTransfer(content(), style(), settings, mover, mover.control).losses;
    };
    const std::vector<LossPoint> still = losses(nullptr);
    for (const char* id : {"keep-melody", "keep-dynamics"}) {
        const std::vector<LossPoint> moved = losses(id);
        EXPECT_EQ(moved.at(1).total, still.at(1).total) << id;
        // From the optimizer's next step on the weighted term counts.
        EXPECT_GT(moved.back().total, still.back().total) << id;
    }
}

TEST(Controls, EveryOtherControlChangesTheResult) {
    const auto plain = transfer(defaultSettings("statistics")).output.channels;
    for (const auto& [id, value] : {std::pair{"kernel", 11.0},
                                    {"activation", 1.0},
                                    {"optimizer", 1.0},
                                    {"domain", 0.0},
                                    {"domain", 1.0},
                                    {"measure-on", 1.0},
                                    {"measure-on", 2.0}}) {
        TransferSettings settings = defaultSettings("statistics");
        setSettingValue(settings, std::string(id), value);
        EXPECT_NE(transfer(settings).output.channels, plain) << id << " " << value;
    }
}
