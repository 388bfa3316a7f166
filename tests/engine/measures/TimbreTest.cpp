// SPDX-License-Identifier: GPL-3.0-or-later
#include "measures/Timbre.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace tonegraft {
namespace {

constexpr double kPi = 3.14159265358979323846;

/// Two seconds of a tone whose partials fall off by `slope` dB an octave, at RMS 1.
Timbre timbreOfTone(double hz, double slope) {
    std::vector<double> samples(2 * kMeasureRateHz);
    double squares = 0.0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        for (int partial = 1; partial * hz < 10000.0; ++partial) {
            samples[i] +=
                std::pow(partial, -slope / 6.02) *
                std::sin(2.0 * kPi * hz * partial * static_cast<double>(i) / kMeasureRateHz +
                         partial * partial);
        }
        squares += samples[i] * samples[i];
    }
    for (double& sample : samples) {
        sample /= std::sqrt(squares / static_cast<double>(samples.size()));
    }
    ThreadPool pool(1);
    return timbreOf(analyzed(samples, pool));
}

TEST(Timbre, DoesNotDependOnTheNoteAsMuchAsOnTheInstrument) {
    const Timbre bright = timbreOfTone(220.0, 3.0);
    const double otherNote = timbreDistance(bright, timbreOfTone(247.0, 3.0));
    const double otherSound = timbreDistance(bright, timbreOfTone(220.0, 15.0));
    EXPECT_LT(5.0 * otherNote, otherSound);
}

TEST(Timbre, DistanceIsZeroToItselfAndTwoToItsOpposite) {
    const Timbre timbre = timbreOfTone(220.0, 6.0);
    Timbre opposite = timbre;
    for (double& coefficient : opposite) {
        coefficient = -coefficient;
    }
    EXPECT_NEAR(timbreDistance(timbre, timbre), 0.0, 1e-12);
    EXPECT_NEAR(timbreDistance(timbre, opposite), 2.0, 1e-12);
}

} // namespace
} // namespace tonegraft
