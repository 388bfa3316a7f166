// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/Signals.h"

#include "audio/level/LevelMeters.h"
#include "audio/level/OutputLevel.h"
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

} // namespace
} // namespace tonegraft::test
