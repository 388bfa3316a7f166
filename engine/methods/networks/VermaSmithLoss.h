// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/FeatureMap.h"

#include <vector>

namespace tonegraft {

/// How far the energy envelopes of an image are from a style's: e_t = mean_bins x² over time and
/// e_f = mean_frames x² over the spectrum, each Σ (e - e_s)² / Σ e_s². Where the image is longer
/// than the style, the style's envelope over time begins anew. All channels of a map enter
/// together. Thread: one at a time for each object.
template <class Real> class EnergyEnvelopes {
public:
    EnergyEnvelopes(const FeatureMap<Real>& style, int frames);

    /// The distance; weight times its derivative by x is added to the gradient.
    double overTime(const FeatureMap<Real>& x, double weight, FeatureMap<Real>& gradient) const;
    double overSpectrum(const FeatureMap<Real>& x, double weight, FeatureMap<Real>& gradient) const;

private:
    std::vector<double> m_time, m_spectrum; // the style's
    double m_timeSquares = 0.0, m_spectrumSquares = 0.0;
};

} // namespace tonegraft
