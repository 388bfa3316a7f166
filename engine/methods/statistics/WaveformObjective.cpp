// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/statistics/WaveformObjective.h"

#include "linalg/VectorMath.h"
#include "linalg/VectorOps.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kSmoothing = 1e-12; // ε of √(re² + im² + ε)

} // namespace

template <class Real>
void smoothFeatures(const std::complex<Real>* spectrum, double scale, std::ptrdiff_t count,
                    Real* features) {
    const auto factor = static_cast<Real>(scale);
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        const Real re = spectrum[i].real();
        const Real im = spectrum[i].imag();
        features[i] = factor * std::sqrt(re * re + im * im + static_cast<Real>(kSmoothing));
    }
    log1pOf(features, features, count);
}

template <class Real>
WaveformObjective<Real>::WaveformObjective(SpectralObjective<Real>& spectral,
                                           const StftShape& shape, double scale, int channels,
                                           std::size_t sampleCount, ThreadPool& pool,
                                           double levelRms)
    : m_spectral(spectral), m_stft(shape, sampleCount, pool), m_scale(scale), m_channels(channels),
      m_samples(static_cast<std::ptrdiff_t>(sampleCount)), m_pool(pool), m_levelRms(levelRms),
      m_levelled(sampleCount * channels), m_spectra(channels),
      m_features(channels, m_stft.frames(), spectral.content().bins) {
    for (std::vector<std::complex<Real>>& spectrum : m_spectra) {
        spectrum.resize(static_cast<std::size_t>(m_stft.frames()) * m_stft.bins());
    }
}

template <class Real>
ObjectiveTerms WaveformObjective<Real>::evaluate(const Real* y, const ObjectiveWeights& weights,
                                                 Real* gradient) {
    const std::ptrdiff_t count = m_samples * m_channels;
    const double energy = dotProducts<Real>(y, {y}, count, m_pool)[0];
    const double gain = m_levelRms / std::sqrt(energy / static_cast<double>(count));
    analyze(y, gain);
    const ObjectiveTerms terms =
        m_spectral.evaluate(m_features, weights, gradient != nullptr ? &m_gradient : nullptr);
    if (gradient != nullptr) {
        differentiate(y, gain, gradient);
    }
    return terms;
}

template <class Real> void WaveformObjective<Real>::analyze(const Real* y, double gain) {
    linearCombination<Real>({gain}, {y}, m_levelled.data(), m_samples * m_channels, m_pool);
    const int bins = m_stft.bins();
    for (int channel = 0; channel < m_channels; ++channel) {
        m_stft.forward(m_levelled.data() + channel * m_samples, m_spectra[channel].data());
        m_pool.run(m_stft.frames(), [&](int t) {
            smoothFeatures(m_spectra[channel].data() + static_cast<std::ptrdiff_t>(t) * bins,
                           m_scale, m_features.bins, m_features.frame(channel, t));
        });
    }
}

template <class Real>
void WaveformObjective<Real>::differentiate(const Real* y, double gain, Real* gradient) {
    const int bins = m_stft.bins();
    const auto scale = static_cast<Real>(m_scale);
    for (int channel = 0; channel < m_channels; ++channel) {
        std::vector<std::complex<Real>>& spectrum = m_spectra[channel];
        m_pool.run(m_stft.frames(), [&](int t) {
            // In place: from the spectrum to dL/dRe + i dL/dIm.
            std::complex<Real>* values = spectrum.data() + static_cast<std::ptrdiff_t>(t) * bins;
            const Real* byFeature = m_gradient.frame(channel, t);
            for (int f = 0; f < m_features.bins; ++f) {
                const Real re = values[f].real();
                const Real im = values[f].imag();
                const Real a = std::sqrt(re * re + im * im + static_cast<Real>(kSmoothing));
                const Real factor = byFeature[f] * scale / ((Real(1) + scale * a) * a);
                values[f] = {factor * re, factor * im};
            }
            std::fill(values + m_features.bins, values + bins, std::complex<Real>());
        });
        m_stft.adjoint(spectrum.data(), gradient + channel * m_samples);
    }
    // Through u = gain y with gain = 0.1 / rms(y): dL/dy = gain (g - u <g,u> / <u,u>).
    const std::ptrdiff_t count = m_samples * m_channels;
    const double along = dotProducts<Real>(gradient, {m_levelled.data()}, count, m_pool)[0];
    const double energy = m_levelRms * m_levelRms * static_cast<double>(count);
    const auto outer = static_cast<Real>(gain);
    const auto inner = static_cast<Real>(gain * gain * along / energy);
    forBlocks(m_pool, count, [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
        for (std::ptrdiff_t i = begin; i < end; ++i) {
            gradient[i] = outer * gradient[i] - inner * y[i];
        }
    });
}

template void smoothFeatures(const std::complex<float>*, double, std::ptrdiff_t, float*);
template void smoothFeatures(const std::complex<double>*, double, std::ptrdiff_t, double*);
template class WaveformObjective<float>;
template class WaveformObjective<double>;

} // namespace tonegraft
