// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/tonegraft/HoldingBack.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr int kRateHz = 22050;

AudioClip tone(double hz, double amplitude) {
    return monoClip(kRateHz, sine(kRateHz, 2 * kRateHz, hz, amplitude));
}

double differenceDb(const AudioClip& a, const AudioClip& b) {
    return 20.0 * std::log10(rms(a.channels[0]) / rms(b.channels[0]));
}

} // namespace

TEST(HoldingBack, ASmallChangeIsNotMadeAndALargeOneIsMadeWhole) {
    const HoldingBack holding;
    EXPECT_EQ(holding.believed(2.5), 0.0);
    EXPECT_NEAR(holding.believed(4.5), 0.5, 1e-9);
    EXPECT_EQ(holding.believed(9.0), 1.0);
}

TEST(HoldingBack, ASoundNearTheContentBecomesTheContent) {
    ThreadPool pool(2);
    const AudioClip content = monoClip(kRateHz, noise(2 * kRateHz, 0.2, 3));
    AudioClip sound = content;
    for (float& sample : sound.channels[0]) {
        sample *= 1.2F; // 1.6 dB
    }
    const AudioClip out = heldBack(sound, content, {}, pool);
    for (std::size_t i = 0; i < content.sampleCount(); ++i) {
        ASSERT_NEAR(out.channels[0][i], content.channels[0][i], 1e-5);
    }
}

TEST(HoldingBack, AnotherSoundStaysAsItIs) {
    ThreadPool pool(2);
    const AudioClip content = monoClip(kRateHz, noise(2 * kRateHz, 0.2, 3));
    const AudioClip sound = tone(440.0, 0.2);
    EXPECT_EQ(heldBack(sound, content, {}, pool).channels, sound.channels);
}

TEST(HoldingBack, HalfOfADifferenceThatIsHalfBelievedIsLeft) {
    ThreadPool pool(2);
    const AudioClip content = monoClip(kRateHz, noise(2 * kRateHz, 0.1, 3));
    AudioClip sound = content;
    for (float& sample : sound.channels[0]) {
        sample *= 2.0F; // 6 dB in every band
    }
    HoldingBack holding;
    holding.noneBelowDb = 4.0;
    holding.allAboveDb = 8.0;
    EXPECT_NEAR(differenceDb(heldBack(sound, content, holding, pool), content), 3.0, 0.3);
}

TEST(HoldingBack, ThreadsDoNotChangeASample) {
    ThreadPool one(1);
    ThreadPool two(2);
    const AudioClip content = monoClip(kRateHz, noise(2 * kRateHz, 0.1, 3));
    AudioClip sound = monoClip(kRateHz, noise(2 * kRateHz, 0.17, 3));
    EXPECT_EQ(heldBack(sound, content, {}, one).channels,
              heldBack(sound, content, {}, two).channels);
}

TEST(HoldingBack, SilenceStaysSilent) {
    ThreadPool pool(1);
    const AudioClip silence = monoClip(kRateHz, std::vector<float>(kRateHz, 0.0F));
    EXPECT_EQ(heldBack(silence, silence, {}, pool).channels, silence.channels);
}
