// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/filters/RandomFilters.h"
#include "methods/filters/ShiftDiversity.h"

#include <memory>
#include <vector>

namespace tonegraft {

struct AntogniniSettings {
    std::vector<int> widths; ///< frames that the filters of each network span
    int filters = 512;       ///< of each network
    LagRange lags;           ///< what counts as rhythm
    double rhythm = 1.0;     ///< weight of the autocorrelations
    double diversity = 0.0;  ///< weight of being no copy of the style
    std::uint64_t seed = 1;
};

struct AntogniniTerms {
    double total = 0.0;
    double gram = 0.0;      ///< Σ over networks of ||G - G_s||² / ||G_s||²
    double rhythm = 0.0;    ///< Σ over networks of Σ (A - A_s)² / Σ A_s²
    double diversity = 0.0; ///< as ShiftDiversity has it
};

/// total = gram + rhythm's weight * rhythm + diversity's weight * diversity, over several
/// single-layer networks of random ReLU filters side by side, each with its own width (Antognini,
/// Hoffman & Weiss 2018). Each network's filters are drawn with the deviation that keeps the
/// size of its features: the square root of 2 / (bins * width). One channel.
template <class Real> class AntogniniLoss {
public:
    /// The style needs as many frames as the widest filter. The pool must outlive the object.
    AntogniniLoss(const FeatureMap<Real>& style, const AntogniniSettings& settings,
                  ThreadPool& pool);

    /// gradient, if given, is overwritten with the derivative of the total.
    AntogniniTerms evaluate(const FeatureMap<Real>& x, FeatureMap<Real>* gradient);

private:
    AntogniniSettings m_settings;
    ThreadPool& m_pool;
    std::vector<std::unique_ptr<RandomFilters<Real>>> m_networks;
    ShiftDiversity<Real> m_diversity;
    FeatureMap<Real> m_part;
};

} // namespace tonegraft
