// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/Stft.h"

#include "support/Golden.h"
#include "tonegraft/Error.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace tonegraft {
namespace {

using test::relativeDifference;

constexpr double kPi = 3.14159265358979323846;
// Of transforms of unit-sized signals in double.
constexpr double kRounding = 1e-12;
const StftShape kSmall{256, 64};

template <class Real> std::vector<Real> noise(std::size_t count, unsigned seed) {
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal;
    std::vector<Real> values(count);
    for (Real& value : values) {
        value = static_cast<Real>(normal(generator));
    }
    return values;
}

template <class Real>
std::vector<std::complex<Real>> complexNoise(std::size_t count, unsigned seed) {
    return test::complexOf(noise<Real>(count, seed), noise<Real>(count, seed + 1));
}

template <class Real>
std::vector<std::complex<Real>> forward(const StftShape& shape, const std::vector<Real>& samples,
                                        int threads = 1) {
    ThreadPool pool(threads);
    Stft<Real> stft(shape, samples.size(), pool);
    std::vector<std::complex<Real>> spectrum(static_cast<std::size_t>(stft.frames()) * stft.bins());
    stft.forward(samples.data(), spectrum.data());
    return spectrum;
}

template <class Real> class StftOf : public testing::Test {};
using Reals = testing::Types<float, double>;
TYPED_TEST_SUITE(StftOf, Reals);

TYPED_TEST(StftOf, forwardMeetsTheReference) {
    const nlohmann::json golden = test::goldenFile("stft.json");
    const StftShape shape{golden.at("fft_size"), golden.at("hop")};
    const auto samples = test::flattened<TypeParam>(golden.at("samples"));
    const auto expected = test::complexOf(test::transposed<double>(golden.at("real")),
                                          test::transposed<double>(golden.at("imag")));
    EXPECT_LE(relativeDifference(forward(shape, samples), expected),
              test::goldenTolerance<TypeParam>());
}

TYPED_TEST(StftOf, inverseOfTheReferenceSpectrumIsTheReferenceSignal) {
    const nlohmann::json golden = test::goldenFile("stft.json");
    const StftShape shape{golden.at("fft_size"), golden.at("hop")};
    const auto expected = test::flattened<double>(golden.at("samples"));
    const auto spectrum = test::complexOf(test::transposed<TypeParam>(golden.at("real")),
                                          test::transposed<TypeParam>(golden.at("imag")));
    ThreadPool pool(1);
    Stft<TypeParam> stft(shape, expected.size(), pool);
    std::vector<TypeParam> samples(expected.size());
    stft.inverse(spectrum.data(), samples.data());
    EXPECT_LE(relativeDifference(samples, expected), test::goldenTolerance<TypeParam>());
}

TYPED_TEST(StftOf, aTaperShorterThanTheTransformKeepsItsMiddleOnly) {
    const StftShape tapered{256, 64, 192};
    std::vector<TypeParam> impulses(1024, TypeParam(0));
    impulses[512 - 97] = TypeParam(1); // just outside the taper of frame 8, centered on 512
    impulses[512 + 96] = TypeParam(1);
    const auto outside = forward(tapered, impulses);
    impulses[512] = TypeParam(3); // the window's top
    const auto inside = forward(tapered, impulses);
    for (int bin = 0; bin < tapered.bins(); ++bin) {
        EXPECT_EQ(std::abs(outside[8 * tapered.bins() + bin]), TypeParam(0));
        EXPECT_NEAR(std::abs(inside[8 * tapered.bins() + bin]), 3.0, 1e-6);
    }
}

TYPED_TEST(StftOf, withATaperTheInverseGivesTheSamplesBackAndTheAdjointTheInnerProduct) {
    const StftShape tapered{256, 60, 180};
    const auto samples = noise<TypeParam>(1001, 3);
    ThreadPool pool(2);
    Stft<TypeParam> stft(tapered, samples.size(), pool);
    auto spectrum = forward(tapered, samples);
    std::vector<TypeParam> back(samples.size());
    stft.inverse(spectrum.data(), back.data());
    EXPECT_LE(relativeDifference(back, samples), test::goldenTolerance<TypeParam>());
    const auto other = complexNoise<TypeParam>(spectrum.size(), 5);
    stft.adjoint(other.data(), back.data());
    double there = 0.0;
    for (std::size_t i = 0; i < other.size(); ++i) {
        there += std::real(std::complex<double>(spectrum[i]) *
                           std::conj(std::complex<double>(other[i])));
    }
    double here = 0.0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        here += static_cast<double>(samples[i]) * static_cast<double>(back[i]);
    }
    EXPECT_NEAR(there, here, 1e-3 * std::fabs(here) * test::goldenTolerance<TypeParam>() / 1e-5);
}

