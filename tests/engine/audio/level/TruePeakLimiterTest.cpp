// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/level/TruePeakLimiter.h"
#include "audio/level/LevelMeters.h"
#include "support/Signals.h"
#include "tonegraft/Resample.h"

#include <gtest/gtest.h>

namespace tonegraft::test {
namespace {

double decibels(double amplitude) {
    return 20.0 * std::log10(amplitude);
}

/// As a meter of another make reads it: libsoxr's interpolation to sixteen times the rate, with
/// silence around the clip.
double peakBySoxr(const AudioClip& clip) {
    AudioClip padded = clip;
    for (std::vector<float>& channel : padded.channels) {
        channel.insert(channel.begin(), 500, 0.0F);
        channel.insert(channel.end(), 500, 0.0F);
    }
    const AudioClip fine = resampled(padded, 16 * clip.sampleRateHz);
    float peak = 0.0F;
    for (const std::vector<float>& channel : fine.channels)
        for (const float sample : channel)
            peak = std::max(peak, std::fabs(sample));
    return peak;
}

/// Noise that passes full scale by far, up to 0.9 of the Nyquist frequency: above, where a meter's
/// filter ends is a matter of taste.
AudioClip loudNoiseInBand(int rate) {
    return resampled(monoClip(rate * 9 / 10, noise(static_cast<std::size_t>(rate) / 2, 3.0)), rate);
}

AudioClip loudNoise(int rate, int channels = 1) {
    AudioClip clip;
    clip.sampleRateHz = rate;
    for (int c = 0; c < channels; ++c)
        clip.channels.push_back(noise(static_cast<std::size_t>(rate) / 2, 3.0, 1U + c));
    return clip;
}

TEST(LargestReadings, isOfASinesAmplitudeWhereverTheSamplesLie) {
    for (const int rate : {8000, 44100, 96000, 192000})
        for (const double share : {0.05, 0.25, 0.4, 0.46}) {
            const AudioClip clip = monoClip(rate, sine(rate, 4000, share * rate, 0.5, 0.3));
            const std::vector<float> peaks = largestReadings(clip, allHops(clip, 100));
            ASSERT_EQ(peaks.size(), 40U);
            // Eight times oversampled: the crest lies halfway between two values at worst.
            const double between = kPi * share / 8.0;
            for (std::size_t k = 2; k + 2 < peaks.size(); ++k) {
                EXPECT_LT(peaks[k], 0.505) << rate << " " << share;
                EXPECT_GT(peaks[k], 0.495 * std::cos(between)) << rate << " " << share;
            }
        }
}

TEST(LargestReadings, saysWhenAPeakComesAndSeesThoseAtTheVeryEnds) {
    std::vector<float> samples(1000, 0.0F);
    samples[437] = 0.5F;
    const std::vector<float> peaks = largestReadings(monoClip(44100, samples), {10, 0, 100});
    EXPECT_EQ(std::max_element(peaks.begin(), peaks.end()) - peaks.begin(), 43);
    EXPECT_EQ(peaks[43], 0.5F);
    EXPECT_LT(peaks[20], 0.02F);
    for (const bool atEnd : {false, true}) {
        std::vector<float> pair(1000, 0.0F);
        pair[atEnd ? 998 : 0] = pair[atEnd ? 999 : 1] = 0.5F;
        const std::vector<float> of = largestReadings(monoClip(44100, pair), {10, 0, 100});
        EXPECT_NEAR(of[atEnd ? 99 : 0], 0.5 * 4.0 / kPi, 0.02); // sinc(1/2) twice
    }
}

TEST(LargestReadings, ofSomeHopsIsThatPartOfAllOfThem) {
    const AudioClip clip = loudNoise(44100, 2);
    const std::vector<float> all = largestReadings(clip, allHops(clip, 11));
    const std::vector<float> part = largestReadings(clip, {11, 700, 200});
    for (std::size_t k = 0; k < part.size(); ++k)
        EXPECT_EQ(part[k], all[700 + k]);
}

TEST(TruePeakLimiter, holdsTheCeilingAsAnotherMeterReadsItAtAllRates) {
    constexpr double kMetersDiffer = 0.1; // the margin that outputs keep
    for (const int rate : {8000, 11025, 22050, 44100, 48000, 88200, 96000, 192000}) {
        AudioClip clip = loudNoiseInBand(rate);
        EXPECT_GT(limitPeaks(clip), 10.0);
        EXPECT_LE(decibels(peakBySoxr(clip)), -1.0 + kMetersDiffer) << rate;
        EXPECT_GT(decibels(peakBySoxr(clip)), -1.5) << rate;
    }
}

TEST(TruePeakLimiter, turnsDownThePeakAloneAheadOfItAndReturnsInEightyMilliseconds) {
    constexpr int kRate = 48000;
    std::vector<float> samples = sine(kRate, kRate, 1000.0, 0.25);
    samples[24000] = 2.0F;
    const AudioClip clip = monoClip(kRate, samples);
    TruePeakLimiter limiter(clip);
    std::vector<float> gains(samples.size());
    limiter.curve().write(0, gains.size(), gains.data());
    EXPECT_EQ(gains[24000 - 288], 1.0F) << "6 ms before";
    EXPECT_LT(gains[24000 - 96], 0.7F) << "2 ms before";
    EXPECT_LE(gains[24000], std::pow(10.0, -1.0 / 20.0) / 2.0 + 1e-4);
    const float lowest = *std::min_element(gains.begin(), gains.end());
    // From the end of the smoothing on: a reduction falls to 1 / e in 80 ms.
    const float early = 1.0F - gains[24000 + 960];
    EXPECT_NEAR((1.0F - gains[24000 + 960 + 3840]) / early, std::exp(-1.0), 0.02);
    EXPECT_NEAR(1.0F - lowest, early * std::exp((960.0 - 120.0) / 3840.0), 0.05);
    EXPECT_GT(gains.back(), 0.99F);
}

TEST(TruePeakLimiter, movesTheGainWithoutCorners) {
    std::vector<float> samples = sine(44100, 22050, 1000.0, 0.25);
    samples[11000] = 4.0F;
    const AudioClip clip = monoClip(44100, samples);
    TruePeakLimiter limiter(clip);
    std::vector<float> gains(samples.size());
    limiter.curve().write(0, gains.size(), gains.data());
    float steepest = 0.0F;
    for (std::size_t i = 1; i < gains.size(); ++i)
        steepest = std::max(steepest, std::fabs(gains[i] - gains[i - 1]));
    EXPECT_LT(steepest, 2.5F / 220.0F) << "5 ms are 220 samples";
}

TEST(TruePeakLimiter, turnsAllChannelsDownTogether) {
    AudioClip clip = {44100, {noise(22050, 3.0, 1), sine(44100, 22050, 440.0, 0.1)}};
    const AudioClip before = clip;
    limitPeaks(clip);
    for (std::size_t i = 0; i < clip.sampleCount(); ++i) {
        const double left = clip.channels[0][i] / before.channels[0][i];
        if (std::fabs(before.channels[1][i]) > 1e-3F) {
            EXPECT_NEAR(clip.channels[1][i] / before.channels[1][i], left, 1e-4);
        }
    }
}

TEST(TruePeakLimiter, aHigherGainIsLimitedAsIfItHadBeenAppliedBefore) {
    const AudioClip clip = loudNoise(44100);
    AudioClip louder = clip;
    apply(constantGain(2.0), louder);
    const GainCurve curve = TruePeakLimiter(clip).curve(2.0);
    const GainCurve after = TruePeakLimiter(louder).curve();
    ASSERT_EQ(curve.gains.size(), after.gains.size());
    for (std::size_t k = 0; k < curve.gains.size(); ++k)
        EXPECT_NEAR(curve.gains[k], 2.0F * after.gains[k], 1e-5F);
}

TEST(TruePeakLimiter, hasNothingToDoWithSilenceOrNothing) {
    AudioClip silence = monoClip(44100, std::vector<float>(3000, 0.0F));
    EXPECT_EQ(limitPeaks(silence), 0.0);
    EXPECT_EQ(silence.channels[0], std::vector<float>(3000, 0.0F));
    AudioClip nothing{44100, {{}}};
    EXPECT_EQ(limitPeaks(nothing), 0.0);
}

} // namespace
} // namespace tonegraft::test
