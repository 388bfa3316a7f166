// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/filters/AntogniniLoss.h"

#include "linalg/VectorOps.h"

#include <cmath>

namespace tonegraft {

template <class Real>
AntogniniLoss<Real>::AntogniniLoss(const FeatureMap<Real>& style, const AntogniniSettings& settings,
                                   ThreadPool& pool)
    : m_settings(settings), m_pool(pool), m_diversity(style, pool) {
    GramSettings gram;
    gram.relative = true;
    for (const int width : settings.widths) {
        const double deviation = std::sqrt(2.0 / (static_cast<double>(style.bins) * width));
        // Each network draws numbers of its own.
        const std::uint64_t seed =
            settings.seed * 0x9e3779b97f4a7c15U + static_cast<unsigned>(width);
        m_networks.push_back(std::make_unique<RandomFilters<Real>>(
            normalFilters<Real>(settings.filters, width, style.bins, deviation, seed, pool), gram,
            style, pool));
        if (settings.rhythm > 0.0) {
            m_networks.back()->keepRhythm(settings.lags, settings.rhythm);
        }
    }
}

template <class Real>
AntogniniTerms AntogniniLoss<Real>::evaluate(const FeatureMap<Real>& x,
                                             FeatureMap<Real>* gradient) {
    AntogniniTerms terms;
    if (gradient != nullptr) {
        *gradient = FeatureMap<Real>(x.channels, x.frames, x.bins);
    }
    for (const auto& network : m_networks) {
        const double value = network->evaluate(x, gradient != nullptr ? &m_part : nullptr);
        terms.total += value;
        terms.rhythm += network->rhythmDistance();
        if (gradient != nullptr) {
            forBlocks(m_pool, static_cast<std::ptrdiff_t>(x.values.size()),
                      [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
                          for (std::ptrdiff_t i = begin; i < end; ++i) {
                              gradient->values[i] += m_part.values[i];
                          }
                      });
        }
    }
    terms.gram = terms.total - m_settings.rhythm * terms.rhythm;
    if (m_settings.diversity > 0.0) {
        terms.diversity = m_diversity.evaluate(x, m_settings.diversity, gradient);
        terms.total += m_settings.diversity * terms.diversity;
    }
    return terms;
}

template class AntogniniLoss<float>;
template class AntogniniLoss<double>;

} // namespace tonegraft