TYPED_TEST(StftOf, anyThreadCountGivesTheSameBits) {
    const std::size_t count = 40 * 64 + 17; // several blocks of frames
    const auto samples = noise<TypeParam>(count, 1);
    ThreadPool single(1);
    Stft<TypeParam> reference(kSmall, count, single);
    const std::size_t size = static_cast<std::size_t>(reference.frames()) * reference.bins();
    std::vector<std::complex<TypeParam>> spectrum(size);
    std::vector<TypeParam> inverse(count);
    std::vector<TypeParam> adjoint(count);
    reference.forward(samples.data(), spectrum.data());
    reference.inverse(spectrum.data(), inverse.data());
    reference.adjoint(spectrum.data(), adjoint.data());
    for (const int threads : {2, 3}) {
        ThreadPool pool(threads);
        Stft<TypeParam> stft(kSmall, count, pool);
        std::vector<std::complex<TypeParam>> otherSpectrum(size);
        std::vector<TypeParam> other(count);
        stft.forward(samples.data(), otherSpectrum.data());
        EXPECT_EQ(otherSpectrum, spectrum) << threads;
        stft.inverse(spectrum.data(), other.data());
        EXPECT_EQ(other, inverse) << threads;
        stft.adjoint(spectrum.data(), other.data());
        EXPECT_EQ(other, adjoint) << threads;
    }
}

TEST(Stft, aConstantIsInTheTwoLowestBinsOnly) {
    const std::vector<double> ones(1000, 1.0);
    const auto spectrum = forward(kSmall, ones);
    // Reflection keeps a constant constant, so every frame sees the window's own spectrum: its
    // sum, half the length, in bin 0, and minus a quarter of the length in bin 1.
    for (std::size_t frame = 0; frame * kSmall.bins() < spectrum.size(); ++frame) {
        const std::complex<double>* bins = spectrum.data() + frame * kSmall.bins();
        EXPECT_NEAR(bins[0].real(), 128.0, 256 * kRounding);
        EXPECT_EQ(bins[0].imag(), 0.0);
        EXPECT_NEAR(bins[1].real(), -64.0, 256 * kRounding);
        for (int bin = 2; bin < kSmall.bins(); ++bin) {
            EXPECT_NEAR(std::abs(bins[bin]), 0.0, 256 * kRounding);
        }
    }
}

TEST(Stft, aSineInABinsCenterReadsAQuarterOfTheWindow) {
    constexpr int kBin = 20;
    std::vector<double> sine(2000);
    for (std::size_t i = 0; i < sine.size(); ++i) {
        sine[i] = std::sin(2.0 * kPi * kBin * static_cast<double>(i) / 256);
    }
    const auto spectrum = forward(kSmall, sine);
    for (int frame = 2; frame < 29; ++frame) { // those that reach into no padding
        const std::complex<double>* bins = spectrum.data() + frame * kSmall.bins();
        EXPECT_NEAR(std::abs(bins[kBin]), 64.0, 256 * kRounding);
        EXPECT_NEAR(std::abs(bins[kBin - 1]), 32.0, 256 * kRounding);
        EXPECT_NEAR(std::abs(bins[kBin + 1]), 32.0, 256 * kRounding);
        EXPECT_NEAR(std::abs(bins[kBin + 2]), 0.0, 256 * kRounding);
    }
}

TEST(Stft, theNyquistFrequencyIsInTheLastBin) {
    std::vector<double> alternating(1000);
    for (std::size_t i = 0; i < alternating.size(); ++i) {
        alternating[i] = i % 2 == 0 ? 1.0 : -1.0;
    }
    const auto spectrum = forward(kSmall, alternating);
    const std::complex<double>* bins = spectrum.data() + 5 * kSmall.bins();
    EXPECT_NEAR(bins[128].real(), 128.0, 256 * kRounding);
    EXPECT_EQ(bins[128].imag(), 0.0);
    EXPECT_NEAR(std::abs(bins[127]), 64.0, 256 * kRounding);
    EXPECT_NEAR(std::abs(bins[126]), 0.0, 256 * kRounding);
}

