// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/tonegraft/HeldPeaks.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr int kRateHz = 22050;

AudioClip tone(double hz, double amplitude) {
    return {kRateHz, {test::sine(kRateHz, kRateHz, hz, amplitude)}};
}

double largest(const AudioClip& clip) {
    float peak = 0.0F;
    for (const float sample : clip.channels[0]) {
        peak = std::max(peak, std::abs(sample));
    }
    return peak;
}

TEST(HeldPeaks, TurnsDownWhatNeitherClipHas) {
    AudioClip sound = tone(300.0, 0.2);
    for (std::size_t i = 5000; i < 5400; ++i) {
        sound.channels[0][i] *= 4.0F;
    }
    const AudioClip before = sound;
    holdPeaks(sound, tone(440.0, 0.5), tone(600.0, 0.1));
    EXPECT_LT(largest(sound), 0.26); // a sine's peaks are 3 dB over its level
    EXPECT_NEAR(sound.channels[0][15000], before.channels[0][15000], 1e-3);
}

TEST(HeldPeaks, LeavesPeaksThatTheStyleHasToo) {
    AudioClip sound = tone(300.0, 0.2);
    sound.channels[0][5000] = 0.8F;
    AudioClip style = tone(440.0, 0.02);
    style.channels[0][7000] = 0.9F;
    const AudioClip before = sound;
    holdPeaks(sound, tone(440.0, 0.5), style);
    EXPECT_EQ(sound.channels, before.channels);
}

TEST(HeldPeaks, LeavesSilenceSilent) {
    AudioClip sound = tone(300.0, 0.0);
    holdPeaks(sound, tone(440.0, 0.5), tone(440.0, 0.5));
    EXPECT_EQ(largest(sound), 0.0);
}

} // namespace
} // namespace tonegraft
