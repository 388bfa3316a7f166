// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/FeatureMap.h"
#include "methods/shared/FilterBank.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace tonegraft::test {

/// Random features, uniform in [0, 2).
template <class Real = double>
FeatureMap<Real> noiseMap(int channels, int frames, int bins, std::uint64_t seed) {
    FeatureMap<Real> map(channels, frames, bins);
    SplitMix64 random(seed);
    for (Real& value : map.values) {
        value = static_cast<Real>(2.0 * random.uniform());
    }
    return map;
}

/// Holds a gradient against central differences of its function, at every `stride`th value.
inline void expectDifferenceQuotients(FeatureMap<double> x, const FeatureMap<double>& gradient,
                                      const std::function<double(const FeatureMap<double>&)>& value,
                                      std::size_t stride = 13) {
    constexpr double kStep = 1e-5;
    constexpr double kRelative = 1e-4;
    double size = 0.0;
    for (const double slope : gradient.values) {
        size = std::max(size, std::abs(slope));
    }
    ASSERT_GT(size, 0.0);
    for (std::size_t i = 0; i < x.values.size(); i += stride) {
        const double saved = x.values[i];
        x.values[i] = saved + kStep;
        const double above = value(x);
        x.values[i] = saved - kStep;
        const double below = value(x);
        x.values[i] = saved;
        EXPECT_NEAR(gradient.values[i], (above - below) / (2.0 * kStep), kRelative * size) << i;
    }
}

} // namespace tonegraft::test
