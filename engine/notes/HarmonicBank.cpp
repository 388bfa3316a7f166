// SPDX-License-Identifier: GPL-3.0-or-later
#include "notes/HarmonicBank.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kTuningStep = 0.33;        // semitones between the columns of a pitch
constexpr double kWidthOfFrequency = 0.009; // half the flat top of a lobe
constexpr double kPi = 3.14159265358979323846;

// Main lobe of the Hann window, `bins` from its middle: |sinc(x) / (1 - x²)|.
double hannLobe(double bins) {
    double x = std::abs(bins);
    if (x >= 2.0) {
        return 0.0;
    }
    if (x < 1e-9) {
        return 1.0;
    }
    if (std::abs(x - 1.0) < 1e-6) {
        x = 1.0 + 1e-6;
    }
    return std::abs(std::sin(kPi * x) / (kPi * x) / (1.0 - x * x));
}

} // namespace

double pitchHz(double pitch) {
    return 440.0 * std::exp2((pitch - 69.0) / 12.0);
}

HarmonicBank::HarmonicBank(std::vector<int> pitches, double tuningSemitones, const StftShape& shape,
                           int sampleRateHz, int bins, double lowestPartial)
    : m_pitches(std::move(pitches)), m_bins(bins), m_masses(m_pitches.size() * kPartials, 0.0) {
    const double binsPerHz = static_cast<double>(shape.windowSamples) / sampleRateHz;
    const double highestHz = std::min(kHighestHz, sampleRateHz / 2.0) - 30.0;
    m_firstLobe.push_back(0);
    for (int pitch = 0; pitch < pitchCount(); ++pitch) {
        for (int tuning = 0; tuning < kTunings; ++tuning) {
            const double offset = tuningSemitones + kTuningStep * (tuning - 1);
            const std::size_t first = m_lobes.size();
            addLobes(lowestPartial * pitchHz(m_pitches[pitch] + offset), binsPerHz, highestHz);
            m_firstLobe.push_back(static_cast<int>(m_lobes.size()));
            for (std::size_t i = first; i < m_lobes.size(); ++i) {
                const Lobe& lobe = m_lobes[i];
                double& mass = m_masses[static_cast<std::size_t>(pitch) * kPartials + lobe.partial];
                for (int k = 0; k < lobe.weights; ++k) {
                    mass += m_weights[lobe.firstWeight + k] / double{kTunings};
                }
            }
        }
    }
}

void HarmonicBank::addLobes(double fundamentalHz, double binsPerHz, double highestHz) {
    for (int partial = 0; partial < kPartials; ++partial) {
        const double frequencyHz = (partial + 1) * fundamentalHz;
        if (frequencyHz > highestHz) {
            break;
        }
        const double middle = frequencyHz * binsPerHz;
        const double flat = kWidthOfFrequency * middle;
        const int first = std::max(0, static_cast<int>(std::floor(middle - 2.0 - flat)));
        const int last = std::min(m_bins - 1, static_cast<int>(std::ceil(middle + 2.0 + flat)));
        m_lobes.push_back(
            {partial, first, static_cast<int>(m_weights.size()), std::max(0, last - first + 1)});
        for (int bin = first; bin <= last; ++bin) {
            m_weights.push_back(
                static_cast<float>(hannLobe(std::max(0.0, std::abs(bin - middle) - flat))));
        }
    }
}

int HarmonicBank::indexOf(int pitch) const {
    const auto at = std::lower_bound(m_pitches.begin(), m_pitches.end(), pitch);
    return at != m_pitches.end() && *at == pitch ? static_cast<int>(at - m_pitches.begin()) : -1;
}

void HarmonicBank::addColumn(int column, const float* heights, float* spectrum) const {
    for (int i = m_firstLobe[column]; i < m_firstLobe[column + 1]; ++i) {
        const Lobe& lobe = m_lobes[i];
        const float* weights = m_weights.data() + lobe.firstWeight;
        float* out = spectrum + lobe.firstBin;
        for (int k = 0; k < lobe.weights; ++k) {
            out[k] += heights[lobe.partial] * weights[k];
        }
    }
}

void HarmonicBank::addUnderLobes(int column, const float* spectrum, double* sums) const {
    for (int i = m_firstLobe[column]; i < m_firstLobe[column + 1]; ++i) {
        const Lobe& lobe = m_lobes[i];
        const float* weights = m_weights.data() + lobe.firstWeight;
        const float* in = spectrum + lobe.firstBin;
        float sum = 0.0F;
        for (int k = 0; k < lobe.weights; ++k) {
            sum += in[k] * weights[k];
        }
        sums[lobe.partial] += sum;
    }
}

} // namespace tonegraft
