// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/statistics/WaveformObjective.h"
#include "methods/shared/ClosedForm.h"
#include "support/Golden.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

template <class Real>
FeatureMap<Real> featuresOf(std::vector<Real> samples, const StftShape& shape, ThreadPool& pool) {
    double energy = 0.0;
    for (const Real s : samples) {
        energy += static_cast<double>(s) * static_cast<double>(s);
    }
    const double gain = 0.1 / std::sqrt(energy / static_cast<double>(samples.size()));
    for (Real& s : samples) {
        s = static_cast<Real>(s * gain);
    }
    Stft<Real> stft(shape, samples.size(), pool);
    std::vector<std::complex<Real>> spectrum(static_cast<std::size_t>(stft.frames()) * stft.bins());
    stft.forward(samples.data(), spectrum.data());
    FeatureMap<Real> map(1, stft.frames(), stft.bins());
    smoothFeatures(spectrum.data(), 1.0, static_cast<std::ptrdiff_t>(spectrum.size()),
                   map.values.data());
    return map;
}

template <class Real> void meetsTheReference() {
    const nlohmann::json data = goldenFile("waveform.json");
    ThreadPool pool(2);
    const StftShape shape{data["fft_size"], data["hop"]};
    auto style = std::make_unique<ClosedForm<Real>>(
        featuresOf(flattened<Real>(data["style"]), shape, pool), 3, Activation::relu, pool);
    SpectralObjective<Real> spectral(featuresOf(flattened<Real>(data["content"]), shape, pool),
                                     std::move(style),
                                     data["sample_rate"].get<double>() / shape.windowSamples, pool);
    const auto y = flattened<Real>(data["y"]);
    WaveformObjective<Real> objective(spectral, shape, 1.0, 1, y.size(), pool);
    std::vector<Real> gradient(y.size());
    const ObjectiveTerms terms = objective.evaluate(
        y.data(), {data["style_weight"], data["melody"], data["dynamics"]}, gradient.data());
    constexpr double kTolerance = goldenTolerance<Real>();
    // Small differences of float sums: these two terms lose digits that the total does not see.
    const double small = sizeof(Real) == sizeof(double) ? kTolerance : 1e-3;
    EXPECT_NEAR(terms.style / data["style_term"].get<double>(), 1.0, kTolerance);
    EXPECT_NEAR(terms.content / data["content_term"].get<double>(), 1.0, kTolerance);
    EXPECT_NEAR(terms.melody / data["melody_term"].get<double>(), 1.0, small);
    EXPECT_NEAR(terms.dynamics / data["dynamics_term"].get<double>(), 1.0, small);
    EXPECT_NEAR(terms.total / data["total"].get<double>(), 1.0, kTolerance);
    EXPECT_LT(relativeDifference(gradient, flattened<Real>(data["gradient"])), kTolerance);
}

} // namespace

TEST(WaveformObjective, MeetsTheReferenceInDouble) {
    meetsTheReference<double>();
}
TEST(WaveformObjective, MeetsTheReferenceInFloat) {
    meetsTheReference<float>();
}

TEST(WaveformObjective, InANarrowBandItsGradientIsTheDifferenceQuotient) {
    constexpr int kBand = 40; // of 65 bins
    constexpr double kStep = 1e-6;
    ThreadPool pool(2);
    const StftShape shape{128, 32};
    const auto band = [&](unsigned seed) {
        std::mt19937 random(seed);
        FeatureMap<double> map(1, 21, kBand);
        for (double& value : map.values) {
            value = static_cast<double>(random() % 1000) / 700.0;
        }
        return map;
    };
    SpectralObjective<double> spectral(
        band(1), std::make_unique<ClosedForm<double>>(band(2), 3, Activation::relu, pool), 300.0,
        pool);
    std::mt19937 random(3);
    std::normal_distribution<double> normal(0.0, 0.1);
    std::vector<double> y(640), gradient(y.size());
    std::generate(y.begin(), y.end(), [&] { return normal(random); });
    WaveformObjective<double> objective(spectral, shape, 1.0, 1, y.size(), pool);
    objective.evaluate(y.data(), {}, gradient.data());
    for (std::size_t i = 0; i < y.size(); i += 61) {
        const double saved = y[i];
        y[i] = saved + kStep;
        const double above = objective.evaluate(y.data(), {}, nullptr).total;
        y[i] = saved - kStep;
        const double below = objective.evaluate(y.data(), {}, nullptr).total;
        y[i] = saved;
        const double quotient = (above - below) / (2.0 * kStep);
        EXPECT_NEAR(gradient[i], quotient, 1e-5 * std::abs(quotient) + 1e-7) << i;
    }
}
