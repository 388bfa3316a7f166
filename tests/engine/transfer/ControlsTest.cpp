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

const AudioClip& content() {
    static const AudioClip clip = melody(22050, 1, 22050 * 3);
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

// The measure at each value of a setting, delivered: on the output clip.
std::vector<double> measured(std::string_view id, const std::vector<double>& values,
                             double Measures::*which, TransferSettings settings = {}) {
    std::vector<double> results;
    for (const double value : values) {
        settingsField(id)->write(settings, value);
        results.push_back(measure(content(), style(), transfer(settings).output).*which);
    }
    return results;
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

TEST(Controls, MoreStyleWeightBringsTheOutputNearerToTheStyle) {
    expectFalling(measured("style-weight", {0.0, 0.25, 0.5, 0.75, 1.0}, &Measures::styleDistance));
}

TEST(Controls, MoreStyleWeightTakesTheOutputFurtherFromTheContent) {
    expectRising(measured("style-weight", {0.0, 0.25, 0.5, 0.75, 1.0}, &Measures::contentDistance));
}

TEST(Controls, MoreKeepMelodyHoldsTheChromaOfTheContent) {
    TransferSettings settings;
    settings.keepDynamics = 0.0;
    expectRising(
        measured("keep-melody", {0.0, 0.1, 0.3, 1.0}, &Measures::chromaCorrelation, settings));
}

TEST(Controls, MoreKeepDynamicsHoldsTheContourOfTheContent) {
    TransferSettings settings;
    settings.keepMelody = 0.0;
    expectRising(
        measured("keep-dynamics", {0.0, 0.1, 0.3, 1.0}, &Measures::contourCorrelation, settings));
}

TEST(Controls, MoreStepsGoFurtherDown) {
    TransferSettings settings;
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
    expectFalling(measured("steps", {2, 10, 45}, &Measures::styleDistance));
}

TEST(Controls, MoreFiltersComeNearerToWhatInfinitelyManyReach) {
    expectFalling(measured("filters", {16, 128, 1024}, &Measures::styleDistance));
}

TEST(Controls, EveryOtherControlChangesTheResult) {
    const auto plain = transfer({}).output.channels;
    for (const auto& [id, value] : {std::pair{"kernel", 11.0},
                                    {"activation", 1.0},
                                    {"optimizer", 1.0},
                                    {"domain", 0.0},
                                    {"domain", 1.0},
                                    {"measure-on", 1.0},
                                    {"measure-on", 2.0}}) {
        TransferSettings settings;
        settingsField(id)->write(settings, value);
        EXPECT_NE(transfer(settings).output.channels, plain) << id << " " << value;
    }
}
