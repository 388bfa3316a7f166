// SPDX-License-Identifier: GPL-3.0-or-later
#include "optim/LbfgsHistory.h"

#include "linalg/VectorOps.h"

#include <algorithm>

namespace tonegraft {

LbfgsHistory::LbfgsHistory(int capacity, std::size_t dimension, ThreadPool& pool)
    : m_capacity(capacity), m_dimension(static_cast<std::ptrdiff_t>(dimension)), m_pool(pool),
      m_pairs(capacity + 1), m_sy(m_pairs.size() * m_pairs.size()), m_yy(m_sy.size()),
      m_gs(m_pairs.size()), m_gy(m_pairs.size()) {}

void LbfgsHistory::clear() {
    m_order.clear();
}

float* LbfgsHistory::newStep() {
    m_filling = 0;
    while (std::find(m_order.begin(), m_order.end(), m_filling) != m_order.end()) {
        ++m_filling;
    }
    m_pairs[m_filling].step.resize(m_dimension);
    m_pairs[m_filling].difference.resize(m_dimension);
    return m_pairs[m_filling].step.data();
}

float* LbfgsHistory::newDifference() {
    return m_pairs[m_filling].difference.data();
}

void LbfgsHistory::commit(const float* gradient) {
    const std::size_t width = m_pairs.size();
    const Pair& fresh = m_pairs[m_filling];
    std::vector<int> order = m_order;
    order.push_back(m_filling);
    std::vector<const float*> vectors;
    for (const int place : order) {
        vectors.push_back(m_pairs[place].step.data());
        vectors.push_back(m_pairs[place].difference.data());
    }
    vectors.push_back(gradient);
    const auto table = dotTable({fresh.step.data(), fresh.difference.data(), gradient}, vectors,
                                m_dimension, m_pool);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const std::size_t place = order[i];
        m_sy[m_filling * width + place] = table[0][2 * i + 1];
        m_sy[place * width + m_filling] = table[1][2 * i];
        m_yy[place * width + m_filling] = table[1][2 * i + 1];
        m_yy[m_filling * width + place] = table[1][2 * i + 1];
        m_gs[place] = table[2][2 * i];
        m_gy[place] = table[2][2 * i + 1];
    }
    m_gg = table[2].back();
    const double sy = m_sy[m_filling * width + m_filling];
    const double yy = m_yy[m_filling * width + m_filling];
    if (!(sy > 1e-12 * yy) || !(yy > 0.0)) {
        return; // no positive curvature: the pair would spoil the approximation
    }
    m_order = order;
    if (static_cast<int>(m_order.size()) > m_capacity) {
        m_order.erase(m_order.begin());
    }
}

double LbfgsHistory::direction(const float* gradient, float* direction) {
    const std::size_t count = m_order.size();
    const std::size_t width = m_pairs.size();
    std::vector<const float*> vectors;
    for (const int place : m_order) {
        vectors.push_back(m_pairs[place].step.data());
    }
    for (const int place : m_order) {
        vectors.push_back(m_pairs[place].difference.data());
    }
    const auto sy = [&](std::size_t i, std::size_t j) {
        return m_sy[m_order[i] * width + m_order[j]];
    };
    const auto yy = [&](std::size_t i, std::size_t j) {
        return m_yy[m_order[i] * width + m_order[j]];
    };
    // q = g - Σ alpha_j y_j; r = gamma q + Σ delta_j s_j (algorithm 7.4).
    std::vector<double> alpha(count), delta(count, 0.0);
    for (std::size_t i = count; i-- > 0;) {
        double dot = m_gs[m_order[i]];
        for (std::size_t j = i + 1; j < count; ++j) {
            dot -= alpha[j] * sy(i, j);
        }
        alpha[i] = dot / sy(i, i);
    }
    const double gamma = sy(count - 1, count - 1) / yy(count - 1, count - 1);
    for (std::size_t i = 0; i < count; ++i) {
        double dot = gamma * m_gy[m_order[i]];
        for (std::size_t j = 0; j < count; ++j) {
            dot -= gamma * alpha[j] * yy(i, j);
        }
        for (std::size_t j = 0; j < i; ++j) {
            dot += delta[j] * sy(j, i);
        }
        delta[i] = alpha[i] - dot / sy(i, i);
    }
    std::vector<double> coefficients;
    for (std::size_t i = 0; i < count; ++i) {
        coefficients.push_back(-delta[i]);
    }
    for (std::size_t i = 0; i < count; ++i) {
        coefficients.push_back(gamma * alpha[i]);
    }
    coefficients.push_back(-gamma);
    vectors.push_back(gradient);
    linearCombination(coefficients, vectors, direction, m_dimension, m_pool);
    double slope = -gamma * m_gg;
    for (std::size_t i = 0; i < count; ++i) {
        slope += gamma * alpha[i] * m_gy[m_order[i]] - delta[i] * m_gs[m_order[i]];
    }
    return slope;
}

} // namespace tonegraft
