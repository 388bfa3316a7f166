// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/GriffinLim.h"

#include "dsp/Vectorized.h"

#include <cmath>

namespace tonegraft {
namespace {

// So many partial sums, added up in their order at the end, let a sum in double be vectorized
// without the compiler's changing any order.
constexpr int kLanes = 8;

// Arrays of complex numbers are read as pairs of reals.

/// || |C| - A ||² of one frame.
template <class Real> struct SquaredError {
    template <int>
    TONEGRAFT_INLINE static void run(int bins, const Real* __restrict magnitude,
                                     const Real* __restrict spectrum, double* sum) {
        double lanes[kLanes] = {};
        const auto squareAt = [&](int bin) {
            const Real re = spectrum[2 * bin];
            const Real im = spectrum[2 * bin + 1];
            const double error = std::sqrt(re * re + im * im) - magnitude[bin];
            return error * error;
        };
        int bin = 0;
        for (; bin + kLanes <= bins; bin += kLanes) {
            for (int lane = 0; lane < kLanes; ++lane) {
                lanes[lane] += squareAt(bin + lane);
            }
        }
        for (; bin < bins; ++bin) {
            lanes[0] += squareAt(bin);
        }
        *sum = 0.0;
        for (const double lane : lanes) {
            *sum += lane;
        }
    }
};

/// A t/|t| with t = C + momentum (C - C_prev), and C becomes C_prev.
template <class Real> struct Rephase {
    template <int>
    TONEGRAFT_INLINE static void run(int bins, Real momentum, const Real* __restrict magnitude,
                                     Real* __restrict spectrum, Real* __restrict previous) {
        for (int bin = 0; bin < bins; ++bin) {
            const Real re = spectrum[2 * bin];
            const Real im = spectrum[2 * bin + 1];
            const Real tRe = re + momentum * (re - previous[2 * bin]);
            const Real tIm = im + momentum * (im - previous[2 * bin + 1]);
            const Real square = tRe * tRe + tIm * tIm;
            // Without branches, or it is not vectorized: P = 1 where t = 0.
            const Real nothing = square > Real(0) ? Real(0) : Real(1);
            const Real scale = magnitude[bin] / std::sqrt(square + nothing);
            previous[2 * bin] = re;
            previous[2 * bin + 1] = im;
            spectrum[2 * bin] = scale * (tRe + nothing);
            spectrum[2 * bin + 1] = scale * tIm;
        }
    }
};

/// The whole reconstruction: its buffers, and the steps in the order of the paper.
template <class Real> class Reconstruction {
public:
    Reconstruction(Stft<Real>& stft, const Real* magnitude, double momentum)
        : m_stft(stft), m_magnitude(magnitude), m_momentum(static_cast<Real>(momentum)),
          m_spectrum(static_cast<std::size_t>(stft.frames()) * stft.bins()),
          m_squaredErrors(static_cast<std::size_t>(stft.frames())) {
        double squares = 0.0;
        for (std::size_t i = 0; i < m_spectrum.size(); ++i) {
            squares += static_cast<double>(magnitude[i]) * magnitude[i];
        }
        m_norm = std::sqrt(squares);
    }

    void start(const std::complex<Real>* phase, Real* samples) {
        for (std::size_t i = 0; i < m_spectrum.size(); ++i) {
            const double re = phase[i].real();
            const double im = phase[i].imag();
            const double size = std::sqrt(re * re + im * im);
            m_spectrum[i] = size > 0.0 ? std::complex<Real>(static_cast<Real>(re / size),
                                                            static_cast<Real>(im / size)) *
                                             m_magnitude[i]
                                       : std::complex<Real>(m_magnitude[i]);
        }
        m_stft.inverse(m_spectrum.data(), samples);
    }

    /// One update of the phase. Returns the convergence of the samples that went in.
    double update(Real* samples) {
        const auto rephase = [this](int frame, std::complex<Real>* bins) {
            change(frame, reinterpret_cast<Real*>(bins));
        };
        m_stft.throughSpectrum(samples, std::cref(rephase), samples);
        m_first = false;
        return convergence();
    }

    double convergenceOf(const Real* samples) {
        m_stft.forEachFrame(samples, [this](int frame, const std::complex<Real>* bins) {
            noteError(frame, reinterpret_cast<const Real*>(bins));
        });
        return convergence();
    }

private:
    std::size_t offsetOf(int frame) const {
        return static_cast<std::size_t>(frame) * m_stft.bins();
    }

    void noteError(int frame, const Real* spectrum) {
        runVectorized<SquaredError<Real>>(m_stft.bins(), m_magnitude + offsetOf(frame), spectrum,
                                          m_squaredErrors.data() + frame);
    }

    void change(int frame, Real* spectrum) {
        noteError(frame, spectrum);
        Real* previous = reinterpret_cast<Real*>(m_spectrum.data() + offsetOf(frame));
        const Real momentum = m_first ? Real(0) : m_momentum;
        runVectorized<Rephase<Real>>(m_stft.bins(), momentum, m_magnitude + offsetOf(frame),
                                     spectrum, previous);
    }

    double convergence() const {
        double sum = 0.0;
        for (const double squaredError : m_squaredErrors) {
            sum += squaredError;
        }
        return m_norm > 0.0 ? std::sqrt(sum) / m_norm : 0.0;
    }

    Stft<Real>& m_stft;
    const Real* m_magnitude;
    Real m_momentum;
    double m_norm = 0.0;
    bool m_first = true;
    std::vector<std::complex<Real>> m_spectrum; // A P of the start, from then on C_prev
    std::vector<double> m_squaredErrors;        // of each frame
};

} // namespace

template <class Real>
GriffinLimResult<Real>
griffinLim(Stft<Real>& stft, const Real* magnitude, const std::complex<Real>* phase,
           const GriffinLimSettings& settings, const std::function<bool()>& stop) {
    GriffinLimResult<Real> result;
    result.samples.resize(stft.sampleCount());
    result.convergence.reserve(static_cast<std::size_t>(settings.iterations) + 1);
    Reconstruction<Real> reconstruction(stft, magnitude, settings.momentum);
    reconstruction.start(phase, result.samples.data());
    for (int i = 0; i < settings.iterations && !(stop && stop()); ++i) {
        result.convergence.push_back(reconstruction.update(result.samples.data()));
    }
    result.convergence.push_back(reconstruction.convergenceOf(result.samples.data()));
    return result;
}

template GriffinLimResult<float> griffinLim(Stft<float>&, const float*, const std::complex<float>*,
                                            const GriffinLimSettings&,
                                            const std::function<bool()>&);
template GriffinLimResult<double> griffinLim(Stft<double>&, const double*,
                                             const std::complex<double>*, const GriffinLimSettings&,
                                             const std::function<bool()>&);

} // namespace tonegraft
