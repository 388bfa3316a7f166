// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/level/LoudnessProfile.h"
#include "audio/level/LevelMeters.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

#include <limits>

namespace tonegraft::test {
namespace {

constexpr double kSameLu = 0.02;

/// Loud, soft (below the relative gate) and silent seconds.
AudioClip uneven(int rate, int channels) {
    AudioClip clip;
    clip.sampleRateHz = rate;
    for (int c = 0; c < channels; ++c) {
        std::vector<float> samples = noise(static_cast<std::size_t>(4 * rate), 0.3, 3U + c);
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const std::size_t second = i / static_cast<std::size_t>(rate);
            samples[i] *= second == 1 ? 0.05F : second == 2 ? 0.0F : 1.0F;
        }
        clip.channels.push_back(std::move(samples));
    }
    return clip;
}

TEST(LoudnessProfile, readsAsTheMeterDoesAtAllRates) {
    for (const int rate : {8000, 16000, 22050, 44100, 48000, 96000, 192000})
        for (const int channels : {1, 2}) {
            const AudioClip clip = uneven(rate, channels);
            EXPECT_NEAR(
                LoudnessProfile(clip, static_cast<std::size_t>(rate / 4000)).integratedLufs(),
                integratedLoudness(clip), kSameLu)
                << rate << " " << channels;
        }
}

TEST(LoudnessProfile, readsWhatAGainWouldMakeOfTheClip) {
    AudioClip clip = uneven(44100, 2);
    const LoudnessProfile profile(clip, 11);
    GainCurve curve{11, {}};
    for (std::size_t k = 0; k <= clip.sampleCount() / 11 + 1; ++k)
        curve.gains.push_back(0.5F + 0.4F * std::sin(0.002F * static_cast<float>(k)));
    EXPECT_NEAR(profile.integratedLufs(constantGain(0.25)), profile.integratedLufs() - 12.04, 0.01);
    apply(curve, clip);
    EXPECT_NEAR(profile.integratedLufs(curve), integratedLoudness(clip), kSameLu);
}

TEST(LoudnessProfile, ofSilenceAndOfLessThanFourHundredMillisecondsIsMinusInfinity) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    for (const AudioClip& clip : {AudioClip{}, monoClip(44100, std::vector<float>(44100, 0.0F)),
                                  monoClip(48000, noise(18960))})
        EXPECT_EQ(LoudnessProfile(clip, 12).integratedLufs(), -kInfinity);
    EXPECT_GT(LoudnessProfile(monoClip(48000, noise(19200)), 12).integratedLufs(), -30.0);
}

} // namespace
} // namespace tonegraft::test
