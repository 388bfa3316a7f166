// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"

#include <cstddef>
#include <vector>

namespace tonegraft {

/// The pairs s = x_next - x, y = g_next - g of L-BFGS and the table of their dot products.
class LbfgsHistory {
public:
    LbfgsHistory(int capacity, std::size_t dimension, ThreadPool& pool);

    void clear();
    bool empty() const { return m_order.empty(); }

    /// Room for a new pair, to be filled; commit() takes it in unless the curvature s·y is not
    /// safely positive. `gradient` is that of the new point.
    float* newStep();
    float* newDifference();
    void commit(const float* gradient);

    /// gradient·gradient of the last commit().
    double gradientSquares() const { return m_gg; }
    /// direction = -H gradient, H the inverse Hessian's approximation; `gradient` is that of the
    /// last commit(), which took its dot products. Returns gradient·direction.
    double direction(const float* gradient, float* direction);

private:
    struct Pair {
        std::vector<float> step, difference;
    };

    int m_capacity;
    std::ptrdiff_t m_dimension;
    ThreadPool& m_pool;
    std::vector<Pair> m_pairs; // capacity + 1: one being filled
    std::vector<int> m_order;  // places of the pairs, oldest first
    std::vector<double> m_sy;  // [place][place] s_i·y_j
    std::vector<double> m_yy;  // [place][place] y_i·y_j
    std::vector<double> m_gs;  // [place] gradient·s_i
    std::vector<double> m_gy;  // [place] gradient·y_i
    double m_gg = 0.0;
    int m_filling = 0;
};

} // namespace tonegraft
