// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/GriffinLim.h"

#include "support/Golden.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace tonegraft {
namespace {

using test::relativeDifference;

template <class Real> struct Case {
    nlohmann::json golden = test::goldenFile("griffin_lim.json");
    StftShape shape{golden.at("fft_size"), golden.at("hop")};
    std::vector<Real> magnitude = test::transposed<Real>(golden.at("magnitude"));
    std::vector<std::complex<Real>> phase =
        test::complexOf(test::transposed<Real>(golden.at("phase_real")),
                        test::transposed<Real>(golden.at("phase_imag")));
    std::size_t frames = magnitude.size() / static_cast<std::size_t>(shape.bins());
    std::size_t sampleCount = static_cast<std::size_t>(shape.hopSamples) * (frames - 1);

    GriffinLimResult<Real> run(const GriffinLimSettings& settings, int threads = 1,
                               const std::function<bool()>& stop = {}) const {
        ThreadPool pool(threads);
        Stft<Real> stft(shape, sampleCount, pool);
        return griffinLim(stft, magnitude.data(), phase.data(), settings, stop);
    }
};

template <class Real> class GriffinLimOf : public testing::Test {};
using Reals = testing::Types<float, double>;
TYPED_TEST_SUITE(GriffinLimOf, Reals);

TYPED_TEST(GriffinLimOf, plainUpdatesConvergeAsTheReferenceDoes) {
    const Case<TypeParam> example;
    const auto expected = test::flattened<double>(example.golden.at("plain"));
    const int updates = static_cast<int>(expected.size()) - 1;
    EXPECT_LE(relativeDifference(example.run({updates, 0.0}).convergence, expected),
              test::goldenTolerance<TypeParam>());
}

TYPED_TEST(GriffinLimOf, fastUpdatesConvergeAsTheReferenceDoes) {
    const Case<TypeParam> example;
    const auto expected = test::flattened<double>(example.golden.at("fast"));
    const int updates = static_cast<int>(expected.size()) - 1;
    EXPECT_LE(relativeDifference(example.run({updates, 0.99}).convergence, expected),
              test::goldenTolerance<TypeParam>());
}

TYPED_TEST(GriffinLimOf, anyThreadCountGivesTheSameBits) {
    const Case<TypeParam> example;
    const GriffinLimResult<TypeParam> expected = example.run({8, 0.99}, 1);
    for (const int threads : {2, 3}) {
        const GriffinLimResult<TypeParam> result = example.run({8, 0.99}, threads);
        EXPECT_EQ(result.samples, expected.samples) << threads;
        EXPECT_EQ(result.convergence, expected.convergence) << threads;
    }
}

TYPED_TEST(GriffinLimOf, theLastConvergenceIsThatOfTheSamples) {
    const Case<TypeParam> example;
    const GriffinLimResult<TypeParam> result = example.run({5, 0.99});
    ThreadPool pool(1);
    Stft<TypeParam> stft(example.shape, example.sampleCount, pool);
    std::vector<std::complex<TypeParam>> spectrum(example.magnitude.size());
    stft.forward(result.samples.data(), spectrum.data());
    std::vector<TypeParam> magnitude;
    for (const std::complex<TypeParam>& value : spectrum) {
        magnitude.push_back(std::abs(value));
    }
    ASSERT_EQ(result.convergence.size(), 6U);
    EXPECT_NEAR(result.convergence.back(), relativeDifference(magnitude, example.magnitude),
                test::goldenTolerance<TypeParam>());
}

TYPED_TEST(GriffinLimOf, theRightPhaseIsAFixedPoint) {
    const Case<TypeParam> example;
    std::mt19937 generator(3);
    std::normal_distribution<double> normal;
    std::vector<TypeParam> samples(example.sampleCount);
    for (TypeParam& sample : samples) {
        sample = static_cast<TypeParam>(normal(generator));
    }
    ThreadPool pool(1);
    Stft<TypeParam> stft(example.shape, example.sampleCount, pool);
    std::vector<std::complex<TypeParam>> spectrum(example.magnitude.size());
    stft.forward(samples.data(), spectrum.data());
    std::vector<TypeParam> magnitude;
    for (const std::complex<TypeParam>& value : spectrum) {
        magnitude.push_back(std::abs(value));
    }
    // The phase's own size means nothing.
    for (std::complex<TypeParam>& value : spectrum) {
        value *= TypeParam(100);
    }
    const auto result = griffinLim<TypeParam>(stft, magnitude.data(), spectrum.data(), {3}, {});
    EXPECT_LE(relativeDifference(result.samples, samples), test::goldenTolerance<TypeParam>());
    EXPECT_LE(result.convergence.back(), test::goldenTolerance<TypeParam>());
}

TEST(GriffinLim, fastUpdatesGetNearerThanPlainOnes) {
    const Case<float> example;
    EXPECT_LT(example.run({100, 0.99}).convergence.back(),
              0.9 * example.run({100, 0.0}).convergence.back());
}

TEST(GriffinLim, stopIsAskedBeforeEachIterationAndKeepsWhatWasReached) {
    const Case<double> example;
    int asked = 0;
    const auto stopped = example.run({50, 0.99}, 1, [&] { return ++asked == 4; });
    const auto whole = example.run({3, 0.99});
    EXPECT_EQ(asked, 4);
    EXPECT_EQ(stopped.samples, whole.samples);
    EXPECT_EQ(stopped.convergence, whole.convergence);
}

TEST(GriffinLim, noIterationIsTheInverseAtTheStartingPhase) {
    const Case<double> example;
    const auto result = example.run({0, 0.99});
    ThreadPool pool(1);
    Stft<double> stft(example.shape, example.sampleCount, pool);
    std::vector<std::complex<double>> spectrum = example.phase;
    for (std::size_t i = 0; i < spectrum.size(); ++i) {
        spectrum[i] *= example.magnitude[i] / std::abs(spectrum[i]);
    }
    std::vector<double> expected(example.sampleCount);
    stft.inverse(spectrum.data(), expected.data());
    EXPECT_LE(relativeDifference(result.samples, expected), 1e-12);
    EXPECT_EQ(result.convergence.size(), 1U);
}

TEST(GriffinLim, silenceStaysSilenceAndHasConverged) {
    const Case<float> example;
    const std::vector<float> magnitude(example.magnitude.size(), 0.0F);
    const std::vector<std::complex<float>> phase(magnitude.size());
    ThreadPool pool(1);
    Stft<float> stft(example.shape, example.sampleCount, pool);
    const auto result = griffinLim<float>(stft, magnitude.data(), phase.data(), {3}, {});
    EXPECT_EQ(result.samples, std::vector<float>(example.sampleCount, 0.0F));
    EXPECT_EQ(result.convergence, std::vector<double>(4, 0.0));
}

TEST(GriffinLim, aPhaseOfZeroCountsAsOne) {
    const Case<double> example;
    const std::vector<std::complex<double>> zeros(example.magnitude.size());
    const std::vector<std::complex<double>> ones(example.magnitude.size(), 1.0);
    ThreadPool pool(1);
    Stft<double> stft(example.shape, example.sampleCount, pool);
    const auto fromZeros =
        griffinLim<double>(stft, example.magnitude.data(), zeros.data(), {2}, {});
    const auto fromOnes = griffinLim<double>(stft, example.magnitude.data(), ones.data(), {2}, {});
    EXPECT_EQ(fromZeros.samples, fromOnes.samples);
}

} // namespace
} // namespace tonegraft
