// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/level/OutputLevel.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

#include <limits>

namespace tonegraft::test {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kCloseLu = 0.1;

double amplitude(double decibels) {
    return std::pow(10.0, decibels / 20.0);
}

/// Quiet noise, and a click four times a second that is louder by 34 dB: a crest to be limited.
AudioClip clicks(int rate, double seconds) {
    std::vector<float> samples = noise(static_cast<std::size_t>(seconds * rate), 0.02);
    for (std::size_t i = 100; i < samples.size(); i += static_cast<std::size_t>(rate) / 4)
        samples[i] = i % 2 == 0 ? 1.0F : -1.0F;
    return monoClip(rate, std::move(samples));
}

TEST(OutputLevel, matchesTheLoudnessWhereTheCeilingDoesNotBind) {
    for (const double target : {-23.0, -40.0, -60.0}) {
        AudioClip output = {44100, {noise(88200, 0.9, 1), noise(88200, 0.1, 2)}};
        const LevelMatch match = matchLoudness(output, target, 0.1);
        EXPECT_EQ(match.shortfallLu, 0.0);
        EXPECT_EQ(match.reductionDb, 0.0);
        EXPECT_NEAR(loudnessOf(output).integratedLufs, target, kCloseLu);
    }
}

TEST(OutputLevel, raisesAsWellAsItLowers) {
    AudioClip output = sineClip(44100, 88200, 2, 440.0, 0.001);
    EXPECT_EQ(matchLoudness(output, -20.0, 0.1).shortfallLu, 0.0);
    EXPECT_NEAR(loudnessOf(output).integratedLufs, -20.0, kCloseLu);
}

TEST(OutputLevel, matchesTheLoudnessAcrossTheAbsoluteGate) {
    // The quiet half is below the gate of -70 LUFS before the gain and above it afterwards, and
    // again within 10 LU of the loud half, so that it counts.
    std::vector<float> samples = sine(48000, 4 * 48000, 1000.0, amplitude(-63.0));
    for (std::size_t i = 0; i < samples.size() / 2; ++i)
        samples[i] *= static_cast<float>(amplitude(-7.0));
    AudioClip output = monoClip(48000, samples);
    EXPECT_EQ(matchLoudness(output, -30.0, 0.1).shortfallLu, 0.0);
    EXPECT_NEAR(loudnessOf(output).integratedLufs, -30.0, kCloseLu);
}

TEST(OutputLevel, reachesTheLoudnessUnderTheCeilingByLimitingThePeaks) {
    for (const double target : {-30.0, -26.0, -22.0}) {
        AudioClip output = clicks(44100, 4.0);
        const LevelMatch match = matchLoudness(output, target, 0.1);
        const Loudness after = loudnessOf(output);
        EXPECT_NEAR(after.integratedLufs, target, kCloseLu);
        EXPECT_LE(after.truePeakDbtp, kCeilingDbtp);
        EXPECT_EQ(match.shortfallLu, 0.0);
        EXPECT_NEAR(match.reached.integratedLufs, after.integratedLufs, 0.03);
        EXPECT_NEAR(match.reached.truePeakDbtp, after.truePeakDbtp, 1e-3);
    }
    AudioClip output = clicks(44100, 4.0);
    EXPECT_GT(matchLoudness(output, -26.0, 0.1).reductionDb, 6.0);
}

TEST(OutputLevel, saysByHowMuchItFallsShortWhereThePeaksWouldHaveToVanish) {
    AudioClip output = monoClip(48000, sine(48000, 96000, 12000.0, 0.25, kPi / 4));
    const double before = loudnessOf(output).integratedLufs;
    const double target = before + 40.0;
    const LevelMatch match = matchLoudness(output, target, 0.1);
    const Loudness after = loudnessOf(output);
    EXPECT_LE(after.truePeakDbtp, kCeilingDbtp);
    EXPECT_GT(after.truePeakDbtp, kCeilingDbtp - 0.2);
    EXPECT_GT(match.shortfallLu, 10.0);
    EXPECT_NEAR(after.integratedLufs + match.shortfallLu, target, kCloseLu);
}

TEST(OutputLevel, holdsTheCeilingForSinglePeaksAndAnyRate) {
    for (const int rate : {8000, 22050, 44100, 96000, 192000}) {
        std::vector<float> samples = noise(static_cast<std::size_t>(rate), 0.01);
        samples[0] = samples[static_cast<std::size_t>(rate) / 2] = 1.0F;
        samples.back() = samples[samples.size() - 2] = 1.0F;
        AudioClip output = monoClip(rate, samples);
        EXPECT_GT(matchLoudness(output, -10.0, 0.1).reductionDb, 0.0);
        EXPECT_LE(loudnessOf(output).truePeakDbtp, kCeilingDbtp) << rate;
    }
}

TEST(OutputLevel, fallsBackToTheRootMeanSquareOfShortClips) {
    AudioClip output = sineClip(48000, 10000, 2, 440.0, 0.9);
    EXPECT_EQ(matchLoudness(output, -kInfinity, 0.05).shortfallLu, 0.0);
    EXPECT_NEAR(rmsOf(output), 0.05, 1e-6);
    AudioClip inaudible = sineClip(48000, 96000, 1, 440.0, 1e-5); // below the gate
    EXPECT_EQ(matchLoudness(inaudible, -23.0, 0.05).shortfallLu, 0.0);
    EXPECT_NEAR(rmsOf(inaudible), 0.05, 1e-6);
}

TEST(OutputLevel, fallingBackHoldsTheCeilingToo) {
    AudioClip output = sineClip(48000, 10000);
    EXPECT_GT(matchLoudness(output, -kInfinity, 2.0).shortfallLu, 1.0);
    EXPECT_LE(loudnessOf(output).truePeakDbtp, kCeilingDbtp);
}

TEST(OutputLevel, saysWhatItReached) {
    constexpr double kSameLu = 0.03;
    const AudioClip clips[] = {monoClip(48000, sine(48000, 96000, 12000.0, 0.25, kPi / 4)),
                               monoClip(48000, noise(96000, 0.01)), sineClip(48000, 10000)};
    for (const double target : {-10.0, -30.0})
        for (AudioClip output : clips) {
            const Loudness reached = matchLoudness(output, target, 0.05).reached;
            const Loudness measured = loudnessOf(output);
            if (std::isfinite(measured.integratedLufs))
                EXPECT_NEAR(reached.integratedLufs, measured.integratedLufs, kSameLu);
            else
                EXPECT_EQ(reached.integratedLufs, measured.integratedLufs); // under 400 ms
            EXPECT_NEAR(reached.truePeakDbtp, measured.truePeakDbtp, kSameLu);
        }
    AudioClip silence = monoClip(48000, std::vector<float>(48000, 0.0F));
    EXPECT_EQ(matchLoudness(silence, -23.0, 0.1).reached.integratedLufs, -kInfinity);
}

TEST(OutputLevel, leavesSilenceAlone) {
    AudioClip output = monoClip(48000, std::vector<float>(48000, 0.0F));
    EXPECT_EQ(matchLoudness(output, -23.0, 0.1).shortfallLu, 0.0);
    EXPECT_EQ(output.channels[0], std::vector<float>(48000, 0.0F));
}

TEST(OutputLevel, limitingLeavesAloneWhatIsBelowTheCeiling) {
    AudioClip quiet = sineClip(48000, 48000);
    const AudioClip before = quiet;
    EXPECT_EQ(limitTruePeak(quiet), 0.0);
    EXPECT_EQ(quiet.channels, before.channels);
    AudioClip loud = sineClip(48000, 48000, 1, 440.0, 4.0);
    EXPECT_NEAR(limitTruePeak(loud), 13.14, 0.05);
    EXPECT_LE(loudnessOf(loud).truePeakDbtp, kCeilingDbtp);
    const AudioClip limited = loud;
    EXPECT_EQ(limitTruePeak(loud), 0.0) << "once is enough";
    EXPECT_EQ(loud.channels, limited.channels);
}

TEST(OutputLevel, rmsIsThatOfAllChannelsTogether) {
    EXPECT_DOUBLE_EQ(rmsOf({8000, {{1.0F, 1.0F}, {0.0F, 0.0F}}}), std::sqrt(0.5));
    EXPECT_EQ(rmsOf({}), 0.0);
}

} // namespace
} // namespace tonegraft::test
