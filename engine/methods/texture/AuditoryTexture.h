// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "methods/texture/AuditoryTextureEnvelopes.h"
#include "methods/texture/AuditoryTextureStatistics.h"
#include "methods/texture/LongFft.h"

#include <cstddef>
#include <vector>

namespace tonegraft {

/// The statistics of sound textures of McDermott & Simoncelli 2011, "Sound texture perception via
/// statistics of the auditory periphery" (Neuron 71), of one channel of a clip, and their
/// derivatives by its samples. The clip is a loop: samples that lead from its end back to its
/// beginning are added to it, so that no filter sees an edge.
/// Thread: one at a time for each object; the pool inside. The same bits on any number of threads.
template <class Real> class AuditoryTexture {
public:
    using Complex = std::complex<Real>;

    /// Of clips of `clipSamples` at this rate, which reach the layout's limit and length.
    AuditoryTexture(const TextureLayout& layout, int sampleRateHz, std::size_t clipSamples,
                    ThreadPool& pool);

    /// Samples of the loop: some more than the clip's, which come first.
    std::ptrdiff_t loopSamples() const { return m_fft.length(); }
    /// The clip, without its offset, as a loop: levels falling from its end and rising to its
    /// beginning.
    std::vector<Real> loopOf(const std::vector<float>& clip) const;

    /// Loops are given by a variable z from here on, y = filter(z): for a style's densities (power
    /// for each cochlear band and Hz) white noise of variance 1 becomes noise of that spectrum.
    /// The optimizer's steps are then as fair to the soft bands as to the loud ones.
    void colorBy(const std::vector<double>& densities);
    /// Power for each cochlear band and Hz of the loop measured last.
    std::vector<double> densities() const;
    /// What lies below 20 Hz, which no one hears, has no part.
    std::vector<Real> variableOf(const std::vector<Real>& loop);
    std::vector<Real> loopFrom(const Real* variable);
    /// Takes out of z what lies above the layout's limit.
    void limitBand(std::vector<Real>& variable);

    const TextureValues& measure(const Real* variable);
    /// dL/d values of the last measure() to dL/dz, overwritten.
    void differentiate(const TextureValues& derivatives, Real* gradient);

private:
    std::ptrdiff_t firstHeardBin() const;
    void filter(const Real* in, const std::vector<Real>& gain, Real* out);

    const TextureLayout m_layout;
    int m_sampleRateHz;
    std::size_t m_clipSamples;
    ThreadPool& m_pool;
    LongFft<Real> m_fft;
    AuditoryEnvelopes<Real> m_envelopes;
    TextureStatistics<Real> m_statistics;
    std::vector<Real> m_gain;        ///< [bins]
    std::vector<Complex> m_spectrum; ///< [bins]; of z, then dL/d of it
    std::vector<const Complex*> m_coefficients;
    std::vector<std::vector<Complex>> m_byCoefficient; ///< [bands]
};

/// About the bytes that an AuditoryTexture<float> of clips of this length holds, from above.
/// Thread: any.
double auditoryTextureBytes(double limitHz, double sampleRateHz, double seconds);
/// About the samples that it sends through Fourier transforms to measure and to differentiate, a
/// complex one counting as two. Thread: any.
double auditoryTextureTransforms(double limitHz, double sampleRateHz, double seconds);

} // namespace tonegraft
