// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/texture/AuditoryTextureEnvelopes.h"

#include "linalg/VectorMath.h"
#include "methods/texture/FastLength.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kPower = 0.3;
// Of the analytic signal, in a clip of RMS 0.1: the envelope is differentiable at silence, and what
// lies 80 dB below the clip is no texture.
constexpr double kSilence = 1e-5;
constexpr double kOversampling = 4.0;
constexpr double kLeastRateHz = 1600.0;
constexpr int kBlock = 2048;

double rateOf(const BandEdges& edges) {
    return std::max(kLeastRateHz, kOversampling * (edges.highHz - edges.lowHz));
}

int lengthOf(const BandEdges& edges, double seconds) {
    return static_cast<int>(
        2 * fastLengthFrom(static_cast<std::ptrdiff_t>(std::ceil(0.5 * rateOf(edges) * seconds))));
}

} // namespace

double envelopeSamplesASecond(double limitHz) {
    double sum = 0.0;
    for (int band = 0; band < cochlearFilterCount(limitHz); ++band) {
        sum += rateOf(cochlearEdges(band, limitHz));
    }
    return sum;
}

template <class Real>
AuditoryEnvelopes<Real>::AuditoryEnvelopes(double limitHz, int sampleRateHz, std::ptrdiff_t samples,
                                           ThreadPool& pool)
    : m_pool(pool), m_bins(samples / 2 + 1) {
    const double seconds = static_cast<double>(samples) / sampleRateHz;
    m_coefficients = static_cast<int>(std::floor(kHighestModulationHz * seconds)) + 1;
    const auto last = static_cast<int>(samples / 2);
    int index = 0;
    for (BinFilter& filter : cochlearFilters(limitHz, 1.0 / seconds)) {
        if (filter.endBin() > last + 1) { // by rounding
            filter.response.resize(static_cast<std::size_t>(last + 1 - filter.firstBin));
        }
        for (int bin = filter.firstBin; bin < filter.endBin(); ++bin) {
            const double sides = bin == 0 || bin == last ? 1.0 : 2.0;
            filter.response[bin - filter.firstBin] *= sides / static_cast<double>(samples);
        }
        const int length = lengthOf(cochlearEdges(index++, limitHz), seconds);
        m_bands.emplace_back(std::move(filter), length);
        m_bands.back().slopes.resize(static_cast<std::size_t>(length));
        m_bands.back().envelope.resize(static_cast<std::size_t>(m_coefficients));
    }
}

template <class Real>
void AuditoryEnvelopes<Real>::measure(const Complex* spectrum, const Real* gain) {
    // The widest bands, which take longest, first.
    m_pool.run(bands(), [&](int task) { measure(m_bands[bands() - 1 - task], spectrum, gain); });
}

template <class Real>
void AuditoryEnvelopes<Real>::measure(Band& band, const Complex* spectrum, const Real* gain) {
    const int length = band.fft.length();
    const int first = band.filter.firstBin;
    const auto count = static_cast<int>(band.filter.response.size());
    Complex* bins = band.fft.bins();
    for (int i = 0; i < count; ++i) {
        bins[i] =
            static_cast<Real>(band.filter.response[i]) * gain[first + i] * spectrum[first + i];
    }
    std::fill(bins + count, bins + length, Complex(0));
    band.fft.binsToSamples(); // shifted down to 0 Hz, which changes no magnitude
    compress(band);
    band.fft.levelsToBins();
    const Real scale = Real(0.5) / static_cast<Real>(length);
    for (int m = 0; m < m_coefficients; ++m) {
        band.envelope[m] = scale * bins[m];
    }
}

// s = (|a|² + silence²)^(power / 2), and slopes = ds/d|a|² times 2.
template <class Real> void AuditoryEnvelopes<Real>::compress(Band& band) {
    constexpr Real kSquare = static_cast<Real>(kSilence * kSilence);
    const Real least = static_cast<Real>(std::pow(kSilence, kPower));
    const int length = band.fft.length();
    const Real* analytic = reinterpret_cast<const Real*>(band.fft.samples());
    for (int begin = 0; begin < length; begin += kBlock) {
        const int count = std::min(kBlock, length - begin);
        const Real* in = analytic + 2 * static_cast<std::ptrdiff_t>(begin);
        Real* level = band.fft.levels() + begin;
        Real* slope = band.slopes.data() + begin;
        for (int i = 0; i < count; ++i) {
            const Real square = in[2 * i] * in[2 * i] + in[2 * i + 1] * in[2 * i + 1];
            level[i] = square / kSquare;
            slope[i] = static_cast<Real>(kPower) / (square + kSquare);
        }
        log1pOf(level, level, count);
        for (int i = 0; i < count; ++i) {
            level[i] *= static_cast<Real>(0.5 * kPower);
        }
        expm1Of(level, level, count);
        for (int i = 0; i < count; ++i) {
            level[i] = least * (level[i] + Real(1));
            slope[i] *= level[i];
        }
    }
}

template <class Real>
void AuditoryEnvelopes<Real>::differentiate(int index, const Complex* gradient) {
    Band& band = m_bands[index];
    const int length = band.fft.length();
    Complex* bins = band.fft.bins();
    std::copy_n(gradient, m_coefficients, bins);
    std::fill(bins + m_coefficients, bins + length / 2 + 1, Complex(0));
    band.fft.binsToLevels();
    const Real scale = Real(0.5) / static_cast<Real>(length);
    const Real* level = band.fft.levels();
    Real* samples = reinterpret_cast<Real*>(band.fft.samples());
    for (int i = 0; i < length; ++i) {
        const Real factor = scale * level[i] * band.slopes[i];
        samples[2 * i] *= factor;
        samples[2 * i + 1] *= factor;
    }
    band.fft.samplesToBins();
}

template <class Real> void AuditoryEnvelopes<Real>::collect(const Real* gain, Complex* gradient) {
    std::fill(gradient, gradient + m_bins, Complex(0));
    // A band overlaps with its neighbors only: all even ones at a time, then all odd ones.
    for (int parity = 0; parity < 2; ++parity) {
        m_pool.run((bands() + 1 - parity) / 2, [&](int task) {
            Band& band = m_bands[2 * task + parity];
            const int first = band.filter.firstBin;
            const auto count = static_cast<int>(band.filter.response.size());
            const Complex* bins = band.fft.bins();
            for (int i = 0; i < count; ++i) {
                gradient[first + i] +=
                    static_cast<Real>(band.filter.response[i]) * gain[first + i] * bins[i];
            }
        });
    }
}

template class AuditoryEnvelopes<float>;
template class AuditoryEnvelopes<double>;

} // namespace tonegraft
