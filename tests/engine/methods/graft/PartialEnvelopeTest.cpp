// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/PartialEnvelope.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tonegraft {
namespace {

constexpr double kFundamental = 20.0; // bins

/// Partials that fall by so many dB an octave, over noise.
std::vector<double> spectrumOf(double fallDb, double noiseDb) {
    std::vector<double> powers(1000, std::pow(10.0, noiseDb / 10.0));
    for (int number = 1; number * kFundamental < 1000.0; ++number) {
        powers[static_cast<std::size_t>(number * kFundamental)] =
            std::pow(10.0, -fallDb * std::log2(number) / 10.0);
    }
    return powers;
}

TEST(PartialEnvelope, IsThatOfThePartialsWhateverLiesBetween) {
    const PartialEnvelope clean(spectrumOf(6.0, -120.0), kFundamental);
    const PartialEnvelope noisy(spectrumOf(6.0, -45.0), kFundamental);
    for (double bin = 60.0; bin < 600.0; bin *= 1.1) {
        EXPECT_NEAR(clean.levelDb(bin), -6.0 * std::log2(bin / kFundamental), 0.7) << bin;
        EXPECT_NEAR(noisy.levelDb(bin), clean.levelDb(bin), 0.1) << bin;
    }
    EXPECT_EQ(clean.levelDb(5.0), clean.levelDb(kFundamental));
}

TEST(PartialEnvelope, ChangesNothingButLoudnessWhereItFallsEvenly) {
    const PartialEnvelope envelope(spectrumOf(12.0, -120.0), kFundamental);
    const auto change = [&](double ratio) {
        return [&, ratio](double bin) {
            return 0.5 * (envelope.levelDb(bin * ratio) - envelope.levelDb(bin));
        };
    };
    EXPECT_NEAR(envelope.loudnessChangeDb(change(2.0)), -6.0, 1.0);
    EXPECT_NEAR(envelope.loudnessChangeDb(change(1.0)), 0.0, 1e-9);
}

TEST(PartialEnvelope, OfATooLowToneIsFinite) {
    const PartialEnvelope envelope(std::vector<double>(10, 0.0), 0.1);
    EXPECT_TRUE(std::isfinite(envelope.levelDb(3.0)));
    EXPECT_TRUE(std::isfinite(envelope.loudnessChangeDb([](double) { return 3.0; })));
    const PartialEnvelope none(std::vector<double>(3, 1.0), 20.0);
    EXPECT_EQ(none.levelDb(1.0), none.levelDb(2.0));
}

} // namespace
} // namespace tonegraft
