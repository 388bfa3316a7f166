// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/statistics/CombinedStyle.h"

#include "linalg/VectorOps.h"

#include <utility>

namespace tonegraft {
namespace {

constexpr double kSameStatistics = 1e-7; // of the style's distance to silence

} // namespace

template <class Real>
CombinedStyle<Real>::CombinedStyle(std::vector<Part> parts, const FeatureMap<Real>& content,
                                   ThreadPool& pool)
    : m_parts(std::move(parts)), m_pool(pool) {
    double sum = 0.0;
    for (const Part& part : m_parts) {
        sum += part.weight;
    }
    const FeatureMap<Real> silence(content.channels, content.frames, content.bins);
    for (Part& part : m_parts) {
        const double distance = part.term->evaluate(content, nullptr);
        const bool agrees = distance <= kSameStatistics * part.term->evaluate(silence, nullptr);
        part.weight = agrees ? 0.0 : part.weight / sum / distance;
    }
}

template <class Real>
double CombinedStyle<Real>::evaluate(const FeatureMap<Real>& x, FeatureMap<Real>* gradient) {
    double distance = 0.0;
    if (gradient != nullptr) {
        *gradient = FeatureMap<Real>(x.channels, x.frames, x.bins);
    }
    for (const Part& part : m_parts) {
        if (part.weight == 0.0) {
            continue;
        }
        distance += part.weight * part.term->evaluate(x, gradient != nullptr ? &m_part : nullptr);
        if (gradient == nullptr) {
            continue;
        }
        const auto weight = static_cast<Real>(part.weight);
        forBlocks(m_pool, static_cast<std::ptrdiff_t>(x.values.size()),
                  [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
                      for (std::ptrdiff_t i = begin; i < end; ++i) {
                          gradient->values[i] += weight * m_part.values[i];
                      }
                  });
    }
    return distance;
}

template class CombinedStyle<float>;
template class CombinedStyle<double>;

} // namespace tonegraft
