// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/texture/AuditoryTexture.h"

#include "linalg/VectorOps.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tonegraft {
namespace {

constexpr double kJoinSeconds = 0.02;
constexpr double kQuarterTurn = 1.57079632679489661923;
constexpr double kLeastGain = 1e-3; // of the largest: -60 dB
constexpr double kLowestHz = 20.0;  // below, offsets and tremors that no one hears

} // namespace

template <class Real>
AuditoryTexture<Real>::AuditoryTexture(const TextureLayout& layout, int sampleRateHz,
                                       std::size_t clipSamples, ThreadPool& pool)
    : m_layout(layout), m_sampleRateHz(sampleRateHz), m_clipSamples(clipSamples), m_pool(pool),
      m_fft(LongFft<Real>::lengthFrom(static_cast<std::ptrdiff_t>(clipSamples) +
                                      std::lround(kJoinSeconds * sampleRateHz)),
            pool),
      m_envelopes(layout.limitHz, sampleRateHz, m_fft.length(), pool),
      m_statistics(layout, static_cast<double>(m_fft.length()) / sampleRateHz, pool),
      m_gain(static_cast<std::size_t>(m_fft.bins()), Real(1)),
      m_spectrum(static_cast<std::size_t>(m_fft.bins())),
      m_byCoefficient(static_cast<std::size_t>(layout.bands),
                      std::vector<Complex>(static_cast<std::size_t>(m_statistics.coefficients()))) {
    std::fill_n(m_gain.begin(), firstHeardBin(), Real(0));
    for (int band = 0; band < layout.bands; ++band) {
        m_coefficients.push_back(m_envelopes.envelope(band));
    }
}

template <class Real> std::ptrdiff_t AuditoryTexture<Real>::firstHeardBin() const {
    const double binWidthHz =
        static_cast<double>(m_sampleRateHz) / static_cast<double>(loopSamples());
    return std::min<std::ptrdiff_t>(std::lround(std::ceil(kLowestHz / binWidthHz)), m_fft.bins());
}

template <class Real>
std::vector<Real> AuditoryTexture<Real>::loopOf(const std::vector<float>& clip) const {
    const double sum = std::accumulate(clip.begin(), clip.end(), 0.0);
    const auto offset = static_cast<Real>(sum / static_cast<double>(clip.size()));
    std::vector<Real> loop(static_cast<std::size_t>(loopSamples()));
    std::transform(clip.begin(), clip.end(), loop.begin(),
                   [=](float sample) { return static_cast<Real>(sample) - offset; });
    const std::size_t gap = loop.size() - clip.size();
    // The clip's end backward, and its beginning backward, in equal power.
    for (std::size_t i = 0; i < gap; ++i) {
        const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(gap);
        const std::size_t end = clip.size() - 1 - std::min(i, clip.size() - 1);
        const std::size_t beginning = std::min(gap - 1 - i, clip.size() - 1);
        loop[clip.size() + i] = static_cast<Real>(std::cos(kQuarterTurn * share) * loop[end] +
                                                  std::sin(kQuarterTurn * share) * loop[beginning]);
    }
    return loop;
}

template <class Real> void AuditoryTexture<Real>::colorBy(const std::vector<double>& densities) {
    const double binWidthHz =
        static_cast<double>(m_sampleRateHz) / static_cast<double>(loopSamples());
    std::vector<double> squares(m_gain.size(), 0.0);
    double largest = 0.0;
    int band = 0;
    // The squared responses sum to 1: they interpolate.
    for (const BinFilter& filter : cochlearFilters(m_layout.limitHz, binWidthHz)) {
        for (std::size_t i = 0; i < filter.response.size(); ++i) {
            const std::size_t bin = std::min(filter.firstBin + i, squares.size() - 1);
            squares[bin] +=
                filter.response[i] * filter.response[i] * densities[band] * m_sampleRateHz;
            largest = std::max(largest, squares[bin]);
        }
        ++band;
    }
    const double least = largest * kLeastGain * kLeastGain;
    std::transform(squares.begin(), squares.end(), m_gain.begin(), [=](double square) {
        return static_cast<Real>(std::sqrt(std::max(square, least)));
    });
    std::fill_n(m_gain.begin(), firstHeardBin(), Real(0));
}

