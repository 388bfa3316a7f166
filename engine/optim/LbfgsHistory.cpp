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

float* LbfgsHistory::newDirection() {
    m_pairs[m_filling].direction.resize(m_dimension);
    return m_pairs[m_filling].direction.data();
}

void LbfgsHistory::commit(double step, const float* before, const float* gradient) {
    Pair& fresh = m_pairs[m_filling];
    fresh.step = step;
    fresh.difference.resize(m_dimension);
    std::vector<int> order = m_order;
    order.push_back(m_filling);
    std::vector<const float*> vectors;
    for (const int place : order) {
        vectors.push_back(m_pairs[place].direction.data());
        vectors.push_back(m_pairs[place].difference.data());
    }
    vectors.push_back(gradient);
    float* const y = fresh.difference.data();
    const auto difference = [=](std::ptrdiff_t begin, std::ptrdiff_t end) {
        for (std::ptrdiff_t i = begin; i < end; ++i) {
            y[i] = gradient[i] - before[i];
        }
    };
    fill(order,
         dotTable({fresh.direction.data(), y, gradient}, vectors, m_dimension, m_pool, difference));
    const double sy = m_sy[m_filling * m_pairs.size() + m_filling];
    const double yy = m_yy[m_filling * m_pairs.size() + m_filling];
    if (!(sy > 1e-12 * yy) || !(yy > 0.0)) {
        return; // no positive curvature: the pair would spoil the approximation
    }
    m_order = order;
    if (static_cast<int>(m_order.size()) > m_capacity) {
        m_order.erase(m_order.begin());
    }
    m_filling = 0;
    while (std::find(m_order.begin(), m_order.end(), m_filling) != m_order.end()) {
        ++m_filling;
    }
}

// table: [direction, y, gradient] of the pair being filled by [direction, y] of each and gradient.
void LbfgsHistory::fill(const std::vector<int>& order,
                        const std::vector<std::vector<double>>& table) {
    const std::size_t width = m_pairs.size();
    const double fresh = m_pairs[m_filling].step;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const std::size_t place = order[i];
        const double step = m_pairs[place].step;
        m_sy[m_filling * width + place] = fresh * table[0][2 * i + 1];
        m_sy[place * width + m_filling] = step * table[1][2 * i];
        m_yy[place * width + m_filling] = table[1][2 * i + 1];
        m_yy[m_filling * width + place] = table[1][2 * i + 1];
        m_gs[place] = step * table[2][2 * i];
        m_gy[place] = table[2][2 * i + 1];
    }
    m_gg = table[2].back();
}

double LbfgsHistory::findDirection(const float* gradient) {
    const std::size_t count = m_order.size();
    const std::size_t width = m_pairs.size();
    std::vector<const float*> vectors;
    for (const int place : m_order) {
        vectors.push_back(m_pairs[place].direction.data());
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
        coefficients.push_back(-delta[i] * m_pairs[m_order[i]].step);
    }
    for (std::size_t i = 0; i < count; ++i) {
        coefficients.push_back(gamma * alpha[i]);
    }
    coefficients.push_back(-gamma);
    vectors.push_back(gradient);
    linearCombination(coefficients, vectors, newDirection(), m_dimension, m_pool);
    double slope = -gamma * m_gg;
    for (std::size_t i = 0; i < count; ++i) {
        slope += gamma * alpha[i] * m_gy[m_order[i]] - delta[i] * m_gs[m_order[i]];
    }
    return slope;
}

} // namespace tonegraft
