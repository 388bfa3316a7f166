// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/Signals.h"

#include "audio/LevelMeters.h"
#include "audio/OutputLevel.h"
#include "tonegraft/Error.h"
#include "tonegraft/Loudness.h"

#include <ebur128.h>
#include <gtest/gtest.h>

#include <limits>

namespace tonegraft::test {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kLoudnessTolerance = 0.1; // EBU Tech 3341
constexpr double kPeakOver = 0.2;          // EBU Tech 3341: +0.2, -0.4 dB
constexpr double kPeakUnder = 0.4;

double amplitude(double decibels) {
    return std::pow(10.0, decibels / 20.0);
}

TEST(Loudness, ofTheReferenceSineIsItsLevel) {
    // EBU Tech 3341, cases 1 and 2: stereo 1 kHz at -23 and -33 dBFS read -23 and -33 LUFS.
    for (const double level : {-23.0, -33.0}) {
        AudioClip clip = sineClip(48000, 20 * 48000, 2, 1000.0, amplitude(level));
        clip.channels[1] = clip.channels[0];
        EXPECT_NEAR(loudnessOf(clip).integratedLufs, level, kLoudnessTolerance);
        EXPECT_NEAR(loudnessOf(clip).truePeakDbtp, level, 0.05);
    }
}

TEST(Loudness, countsMonoAsOneChannel) {
    const AudioClip mono = sineClip(48000, 5 * 48000, 1, 1000.0, amplitude(-20.0));
    EXPECT_NEAR(loudnessOf(mono).integratedLufs, -20.0 - 3.01, kLoudnessTolerance);
}

TEST(Loudness, doesNotDependOnTheRate) {
    for (const int rate : {4000, 8000, 11025, 22050, 44100, 96000, 192000, 384000}) {
        const AudioClip clip =
            sineClip(rate, 3 * static_cast<std::size_t>(rate), 1, 997.0, amplitude(-20.0));
        constexpr double kLowRateTolerance = 0.3; // the filter's shape near a Nyquist of 2 kHz
        EXPECT_NEAR(loudnessOf(clip).integratedLufs, -23.0,
                    rate < 8000 ? kLowRateTolerance : kLoudnessTolerance)
            << rate;
    }
}

TEST(Loudness, countsEveryChannelOfALayoutThatHasNoName) {
    AudioClip clip = sineClip(48000, 48000, 1, 1000.0, amplitude(-40.0));
    for (const int channels : {7, 8, 64}) {
        clip.channels.resize(static_cast<std::size_t>(channels), clip.channels[0]);
        const double expected = -43.01 + 10.0 * std::log10(channels);
        EXPECT_NEAR(loudnessOf(clip).integratedLufs, expected, kLoudnessTolerance) << channels;
        EXPECT_NEAR(loudnessOf(clip).truePeakDbtp, -40.0, 0.05) << channels;
    }
}

TEST(Loudness, ofSilenceIsMinusInfinity) {
    for (const AudioClip& clip : {AudioClip{}, monoClip(44100, std::vector<float>(44100, 0.0F)),
                                  monoClip(44100, std::vector<float>(10, 0.0F))}) {
        EXPECT_EQ(loudnessOf(clip).integratedLufs, -kInfinity);
        EXPECT_EQ(loudnessOf(clip).truePeakDbtp, -kInfinity);
    }
}

TEST(Loudness, ofLessThanFourHundredMillisecondsIsMinusInfinityButHasAPeak) {
    const Loudness loudness = loudnessOf(sineClip(48000, 18960, 1, 1000.0, 0.5));
    EXPECT_EQ(loudness.integratedLufs, -kInfinity);
    EXPECT_NEAR(loudness.truePeakDbtp, -6.02, 0.05);
    EXPECT_GT(loudnessOf(sineClip(48000, 19200)).integratedLufs, -100.0);
}

TEST(Loudness, truePeakSeesBetweenTheSamples) {
    // EBU Tech 3341, case 16: a quarter of the rate at 45 degrees; every sample is 3 dB below.
    const AudioClip clip = monoClip(48000, sine(48000, 48000, 12000.0, amplitude(-6.0), kPi / 4));
    const double peak = loudnessOf(clip).truePeakDbtp;
    EXPECT_GT(peak, -6.0 - kPeakUnder);
    EXPECT_LT(peak, -6.0 + kPeakOver);
}

/// libebur128's own meter, with silence behind the sound to flush its filter.
double referenceTruePeak(const AudioClip& clip) {
    ebur128_state* meter =
        ebur128_init(1, static_cast<unsigned long>(clip.sampleRateHz), EBUR128_MODE_TRUE_PEAK);
    const std::vector<float> silence(100, 0.0F);
    ebur128_add_frames_float(meter, clip.channels[0].data(), clip.sampleCount());
    ebur128_add_frames_float(meter, silence.data(), silence.size());
    double peak = 0.0;
    ebur128_true_peak(meter, 0, &peak);
    ebur128_destroy(&meter);
    return peak;
}

TEST(Loudness, truePeakReadsAsLibebur128Does) {
    constexpr double kFloatRounding = 1e-6; // relative
    for (const int rate : {8000, 44100, 95999, 96000, 191999, 192000}) {
        for (const std::size_t samples : {1U, 5U, 1011U, 1012U, 1013U, 1024U, 50000U}) {
            for (std::uint32_t seed = 1; seed <= 5; ++seed) {
                const AudioClip clip = monoClip(rate, noise(samples, 1.0, seed));
                const double expected = referenceTruePeak(clip);
                EXPECT_NEAR(truePeak(clip), expected, kFloatRounding * expected)
                    << rate << " " << samples;
            }
        }
    }
}

TEST(Loudness, truePeakSeesThePeakBehindTheLastSample) {
    // Two equal samples at the very end: the peak lies between them.
    std::vector<float> samples(48000, 0.0F);
    samples[47998] = samples[47999] = 0.5F;
    std::vector<float> followed = samples;
    followed.resize(48000 + 1000, 0.0F);
    EXPECT_GT(loudnessOf(monoClip(48000, samples)).truePeakDbtp, -6.0 + 1.0);
    EXPECT_DOUBLE_EQ(loudnessOf(monoClip(48000, samples)).truePeakDbtp,
                     loudnessOf(monoClip(48000, followed)).truePeakDbtp);
}

TEST(Loudness, refusesWhatItCannotMeasure) {
    EXPECT_THROW(loudnessOf(monoClip(0, {0.5F})), Error);
    EXPECT_THROW(loudnessOf({48000, std::vector<std::vector<float>>(65, {0.5F})}), Error);
    const float nan = std::numeric_limits<float>::quiet_NaN();
    std::vector<float> samples = noise(48000);
    samples[20000] = nan;
    EXPECT_THROW(loudnessOf(monoClip(48000, samples)), Error);
}

TEST(OutputLevel, matchesTheLoudnessWhereTheCeilingDoesNotBind) {
    for (const double target : {-23.0, -40.0, -60.0}) {
        AudioClip output = {44100, {noise(88200, 0.9, 1), noise(88200, 0.1, 2)}};
        EXPECT_EQ(matchLoudness(output, target, 0.1), 0.0);
        EXPECT_NEAR(loudnessOf(output).integratedLufs, target, 0.1);
    }
}

TEST(OutputLevel, raisesAsWellAsItLowers) {
    AudioClip output = sineClip(44100, 88200, 2, 440.0, 0.001);
    EXPECT_EQ(matchLoudness(output, -20.0, 0.1), 0.0);
    EXPECT_NEAR(loudnessOf(output).integratedLufs, -20.0, 0.1);
}

TEST(OutputLevel, matchesTheLoudnessAcrossTheAbsoluteGate) {
    // The quiet half is below the gate of -70 LUFS before the gain and above it afterwards, and
    // again within 10 LU of the loud half, so that it counts.
    std::vector<float> samples = sine(48000, 4 * 48000, 1000.0, amplitude(-63.0));
    for (std::size_t i = 0; i < samples.size() / 2; ++i)
        samples[i] *= static_cast<float>(amplitude(-7.0));
    AudioClip output = monoClip(48000, samples);
    EXPECT_EQ(matchLoudness(output, -30.0, 0.1), 0.0);
    EXPECT_NEAR(loudnessOf(output).integratedLufs, -30.0, 0.1);
}

TEST(OutputLevel, holdsTheCeilingBetweenTheSamplesAndReportsTheShortfall) {
    AudioClip output = monoClip(48000, sine(48000, 96000, 12000.0, 0.25, kPi / 4));
    const double before = loudnessOf(output).integratedLufs;
    const double shortfall = matchLoudness(output, before + 30.0, 0.1);
    const Loudness after = loudnessOf(output);
    EXPECT_LE(after.truePeakDbtp, kCeilingDbtp);
    EXPECT_GT(after.truePeakDbtp, kCeilingDbtp - 0.01);
    EXPECT_GT(shortfall, 10.0);
    EXPECT_NEAR(after.integratedLufs + shortfall, before + 30.0, 0.1);
}

TEST(OutputLevel, holdsTheCeilingForSinglePeaksAndAnyRate) {
    for (const int rate : {8000, 22050, 44100, 96000, 192000}) {
        std::vector<float> samples = noise(static_cast<std::size_t>(rate), 0.01);
        samples[static_cast<std::size_t>(rate) / 2] = 1.0F;
        samples.back() = samples[samples.size() - 2] = 1.0F;
        AudioClip output = monoClip(rate, samples);
        EXPECT_GT(matchLoudness(output, -10.0, 0.1), 0.0);
        EXPECT_LE(loudnessOf(output).truePeakDbtp, kCeilingDbtp) << rate;
    }
}

TEST(OutputLevel, fallsBackToTheRootMeanSquareOfShortClips) {
    AudioClip output = sineClip(48000, 10000, 2, 440.0, 0.9);
    EXPECT_EQ(matchLoudness(output, -kInfinity, 0.05), 0.0);
    EXPECT_NEAR(rmsOf(output), 0.05, 1e-6);
    AudioClip inaudible = sineClip(48000, 96000, 1, 440.0, 1e-5); // below the gate
    EXPECT_EQ(matchLoudness(inaudible, -23.0, 0.05), 0.0);
    EXPECT_NEAR(rmsOf(inaudible), 0.05, 1e-6);
}

TEST(OutputLevel, fallingBackHoldsTheCeilingToo) {
    AudioClip output = sineClip(48000, 10000);
    EXPECT_GT(matchLoudness(output, -kInfinity, 2.0), 1.0);
    EXPECT_LE(loudnessOf(output).truePeakDbtp, kCeilingDbtp);
}

TEST(OutputLevel, saysWhatItReached) {
    constexpr double kCloseLu = 0.03;
    const AudioClip clips[] = {monoClip(48000, sine(48000, 96000, 12000.0, 0.25, kPi / 4)),
                               monoClip(48000, noise(96000, 0.01)), sineClip(48000, 10000)};
    for (const double target : {-10.0, -30.0})
        for (AudioClip output : clips) {
            Loudness reached;
            matchLoudness(output, target, 0.05, &reached);
            const Loudness measured = loudnessOf(output);
            if (std::isfinite(measured.integratedLufs))
                EXPECT_NEAR(reached.integratedLufs, measured.integratedLufs, kCloseLu);
            else
                EXPECT_EQ(reached.integratedLufs, measured.integratedLufs); // under 400 ms
            EXPECT_NEAR(reached.truePeakDbtp, measured.truePeakDbtp, kCloseLu);
        }
    AudioClip silence = monoClip(48000, std::vector<float>(48000, 0.0F));
    Loudness reached;
    matchLoudness(silence, -23.0, 0.1, &reached);
    EXPECT_EQ(reached.integratedLufs, -kInfinity);
}

TEST(OutputLevel, leavesSilenceAlone) {
    AudioClip output = monoClip(48000, std::vector<float>(48000, 0.0F));
    EXPECT_EQ(matchLoudness(output, -23.0, 0.1), 0.0);
    EXPECT_EQ(output.channels[0], std::vector<float>(48000, 0.0F));
}

TEST(OutputLevel, limitingLeavesAloneWhatIsBelowTheCeiling) {
    AudioClip quiet = sineClip(48000, 48000);
    const AudioClip before = quiet;
    EXPECT_EQ(limitTruePeak(quiet), 0.0);
    EXPECT_EQ(quiet.channels, before.channels);
    AudioClip loud = sineClip(48000, 48000, 1, 440.0, 4.0);
    EXPECT_NEAR(limitTruePeak(loud), 13.04, 0.05);
    EXPECT_LE(loudnessOf(loud).truePeakDbtp, kCeilingDbtp);
}

TEST(OutputLevel, rmsIsThatOfAllChannelsTogether) {
    EXPECT_DOUBLE_EQ(rmsOf({8000, {{1.0F, 1.0F}, {0.0F, 0.0F}}}), std::sqrt(0.5));
    EXPECT_EQ(rmsOf({}), 0.0);
}

} // namespace
} // namespace tonegraft::test
