// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/VermaSmithLoss.h"

namespace tonegraft {
namespace {

template <class Real> std::vector<double> timeEnergy(const FeatureMap<Real>& x) {
    std::vector<double> energy(static_cast<std::size_t>(x.frames));
    const double count = static_cast<double>(x.channels) * x.bins;
    for (int channel = 0; channel < x.channels; ++channel) {
        for (int t = 0; t < x.frames; ++t) {
            const Real* values = x.frame(channel, t);
            double sum = 0.0;
            for (int bin = 0; bin < x.bins; ++bin) {
                sum += static_cast<double>(values[bin]) * static_cast<double>(values[bin]);
            }
            energy[t] += sum / count;
        }
    }
    return energy;
}

template <class Real> std::vector<double> spectrumEnergy(const FeatureMap<Real>& x) {
    std::vector<double> energy(static_cast<std::size_t>(x.bins));
    const double count = static_cast<double>(x.channels) * x.frames;
    for (int row = 0; row < x.channels * x.frames; ++row) {
        const Real* values = x.frame(0, row);
        for (int bin = 0; bin < x.bins; ++bin) {
            energy[bin] += static_cast<double>(values[bin]) * static_cast<double>(values[bin]);
        }
    }
    for (double& value : energy) {
        value /= count;
    }
    return energy;
}

double squaresOf(const std::vector<double>& values) {
    double sum = 0.0;
    for (const double value : values) {
        sum += value * value;
    }
    return sum;
}

// energy becomes energy - target; returns Σ of its squares.
double subtract(std::vector<double>& energy, const std::vector<double>& target) {
    for (std::size_t i = 0; i < energy.size(); ++i) {
        energy[i] -= target[i];
    }
    return squaresOf(energy);
}

} // namespace

template <class Real>
EnergyEnvelopes<Real>::EnergyEnvelopes(const FeatureMap<Real>& style, int frames)
    : m_spectrum(spectrumEnergy(style)) {
    const std::vector<double> once = timeEnergy(style);
    for (int t = 0; t < frames; ++t) {
        m_time.push_back(once[static_cast<std::size_t>(t) % once.size()]);
    }
    m_timeSquares = squaresOf(m_time);
    m_spectrumSquares = squaresOf(m_spectrum);
}

template <class Real>
double EnergyEnvelopes<Real>::overTime(const FeatureMap<Real>& x, double weight,
                                       FeatureMap<Real>& gradient) const {
    std::vector<double> difference = timeEnergy(x);
    const double squares = subtract(difference, m_time);
    const double factor = weight * 4.0 / (m_timeSquares * x.channels * x.bins);
    for (int channel = 0; channel < x.channels; ++channel) {
        for (int t = 0; t < x.frames; ++t) {
            const Real* values = x.frame(channel, t);
            Real* out = gradient.frame(channel, t);
            const auto slope = static_cast<Real>(factor * difference[t]);
            for (int bin = 0; bin < x.bins; ++bin) {
                out[bin] += slope * values[bin];
            }
        }
    }
    return squares / m_timeSquares;
}

template <class Real>
double EnergyEnvelopes<Real>::overSpectrum(const FeatureMap<Real>& x, double weight,
                                           FeatureMap<Real>& gradient) const {
    std::vector<double> difference = spectrumEnergy(x);
    const double squares = subtract(difference, m_spectrum);
    const double factor = weight * 4.0 / (m_spectrumSquares * x.channels * x.frames);
    for (int row = 0; row < x.channels * x.frames; ++row) {
        const Real* values = x.frame(0, row);
        Real* out = gradient.frame(0, row);
        for (int bin = 0; bin < x.bins; ++bin) {
            out[bin] += static_cast<Real>(factor * difference[bin]) * values[bin];
        }
    }
    return squares / m_spectrumSquares;
}

template class EnergyEnvelopes<float>;
template class EnergyEnvelopes<double>;

} // namespace tonegraft
