// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/filters/RandomFilters.h"

#include <cmath>

namespace tonegraft {

struct UlyanovTerms {
    double total = 0.0;
    double style = 0.0;   ///< Σ (G - G_s)²
    double content = 0.0; ///< Σ (F - F_c)², without its weight; 0 where that is 0
};

/// Σ (G - G_s)² + α Σ (F - F_c)², F = relu(W * X) without bias or padding, G = F F^T / frames of
/// the spectrogram: the objective of Ulyanov & Lebedev 2016. Content and style may differ in
/// length; α 0 leaves the content out.
template <class Real> class UlyanovLoss {
public:
    UlyanovLoss(FilterBank<Real> bank, const FeatureMap<Real>& style,
                const FeatureMap<Real>& content, double contentWeight, ThreadPool& pool)
        : m_content(content), m_term(std::move(bank), gramSettings(), style, pool) {
        setContentWeight(contentWeight);
    }

    /// From the next evaluation on.
    void setContentWeight(double contentWeight) {
        if (contentWeight > 0.0 || m_contentWeight > 0.0) {
            m_term.keepFeaturesOf(m_content, contentWeight);
        }
        m_contentWeight = contentWeight;
    }

    /// Of the filters' weights, as published.
    static double deviation(int bins, int filters, int kernelSize) {
        return std::sqrt(2.0) * std::sqrt(2.0 / (static_cast<double>(bins + filters) * kernelSize));
    }

    UlyanovTerms evaluate(const FeatureMap<Real>& x, FeatureMap<Real>* gradient) {
        UlyanovTerms terms;
        terms.total = m_term.evaluate(x, gradient);
        const double content = m_term.featureDistance();
        terms.style = terms.total - content;
        terms.content = m_contentWeight > 0.0 ? content / m_contentWeight : 0.0;
        return terms;
    }

private:
    static GramSettings gramSettings() {
        GramSettings settings;
        settings.perSpectrogramFrame = true;
        return settings;
    }

    double m_contentWeight = 0.0;
    FeatureMap<Real> m_content;
    RandomFilters<Real> m_term;
};

} // namespace tonegraft
