// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/NotePlaying.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tonegraft {
namespace {

constexpr int kRateHz = 22050;
constexpr double kHz = 441.0;

/// A sine from 0.05 s before the onset to the end of its release.
NoteSound toneOf(double seconds, double release) {
    NoteSound sound;
    sound.onsetSeconds = 0.05;
    sound.offSeconds = 0.05 + seconds;
    sound.channels.push_back(
        test::sine(kRateHz, static_cast<std::size_t>((0.05 + seconds + release) * kRateHz), kHz));
    return sound;
}

double rmsBetween(const PlayedNote& note, double from, double to) {
    const auto at = [&](double seconds) {
        return note.channels[0].begin() +
               static_cast<std::ptrdiff_t>((note.onsetSeconds + seconds) * kRateHz);
    };
    return test::rms(std::vector<float>(at(from), at(to)));
}

TEST(NotePlaying, LeavesASoundAsItIsAtItsOwnPitchAndDuration) {
    const NoteSound sound = toneOf(0.5, 0.2);
    Playing playing;
    playing.seconds = 0.5;
    const PlayedNote note = play(sound, playing, kRateHz);
    EXPECT_NEAR(static_cast<double>(note.channels[0].size()),
                static_cast<double>(sound.channels[0].size()), 2.0);
    for (std::size_t i = 0; i < 10000; ++i) {
        ASSERT_NEAR(note.channels[0][i], sound.channels[0][i], 1e-4) << i;
    }
}

TEST(NotePlaying, PlaysAnOctaveHigherInHalfTheTime) {
    Playing playing;
    playing.ratio = 2.0;
    playing.seconds = 0.25;
    const PlayedNote note = play(toneOf(0.5, 0.2), playing, kRateHz);
    EXPECT_NEAR(note.onsetSeconds, 0.025, 1e-9);
    const std::vector<float> wanted = test::sine(kRateHz, 4000, 2.0 * kHz);
    for (std::size_t i = 20; i < wanted.size(); ++i) {
        ASSERT_NEAR(note.channels[0][i], wanted[i], 0.01) << i;
    }
}

TEST(NotePlaying, HoldsANoteAsLoudAsItWasForAsLongAsAsked) {
    Playing playing;
    playing.seconds = 3.0;
    const PlayedNote note = play(toneOf(0.5, 0.2), playing, kRateHz);
    const double loud = rmsBetween(note, 0.1, 0.2);
    for (double from = 0.2; from < 2.9; from += 0.05) {
        ASSERT_NEAR(20.0 * std::log10(rmsBetween(note, from, from + 0.05) / loud), 0.0, 0.3)
            << from;
    }
    EXPECT_NEAR(static_cast<double>(note.channels[0].size()) / kRateHz, 3.25, 0.014);
}

TEST(NotePlaying, LetsAShorterNoteGoWithoutASeam) {
    for (const double seconds : {0.3, 0.317, 0.05}) {
        Playing playing;
        playing.seconds = seconds;
        const PlayedNote note = play(toneOf(0.5, 0.2), playing, kRateHz);
        const double loud = rmsBetween(note, 0.0, 0.02);
        for (double from = 0.0; from < seconds + 0.15; from += 0.005) {
            ASSERT_NEAR(20.0 * std::log10(rmsBetween(note, from, from + 0.01) / loud), 0.0, 0.3)
                << seconds << " " << from;
        }
    }
}

TEST(NotePlaying, DampsAStruckNoteAtItsEnd) {
    Playing playing;
    playing.seconds = 0.3;
    playing.struck = true;
    const PlayedNote note = play(toneOf(2.0, 0.2), playing, kRateHz);
    EXPECT_GT(rmsBetween(note, 0.2, 0.3), 0.3);
    EXPECT_LT(rmsBetween(note, 0.6, 0.7), 0.003);
}

TEST(NotePlaying, MultipliesByTheGainAtEachMoment) {
    Playing playing;
    playing.seconds = 0.5;
    playing.gainAt = [](double seconds, double) { return seconds < 0.25 ? 1.0 : 0.5; };
    const PlayedNote note = play(toneOf(0.5, 0.2), playing, kRateHz);
    EXPECT_NEAR(rmsBetween(note, 0.3, 0.4) / rmsBetween(note, 0.1, 0.2), 0.5, 0.01);
}

} // namespace
} // namespace tonegraft