template <class Real> std::vector<double> AuditoryTexture<Real>::densities() const {
    const double binWidthHz =
        static_cast<double>(m_sampleRateHz) / static_cast<double>(loopSamples());
    std::vector<double> result;
    for (const BinFilter& filter : cochlearFilters(m_layout.limitHz, binWidthHz)) {
        double power = 0.0;
        double width = 0.0;
        for (std::size_t i = 0; i < filter.response.size(); ++i) {
            const std::size_t bin = std::min(filter.firstBin + i, m_spectrum.size() - 1);
            const double square = filter.response[i] * filter.response[i];
            const auto gain = static_cast<double>(m_gain[bin]);
            power += square * gain * gain * static_cast<double>(std::norm(m_spectrum[bin]));
            width += square;
        }
        result.push_back(width > 0.0
                             ? power / width / static_cast<double>(loopSamples()) / m_sampleRateHz
                             : 0.0);
    }
    return result;
}

template <class Real>
void AuditoryTexture<Real>::filter(const Real* in, const std::vector<Real>& gain, Real* out) {
    m_fft.forward(in, m_spectrum.data());
    forBlocks(m_pool, m_fft.bins(), [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
        for (std::ptrdiff_t bin = begin; bin < end; ++bin) {
            m_spectrum[bin] *= gain[bin];
        }
    });
    m_fft.inverse(m_spectrum.data(), out);
}

template <class Real>
std::vector<Real> AuditoryTexture<Real>::variableOf(const std::vector<Real>& loop) {
    std::vector<Real> inverse(m_gain.size());
    std::transform(m_gain.begin(), m_gain.end(), inverse.begin(),
                   [](Real gain) { return gain > Real(0) ? Real(1) / gain : Real(0); });
    std::vector<Real> variable(loop.size());
    filter(loop.data(), inverse, variable.data());
    return variable;
}

template <class Real> std::vector<Real> AuditoryTexture<Real>::loopFrom(const Real* variable) {
    std::vector<Real> loop(static_cast<std::size_t>(loopSamples()));
    filter(variable, m_gain, loop.data());
    return loop;
}

template <class Real> void AuditoryTexture<Real>::limitBand(std::vector<Real>& variable) {
    const double binWidthHz =
        static_cast<double>(m_sampleRateHz) / static_cast<double>(loopSamples());
    std::vector<Real> pass(m_gain.size(), Real(0));
    const auto bins = static_cast<std::size_t>(m_layout.limitHz / binWidthHz) + 1;
    std::fill_n(pass.begin(), std::min(bins, pass.size()), Real(1));
    filter(variable.data(), pass, variable.data());
}

template <class Real> const TextureValues& AuditoryTexture<Real>::measure(const Real* variable) {
    m_fft.forward(variable, m_spectrum.data());
    m_envelopes.measure(m_spectrum.data(), m_gain.data());
    return m_statistics.measure(m_coefficients);
}

template <class Real>
void AuditoryTexture<Real>::differentiate(const TextureValues& derivatives, Real* gradient) {
    m_pool.run(m_layout.bands, [&](int task) {
        const int band = m_layout.bands - 1 - task; // those that take longest first
        m_statistics.differentiate(m_coefficients, derivatives, band, m_byCoefficient[band].data());
        m_envelopes.differentiate(band, m_byCoefficient[band].data());
    });
    m_envelopes.collect(m_gain.data(), m_spectrum.data());
    m_fft.adjoint(m_spectrum.data(), gradient);
}

double auditoryTextureBytes(double limitHz, double sampleRateHz, double seconds) {
    constexpr double kBytesABandSample = 44.0;       // two complex arrays, two real ones, tables
    constexpr double kBytesAnEnvelopeSample = 120.0; // seven octaves' analytic signals and more
    constexpr double kBytesASample = 22.0;           // spectra, gains, responses
    const double bands = cochlearFilterCount(limitHz);
    return seconds * (kBytesABandSample * envelopeSamplesASecond(limitHz) +
                      kBytesAnEnvelopeSample * bands * 2.0 * kHighestModulationHz +
                      kBytesASample * sampleRateHz);
}

double auditoryTextureTransforms(double limitHz, double sampleRateHz, double seconds) {
    constexpr double kOfTheClip = 2.0; // there and back
    constexpr double kOfABand = 6.0;   // analytic signals and envelopes, likewise
    constexpr double kOfAnEnvelope = 2.0 + 4.0 * kOctaveFilters; // moments and octaves, likewise
    const double bands = cochlearFilterCount(limitHz);
    return seconds * (kOfTheClip * sampleRateHz + kOfABand * envelopeSamplesASecond(limitHz) +
                      kOfAnEnvelope * bands * 2.0 * kHighestModulationHz);
}

template class AuditoryTexture<float>;
template class AuditoryTexture<double>;

} // namespace tonegraft
