// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/ReleaseFall.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tonegraft {
namespace {

using Spectrum = std::vector<std::complex<float>>;

constexpr int kBins = 200;

Spectrum lineAt(int bin, float magnitude, float everywhere) {
    Spectrum spectrum(kBins, {0.0F, everywhere});
    spectrum[static_cast<std::size_t>(bin)] = {magnitude, 0.0F};
    return spectrum;
}

TEST(ReleaseFall, LeavesWhatFallsAsItIs) {
    ReleaseFall fall(kBins);
    for (const float magnitude : {1.0F, 0.5F, 0.2F}) {
        Spectrum spectrum = lineAt(50, magnitude, 1e-3F * magnitude);
        const Spectrum before = spectrum;
        fall.limit(spectrum.data());
        EXPECT_EQ(spectrum, before);
    }
}

TEST(ReleaseFall, TurnsDownWhatGrowsToWhatItWas) {
    ReleaseFall fall(kBins);
    Spectrum first = lineAt(50, 0.1F, 1e-3F);
    fall.limit(first.data());
    Spectrum second = lineAt(120, 1.0F, 1e-3F);
    fall.limit(second.data());
    EXPECT_LT(std::abs(second[120]), 3e-3F);
    EXPECT_FLOAT_EQ(std::abs(second[160]), 1e-3F); // what does not grow
}

TEST(ReleaseFall, HearsWhatIsFarBelowALoudPartial) {
    ReleaseFall fall(kBins);
    for (const float loud : {1.0F, 1e-2F, 1e-4F}) {
        Spectrum spectrum = lineAt(20, loud, 1e-5F); // 100 dB below at first
        fall.limit(spectrum.data());
        EXPECT_NEAR(std::abs(spectrum[150]), 1e-5F, 1e-8F) << loud;
    }
}

} // namespace
} // namespace tonegraft
