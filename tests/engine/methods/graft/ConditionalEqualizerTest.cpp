// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/ConditionalEqualizer.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr int kRateHz = 22050;

FrameGains all(const StftShape& shape, float gain = 1.0F) {
    return [bins = shape.bins(), gain](int, float* gains) { std::fill_n(gains, bins, gain); };
}

AudioClip equalized(const AudioClip& content, const AudioClip& style, float contentGain = 1.0F) {
    ThreadPool pool(2);
    const StftShape shape = analysisShape(kRateHz);
    return conditionallyEqualized(content, all(shape, contentGain), style, all(shape), shape, pool);
}

// Differences of neighbors weaken what is low.
std::vector<float> bright(std::vector<float> samples) {
    for (std::size_t i = samples.size() - 1; i > 0; --i) {
        samples[i] -= 0.95F * samples[i - 1];
    }
    return samples;
}

double brightness(const std::vector<float>& samples) {
    return test::rms(bright(samples)) / test::rms(samples);
}

TEST(ConditionalEqualizer, GivesNoiseTheStylesBrightness) {
    const AudioClip content = test::monoClip(kRateHz, test::noise(44100, 0.2, 1));
    const AudioClip style = test::monoClip(kRateHz, bright(test::noise(44100, 0.2, 2)));
    const AudioClip output = equalized(content, style);
    EXPECT_NEAR(brightness(output.channels[0]), brightness(style.channels[0]),
                0.1 * brightness(style.channels[0]));
}

TEST(ConditionalEqualizer, KeepsTheLevelOverTime) {
    std::vector<float> samples = test::noise(44100, 0.2, 1);
    for (std::size_t i = 22050; i < samples.size(); ++i) {
        samples[i] *= 0.01F;
    }
    const AudioClip style = test::monoClip(kRateHz, bright(test::noise(44100, 0.2, 2)));
    const AudioClip output = equalized(test::monoClip(kRateHz, samples), style);
    for (const std::size_t from : {5000U, 30000U}) {
        const auto part = [&](const std::vector<float>& of) {
            return test::rms(std::vector<float>(of.begin() + from, of.begin() + from + 10000));
        };
        EXPECT_NEAR(part(output.channels[0]) / part(samples), 1.0, 0.15);
    }
}

TEST(ConditionalEqualizer, LeavesOutWhatTheMaskLeavesOut) {
    const AudioClip content = test::monoClip(kRateHz, test::noise(44100, 0.2, 1));
    const AudioClip output = equalized(content, content, 0.0F);
    EXPECT_LT(test::rms(output.channels[0]), 1e-6);
}

TEST(ConditionalEqualizer, ChangesAClipLittleThatIsItsOwnStyle) {
    const AudioClip content = test::monoClip(kRateHz, test::noise(44100, 0.2, 1));
    const AudioClip output = equalized(content, content);
    std::vector<float> difference = output.channels[0];
    for (std::size_t i = 0; i < difference.size(); ++i) {
        difference[i] -= content.channels[0][i];
    }
    EXPECT_LT(test::rms(difference), 0.4 * test::rms(content.channels[0]));
}

} // namespace
} // namespace tonegraft
