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

    /// Room for the direction of the next step. What is there at the commit() becomes a pair.
    float* newDirection();
    /// Takes in the pair of s = step * newDirection() and y = gradient - before, unless the
    /// curvature s·y is not safely positive. `gradient` is that of the new point.
    void commit(double step, const float* before, const float* gradient);

    /// gradient·gradient of the last commit().
    double gradientSquares() const { return m_gg; }
    /// newDirection() = -H gradient, H the inverse Hessian's approximation; `gradient` is that of
    /// the last commit(), which took its dot products. Returns gradient·direction.
    double findDirection(const float* gradient);

private:
    struct Pair {
        double step = 0.0;
        std::vector<float> direction;  // s = step * direction: storing s would cost a pass
        std::vector<float> difference; // y
    };

    void fill(const std::vector<int>& order, const std::vector<std::vector<double>>& table);

    int m_capacity;
    std::ptrdiff_t m_dimension;
    ThreadPool& m_pool;
    std::vector<Pair> m_pairs; // capacity + 1: one being filled
    std::vector<int> m_order;  // places of the pairs, oldest first
    int m_filling = 0;         // place of the pair being filled
    std::vector<double> m_sy;  // [place][place] s_i·y_j
    std::vector<double> m_yy;  // [place][place] y_i·y_j
    std::vector<double> m_gs;  // [place] gradient·s_i
    std::vector<double> m_gy;  // [place] gradient·y_i
    double m_gg = 0.0;
};

} // namespace tonegraft
