// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/Stft.h"
#include "methods/statistics/SpectralObjective.h"

#include <complex>
#include <vector>

namespace tonegraft {

/// Features of samples: X = log1p(scale √(re² + im² + 1e-12)), differentiable at silence. The
/// spectrum [frames][bins] may be kept by the caller. One channel.
template <class Real>
void smoothFeatures(const std::complex<Real>* spectrum, double scale, std::ptrdiff_t count,
                    Real* features);

/// The spectral objective as a function of samples y [channels][samples]; of the spectrum, the
/// bins that the spectral objective has (its band) take part. The level is held inside: y is
/// scaled to the RMS `levelRms` over all channels before the STFT, and the gradient goes through
/// the scale. Thread: one at a time; the pool inside.
template <class Real> class WaveformObjective {
public:
    /// `spectral` and the pool must outlive the object.
    WaveformObjective(SpectralObjective<Real>& spectral, const StftShape& shape, double scale,
                      int channels, std::size_t sampleCount, ThreadPool& pool,
                      double levelRms = 0.1);

    /// y must not be silent. gradient [channels][samples] (if given) is overwritten.
    ObjectiveTerms evaluate(const Real* y, const ObjectiveWeights& weights, Real* gradient);

    /// Of the y evaluated last, levelled.
    const FeatureMap<Real>& features() const { return m_features; }

private:
    void analyze(const Real* y, double gain);
    void differentiate(const Real* y, double gain, Real* gradient);

    SpectralObjective<Real>& m_spectral;
    Stft<Real> m_stft;
    double m_scale;
    int m_channels;
    std::ptrdiff_t m_samples;
    ThreadPool& m_pool;
    double m_levelRms;
    std::vector<Real> m_levelled;                           ///< [channels][samples]
    std::vector<std::vector<std::complex<Real>>> m_spectra; ///< [channels] of [frames][bins]
    FeatureMap<Real> m_features, m_gradient;
};

} // namespace tonegraft