TEST(Stft, anImpulseIsFlatInEachFrameWithTheWindowsHeightThere) {
    std::vector<double> impulse(1000, 0.0);
    impulse[500] = 1.0;
    const auto spectrum = forward(kSmall, impulse);
    for (int frame = 0; frame < 1 + 1000 / 64; ++frame) {
        const int position = 500 - frame * 64 + 128;
        const double sine = std::sin(kPi * position / 256.0);
        const double height = position >= 0 && position < 256 ? sine * sine : 0.0;
        for (int bin = 0; bin < kSmall.bins(); ++bin) {
            EXPECT_NEAR(std::abs(spectrum[frame * kSmall.bins() + bin]), height, 256 * kRounding);
        }
    }
}

TEST(Stft, paddingMirrorsTheSignalWithoutRepeatingTheEnds) {
    const std::vector<double> samples = noise<double>(700, 5);
    // The first frame is centered on sample 0, so its signal is even about its center and its
    // spectrum, turned back by half a window, is real.
    const auto spectrum = forward(kSmall, samples);
    for (int bin = 0; bin < kSmall.bins(); ++bin) {
        EXPECT_NEAR(spectrum[bin].imag(), 0.0, 256 * kRounding);
    }
    double sum = 0.0;
    for (int n = 0; n < 256; ++n) {
        const double sine = std::sin(kPi * n / 256.0);
        sum += sine * sine * samples[std::abs(n - 128)];
    }
    EXPECT_NEAR(spectrum[0].real(), sum, 256 * kRounding);
}

TEST(Stft, inverseGivesBackSignalsOfAnyLength) {
    for (const StftShape& shape : {StftShape{256, 64}, {128, 64}, {30, 7}, {252, 63}, {64, 1}}) {
        for (const std::size_t count : {129U, 1000U, 1024U, 1087U, 5003U}) {
            const std::vector<double> samples = noise<double>(count, 7);
            ThreadPool pool(2);
            Stft<double> stft(shape, count, pool);
            std::vector<std::complex<double>> spectrum(static_cast<std::size_t>(stft.frames()) *
                                                       stft.bins());
            std::vector<double> back(count);
            stft.forward(samples.data(), spectrum.data());
            stft.inverse(spectrum.data(), back.data());
            EXPECT_LE(relativeDifference(back, samples), kRounding)
                << shape.windowSamples << "/" << shape.hopSamples << ", " << count << " samples";
        }
    }
}

TEST(Stft, inverseIgnoresImaginaryPartsThatNoRealSignalHas) {
    ThreadPool pool(1);
    Stft<double> stft(kSmall, 1000, pool);
    auto spectrum = complexNoise<double>(static_cast<std::size_t>(stft.frames()) * 129, 3);
    std::vector<double> samples(1000);
    stft.inverse(spectrum.data(), samples.data());
    for (int frame = 0; frame < stft.frames(); ++frame) {
        for (const int bin : {0, 128}) {
            std::complex<double>& value = spectrum[frame * 129 + bin];
            value = value.real();
        }
    }
    std::vector<double> same(1000);
    stft.inverse(spectrum.data(), same.data());
    EXPECT_EQ(samples, same);
}

TEST(Stft, adjointKeepsTheInnerProduct) {
    // <F y, g> = <y, F* g>, also where the padding at both ends meets in the middle (129).
    for (const StftShape& shape : {StftShape{256, 64}, {30, 7}, {64, 1}}) {
        for (const std::size_t count : {129U, 300U, 1000U, 5003U}) {
            const std::vector<double> samples = noise<double>(count, 11);
            const auto spectrum = forward(shape, samples);
            const auto gradient = complexNoise<double>(spectrum.size(), 12);
            ThreadPool pool(2);
            Stft<double> stft(shape, count, pool);
            std::vector<double> adjoint(count);
            stft.adjoint(gradient.data(), adjoint.data());
            double left = 0.0;
            double right = 0.0;
            double size = 0.0;
            for (std::size_t i = 0; i < spectrum.size(); ++i) {
                left += spectrum[i].real() * gradient[i].real() +
                        spectrum[i].imag() * gradient[i].imag();
                size += std::norm(spectrum[i]) + std::norm(gradient[i]);
            }
            for (std::size_t i = 0; i < count; ++i) {
                right += samples[i] * adjoint[i];
            }
            EXPECT_NEAR(left, right, kRounding * size) << shape.windowSamples << ", " << count;
        }
    }
}

