// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/filters/RandomFilters.h"

namespace tonegraft {

/// mean((sw G(x) - sw G(s))²) over the filters x filters entries, G = F F^T / (filters * frames),
/// F = W * X + b with zero padding of (kernel - 1) / 2 frames: the style loss of the original
/// script. Clips may differ in length.
template <class Real> class DipaniLoss {
public:
    DipaniLoss(const FilterBank<Real>& bank, const FeatureMap<Real>& style, ThreadPool& pool)
        : m_term(bank, gramSettings(bank), style, pool) {}

    double evaluate(const FeatureMap<Real>& x, double styleWeight, FeatureMap<Real>* gradient) {
        const double square = styleWeight * styleWeight;
        const double loss = square * m_term.evaluate(x, gradient);
        if (gradient != nullptr) {
            for (Real& value : gradient->values) {
                value = static_cast<Real>(square * static_cast<double>(value));
            }
        }
        return loss;
    }

private:
    static GramSettings gramSettings(const FilterBank<Real>& bank) {
        const double filters = bank.filters;
        GramSettings settings;
        settings.activation = Activation::linear;
        settings.padding = (bank.kernelSize - 1) / 2;
        settings.perSpectrogramFrame = true;
        settings.scale = 1.0 / (filters * filters * filters * filters);
        return settings;
    }

    RandomFilters<Real> m_term;
};

} // namespace tonegraft
