// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/NoteHolding.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tonegraft {
namespace {

constexpr int kRateHz = 22050;
constexpr double kOnset = 0.05;
constexpr double kHeld = 0.4;
constexpr double kRelease = 0.2;

/// Two partials, or noise, under a level that changes by so many dB a second.
NoteSound soundOf(double hz, double slopeDbPerSecond) {
    const auto count = static_cast<std::size_t>((kOnset + kHeld + kRelease) * kRateHz);
    std::vector<float> samples = test::sine(kRateHz, count, hz, 0.3);
    const std::vector<float> second = test::sine(kRateHz, count, 2.0 * hz, 0.1);
    for (std::size_t i = 0; i < count; ++i) {
        const double seconds = static_cast<double>(i) / kRateHz;
        samples[i] = static_cast<float>((samples[i] + second[i]) *
                                        std::pow(10.0, slopeDbPerSecond * seconds / 20.0));
    }
    NoteSound sound;
    sound.onsetSeconds = kOnset;
    sound.offSeconds = kOnset + kHeld;
    sound.channels.push_back(std::move(samples));
    return sound;
}

double levelDb(const std::vector<float>& samples, double from, double seconds) {
    const auto first = samples.begin() + static_cast<std::ptrdiff_t>(from * kRateHz);
    const std::vector<float> part(first, first + static_cast<std::ptrdiff_t>(seconds * kRateHz));
    return 20.0 * std::log10(test::rms(part) + 1e-12);
}

/// What is left where both partials are filtered out: x(n) - 2 cos(w) x(n - 1) + x(n - 2).
std::vector<float> withoutPartials(std::vector<float> samples, double hz) {
    for (const double partial : {hz, 2.0 * hz}) {
        const double c = 2.0 * std::cos(2.0 * 3.14159265358979323846 * partial / kRateHz);
        std::vector<float> rest(samples.size(), 0.0F);
        for (std::size_t i = 2; i < samples.size(); ++i) {
            rest[i] = static_cast<float>(samples[i] - c * samples[i - 1] + samples[i - 2]);
        }
        samples = rest;
    }
    return samples;
}

TEST(NoteHolding, LeavesNoSeamsInATone) {
    const double hz = 311.7;
    const NoteSound note = held(soundOf(hz, 0.0), 3.0, kRateHz);
    const std::vector<float>& samples = note.channels[0];
    const std::vector<float> rest = withoutPartials(samples, hz);
    for (double from = 0.2; from < 2.9; from += 0.02) {
        ASSERT_NEAR(levelDb(samples, from, 0.02), levelDb(samples, 0.1, 0.02), 0.4) << from;
        ASSERT_LT(levelDb(rest, from, 0.02), levelDb(samples, from, 0.02) - 45.0) << from;
    }
}

TEST(NoteHolding, LetsTheNoteGoWhereItIsAsked) {
    const NoteSound note = held(soundOf(311.7, 0.0), 1.7, kRateHz);
    EXPECT_EQ(note.onsetSeconds, kOnset);
    EXPECT_NEAR(note.offSeconds, kOnset + 1.7, 1e-9);
    const double seconds = static_cast<double>(note.channels[0].size()) / kRateHz;
    EXPECT_NEAR(seconds, kOnset + 1.7 + kRelease, 0.02);
}

TEST(NoteHolding, LeavesTheBeginningAsItIs) {
    const NoteSound sound = soundOf(500.0, 0.0);
    const NoteSound note = held(sound, 2.0, kRateHz);
    const auto unchanged = static_cast<std::ptrdiff_t>((kOnset + 0.3) * kRateHz);
    EXPECT_TRUE(std::equal(sound.channels[0].begin(), sound.channels[0].begin() + unchanged,
                           note.channels[0].begin()));
}

TEST(NoteHolding, GoesOnWithAFallOfTheLevel) {
    const NoteSound note = held(soundOf(311.7, -8.0), 2.0, kRateHz);
    double before = levelDb(note.channels[0], 0.1, 0.1);
    for (double from = 0.3; from < 1.9; from += 0.2) {
        const double now = levelDb(note.channels[0], from, 0.1);
        ASSERT_LT(now, before) << from;
        before = now;
    }
}

TEST(NoteHolding, HoldsASoundThatHasNoRelease) {
    NoteSound sound = soundOf(180.0, 0.0);
    sound.channels[0].resize(static_cast<std::size_t>(sound.offSeconds * kRateHz));
    const NoteSound once = held(sound, 2.0, kRateHz);
    const NoteSound again = held(sound, 2.0, kRateHz);
    EXPECT_EQ(once.channels, again.channels);
    EXPECT_NEAR(levelDb(once.channels[0], 1.85, 0.1), levelDb(sound.channels[0], 0.1, 0.1), 0.4);
}

TEST(NoteHolding, HoldsTheShortestOfSounds) {
    NoteSound sound;
    sound.offSeconds = 0.001;
    sound.channels = {std::vector<float>(30, 0.5F), std::vector<float>(30, 0.25F)};
    const NoteSound note = held(sound, 0.5, kRateHz);
    ASSERT_EQ(note.channels.size(), 2U);
    EXPECT_NEAR(static_cast<double>(note.channels[0].size()) / kRateHz, 0.5, 0.01);
    for (const float sample : note.channels[0]) {
        ASSERT_NEAR(sample, 0.5F, 0.1F);
    }
}

} // namespace
} // namespace tonegraft