TEST(Stft, adjointIsTheGradientOfEachSingleBin) {
    // L = Re z + 2 Im z of one bin: every bin stands for itself, the inner ones are not doubled.
    const std::size_t count = 400;
    ThreadPool pool(1);
    Stft<double> stft(kSmall, count, pool);
    for (const int bin : {0, 1, 64, 127, 128}) {
        std::vector<std::complex<double>> gradient(static_cast<std::size_t>(stft.frames()) * 129);
        gradient[2 * 129 + bin] = {1.0, 2.0};
        std::vector<double> adjoint(count);
        stft.adjoint(gradient.data(), adjoint.data());
        std::vector<double> expected(count, 0.0);
        for (int n = 0; n < 256; ++n) { // frame 2 lies on samples 0 .. 255
            const double sine = std::sin(kPi * n / 256.0);
            const double angle = 2.0 * kPi * bin * n / 256.0;
            expected[n] = sine * sine * (std::cos(angle) - 2.0 * std::sin(angle));
        }
        EXPECT_LE(relativeDifference(adjoint, expected), kRounding) << bin;
    }
}

TEST(Stft, visitingFramesSeesWhatForwardWrites) {
    const std::vector<double> samples = noise<double>(3000, 21);
    const auto spectrum = forward(kSmall, samples);
    ThreadPool pool(2);
    Stft<double> stft(kSmall, samples.size(), pool);
    std::vector<std::complex<double>> seen(spectrum.size());
    stft.forEachFrame(samples.data(), [&](int frame, const std::complex<double>* bins) {
        std::copy_n(bins, stft.bins(), seen.begin() + frame * stft.bins());
    });
    EXPECT_EQ(seen, spectrum);
}

TEST(Stft, changingNothingOnTheWayThroughTheSpectrumGivesTheSignalBack) {
    std::vector<double> samples = noise<double>(3000, 22);
    const std::vector<double> before = samples;
    ThreadPool pool(2);
    Stft<double> stft(kSmall, samples.size(), pool);
    stft.throughSpectrum(
        samples.data(), [](int, std::complex<double>*) {}, samples.data());
    EXPECT_LE(relativeDifference(samples, before), kRounding);
}

TEST(Stft, changesOnTheWayThroughTheSpectrumAreThoseOfTheStoredSpectrum) {
    const std::vector<double> samples = noise<double>(3000, 23);
    ThreadPool pool(2);
    Stft<double> stft(kSmall, samples.size(), pool);
    const auto change = [&](int frame, std::complex<double>* bins) {
        for (int bin = 0; bin < stft.bins(); ++bin) {
            bins[bin] *= std::complex<double>(frame, bin);
        }
    };
    std::vector<double> through(samples.size());
    stft.throughSpectrum(samples.data(), change, through.data());
    auto spectrum = forward(kSmall, samples);
    for (int frame = 0; frame < stft.frames(); ++frame) {
        change(frame, spectrum.data() + frame * stft.bins());
    }
    std::vector<double> stored(samples.size());
    stft.inverse(spectrum.data(), stored.data());
    EXPECT_EQ(through, stored);
}

TEST(Stft, anObjectOutlivesAChangeOfThreadCount) {
    const std::vector<float> samples = noise<float>(5000, 24);
    const auto expected = forward(kSmall, samples);
    ThreadPool pool(1);
    Stft<float> stft(kSmall, samples.size(), pool);
    pool.setThreads(3);
    std::vector<std::complex<float>> spectrum(expected.size());
    stft.forward(samples.data(), spectrum.data());
    EXPECT_EQ(spectrum, expected);
}

TEST(Stft, tooShortASignalIsAnErrorThatNamesTheLeastLength) {
    ThreadPool pool(1);
    for (const std::size_t count : {0U, 1U, 128U}) {
        try {
            Stft<float> stft(kSmall, count, pool);
            FAIL() << count << " samples were accepted";
        } catch (const Error& error) {
            EXPECT_NE(std::string(error.what()).find("129"), std::string::npos) << error.what();
        }
    }
    EXPECT_NO_THROW(Stft<float>(kSmall, 129, pool));
}

TEST(Stft, windowsThatCannotBeUndoneAreRefused) {
    ThreadPool pool(1);
    EXPECT_THROW(Stft<float>({255, 64}, 1000, pool), Error);
    EXPECT_THROW(Stft<float>({256, 129}, 1000, pool), Error);
    EXPECT_THROW(Stft<float>({256, 0}, 1000, pool), Error);
    EXPECT_THROW(Stft<float>({0, 0}, 1000, pool), Error);
}

} // namespace
} // namespace tonegraft
