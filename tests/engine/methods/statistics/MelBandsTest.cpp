// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/statistics/MelBands.h"
#include "methods/shared/ClosedForm.h"
#include "methods/shared/FilterBank.h"
#include "methods/statistics/CombinedStyle.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

using namespace tonegraft;

namespace {

constexpr int kBins = 129;
constexpr int kBands = 24;
constexpr double kBinWidthHz = 86.1328125;

FeatureMap<double> noiseMap(int channels, int frames, std::uint64_t seed) {
    FeatureMap<double> map(channels, frames, kBins);
    SplitMix64 random(seed);
    for (double& value : map.values) {
        value = 2.0 * random.uniform();
    }
    return map;
}

std::unique_ptr<StyleTerm<double>> melTerm(const FeatureMap<double>& style, ThreadPool& pool) {
    const MelBands bands(kBands, kBins, kBinWidthHz);
    return std::make_unique<MelStyle<double>>(
        bands,
        std::make_unique<ClosedForm<double>>(melFeatures(style, bands, pool), 3, Activation::relu,
                                             pool),
        pool);
}

void expectDifferenceQuotient(StyleTerm<double>& term) {
    auto x = noiseMap(2, 15, 2);
    FeatureMap<double> gradient;
    term.evaluate(x, &gradient);
    constexpr double kStep = 1e-5;
    for (std::size_t i = 0; i < x.values.size(); i += 131) {
        const double saved = x.values[i];
        x.values[i] = saved + kStep;
        const double above = term.evaluate(x, nullptr);
        x.values[i] = saved - kStep;
        const double below = term.evaluate(x, nullptr);
        x.values[i] = saved;
        const double quotient = (above - below) / (2.0 * kStep);
        EXPECT_NEAR(gradient.values[i], quotient, 1e-4 * std::abs(quotient) + 1e-9) << i;
    }
}

} // namespace

TEST(MelBands, AFlatSpectrumIsFlatInBandsToo) {
    const MelBands bands(kBands, kBins, kBinWidthHz);
    const std::vector<double> flat(kBins, 0.7);
    std::vector<double> out(kBands);
    bands.apply(flat.data(), out.data());
    for (const double value : out) {
        EXPECT_NEAR(value, 0.7, 1e-12);
    }
}

TEST(MelBands, EachBandHearsItsOwnPlaceAboveTheOneBefore) {
    const MelBands bands(kBands, kBins, kBinWidthHz);
    std::vector<double> hz(kBins), center(kBands);
    for (int bin = 0; bin < kBins; ++bin) {
        hz[bin] = bin * kBinWidthHz;
    }
    bands.apply(hz.data(), center.data());
    const auto mel = [](double f) { return 2595.0 * std::log10(1.0 + f / 700.0); };
    const double step = (mel(hz.back()) - mel(40.0)) / (kBands + 1);
    for (int band = 0; band < kBands; ++band) {
        // A band's mean lies at its corner, but for the width of a bin.
        EXPECT_NEAR(mel(center[band]), mel(40.0) + (band + 1) * step, 0.5 * step) << band;
        EXPECT_TRUE(band == 0 || center[band] > center[band - 1]) << band;
    }
}

TEST(MelBands, TheTransposeIsTheAdjoint) {
    const MelBands bands(kBands, kBins, kBinWidthHz);
    const auto x = noiseMap(1, 1, 3);
    const auto y = noiseMap(1, 1, 4);
    std::vector<double> mx(kBands), my(kBins);
    bands.apply(x.values.data(), mx.data());
    bands.applyTransposed(y.values.data(), my.data());
    EXPECT_NEAR(std::inner_product(mx.begin(), mx.end(), y.values.begin(), 0.0),
                std::inner_product(my.begin(), my.end(), x.values.begin(), 0.0), 1e-12);
}

TEST(MelStyle, GradientIsTheDifferenceQuotient) {
    ThreadPool pool(2);
    expectDifferenceQuotient(*melTerm(noiseMap(1, 25, 1), pool));
}

TEST(CombinedStyle, IsOneAtTheContentAndItsGradientIsTheDifferenceQuotient) {
    ThreadPool pool(2);
    const auto style = noiseMap(1, 25, 1);
    const auto content = noiseMap(2, 15, 5);
    std::vector<CombinedStyle<double>::Part> parts;
    parts.push_back({melTerm(style, pool), 3.0});
    parts.push_back({std::make_unique<ClosedForm<double>>(style, 5, Activation::relu, pool), 1.0});
    CombinedStyle<double> term(std::move(parts), content, pool);
    EXPECT_NEAR(term.evaluate(content, nullptr), 1.0, 1e-12);
    expectDifferenceQuotient(term);
}

TEST(CombinedStyle, IsZeroWhereContentAndStyleAgree) {
    ThreadPool pool(2);
    const auto style = noiseMap(1, 25, 1);
    std::vector<CombinedStyle<double>::Part> parts;
    parts.push_back({std::make_unique<ClosedForm<double>>(style, 3, Activation::relu, pool), 1.0});
    CombinedStyle<double> term(std::move(parts), style, pool);
    EXPECT_EQ(term.evaluate(style, nullptr), 0.0);
}
