// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/texture/LongFft.h"
#include "methods/texture/BandFft.h"
#include "support/Golden.h"
#include "support/Signals.h"
#include "tonegraft/Error.h"

#include <gtest/gtest.h>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

using Spectrum = std::vector<std::complex<double>>;

template <class Real> std::vector<Real> signalOf(std::ptrdiff_t length) {
    const std::vector<float> samples = noise(static_cast<std::size_t>(length), 1.0, 5);
    return {samples.begin(), samples.end()};
}

template <class Real> Spectrum directSpectrum(const std::vector<Real>& signal) {
    const auto length = static_cast<double>(signal.size());
    Spectrum spectrum(signal.size() / 2 + 1);
    for (std::size_t k = 0; k < spectrum.size(); ++k) {
        for (std::size_t n = 0; n < signal.size(); ++n) {
            const double turns = static_cast<double>(k * n % signal.size()) / length;
            spectrum[k] += static_cast<double>(signal[n]) * std::polar(1.0, -2.0 * kPi * turns);
        }
    }
    return spectrum;
}

template <class Real> void isTheFourierTransform(double tolerance) {
    ThreadPool pool(2);
    for (const int least : {1, 2, 6, 30, 700, 1001}) {
        const std::ptrdiff_t length = LongFft<Real>::lengthFrom(least);
        ASSERT_GE(length, least);
        LongFft<Real> fft(length, pool);
        const std::vector<Real> signal = signalOf<Real>(length);
        std::vector<std::complex<Real>> spectrum(static_cast<std::size_t>(fft.bins()));
        fft.forward(signal.data(), spectrum.data());
        EXPECT_LT(relativeDifference(spectrum, directSpectrum(signal)), tolerance) << length;
        std::vector<Real> back(signal.size());
        fft.inverse(spectrum.data(), back.data());
        EXPECT_LT(relativeDifference(back, signal), tolerance) << length;
    }
}

} // namespace

TEST(LongFft, IsTheFourierTransformInDouble) {
    isTheFourierTransform<double>(1e-13);
}
TEST(LongFft, IsTheFourierTransformInFloat) {
    isTheFourierTransform<float>(1e-6);
}

TEST(LongFft, ItsAdjointGivesTheSameInnerProducts) {
    ThreadPool pool(2);
    LongFft<double> fft(LongFft<double>::lengthFrom(500), pool);
    const std::vector<double> signal = signalOf<double>(fft.length());
    const std::vector<double> parts = signalOf<double>(2 * fft.bins());
    Spectrum spectrum(static_cast<std::size_t>(fft.bins()));
    Spectrum gradient(spectrum.size());
    fft.forward(signal.data(), spectrum.data());
    double there = 0.0;
    for (std::size_t k = 0; k < spectrum.size(); ++k) {
        gradient[k] = {parts[2 * k], parts[2 * k + 1]};
        there += gradient[k].real() * spectrum[k].real() + gradient[k].imag() * spectrum[k].imag();
    }
    std::vector<double> adjoint(signal.size());
    fft.adjoint(gradient.data(), adjoint.data());
    double back = 0.0;
    for (std::size_t n = 0; n < signal.size(); ++n) {
        back += signal[n] * adjoint[n];
    }
    EXPECT_NEAR(back / there, 1.0, 1e-12);
}

TEST(LongFft, GivesTheSameBitsOnAnyNumberOfThreads) {
    const std::ptrdiff_t length = LongFft<float>::lengthFrom(100003);
    const std::vector<float> signal = signalOf<float>(length);
    std::vector<std::vector<std::complex<float>>> spectra;
    for (const int threads : {1, 3}) {
        ThreadPool pool(threads);
        LongFft<float> fft(length, pool);
        spectra.emplace_back(static_cast<std::size_t>(fft.bins()));
        fft.forward(signal.data(), spectra.back().data());
    }
    EXPECT_EQ(spectra[0], spectra[1]);
}

TEST(LongFft, FindsLengthsCloseToTheOnesAskedFor) {
    constexpr double kLongest = 1.01;
    for (const std::ptrdiff_t least : {10007, 60013, 220501, 441000, 2646001}) {
        EXPECT_LE(static_cast<double>(LongFft<float>::lengthFrom(least)),
                  kLongest * static_cast<double>(least));
    }
}

TEST(LongFft, RefusesALengthItHasNoTransformFor) {
    ThreadPool pool(1);
    EXPECT_THROW(LongFft<float>(2 * 1009, pool), Error);
    EXPECT_THROW(LongFft<float>(15, pool), Error);
}

TEST(BandFft, GoesBetweenBinsAndComplexOrRealSamples) {
    constexpr int kLength = 36;
    constexpr double kTolerance = 1e-13;
    BandFft<double> fft(kLength);
    std::fill_n(fft.bins(), kLength, std::complex<double>(0));
    fft.bins()[5] = {0.5, -2.0};
    fft.binsToSamples();
    for (int t = 0; t < kLength; ++t) {
        const auto expected =
            std::complex<double>(0.5, -2.0) * std::polar(1.0, 2.0 * kPi * 5.0 * t / kLength);
        EXPECT_LT(std::abs(fft.samples()[t] - expected), kTolerance);
    }
    fft.samplesToBins();
    EXPECT_LT(std::abs(fft.bins()[5] - std::complex<double>(18.0, -72.0)), 100 * kTolerance);
    EXPECT_LT(std::abs(fft.bins()[6]), 100 * kTolerance);

    for (const int bin : {0, 5, kLength / 2}) {
        std::fill_n(fft.bins(), kLength / 2 + 1, std::complex<double>(0));
        fft.bins()[bin] = {0.5, -2.0};
        fft.binsToLevels();
        for (int t = 0; t < kLength; ++t) {
            const double angle = 2.0 * kPi * bin * t / kLength;
            EXPECT_NEAR(fft.levels()[t], 2.0 * (0.5 * std::cos(angle) + 2.0 * std::sin(angle)),
                        kTolerance);
        }
    }
    std::fill_n(fft.levels(), kLength, 0.0);
    fft.levels()[3] = 1.5;
    fft.levelsToBins();
    for (int bin = 0; bin <= kLength / 2; ++bin) {
        const auto expected = 3.0 * std::polar(1.0, -2.0 * kPi * 3.0 * bin / kLength);
        EXPECT_LT(std::abs(fft.bins()[bin] - expected), kTolerance);
    }
}
