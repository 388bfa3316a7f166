// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/filters/ShiftDiversity.h"

#include "linalg/Gemm.h"
#include "linalg/Sums.h"

#include <algorithm>
#include <utility>

namespace tonegraft {
namespace {

constexpr double kLeastDistance = 1e-3;
constexpr int kStripRows = 512;

} // namespace

template <class Real>
ShiftDiversity<Real>::ShiftDiversity(FeatureMap<Real> style, ThreadPool& pool)
    : m_style(std::move(style)), m_pool(pool), m_squares(m_style.frames) {
    for (int t = 0; t < m_style.frames; ++t) {
        m_squares[t] = energyOf(m_style.frame(0, t), m_style.bins);
        m_meanSquare += m_squares[t] / m_style.frames;
    }
}

// The shift with the least Σ_t |S_(t+shift)|² - 2 X_t·S_(t+shift).
template <class Real> int ShiftDiversity<Real>::findShift(const FeatureMap<Real>& x) {
    const int shifts = m_style.frames;
    std::vector<double> distance(shifts, 0.0);
    m_products.resize(static_cast<std::size_t>(std::min(kStripRows, x.frames)) * shifts);
    for (int begin = 0; begin < x.frames; begin += kStripRows) {
        const int rows = std::min(kStripRows, x.frames - begin);
        parallelGemm(m_pool, rows, shifts, x.bins, Real(1),
                     MatrixView<Real>{x.frame(0, begin), x.bins},
                     MatrixView<Real>{m_style.frame(0, 0), m_style.bins, true}, Real(0),
                     m_products.data(), shifts);
        for (int row = 0; row < rows; ++row) {
            const Real* products = m_products.data() + static_cast<std::ptrdiff_t>(row) * shifts;
            const int first = (begin + row) % shifts;
            // Style frame t goes with the shift t - first, going round.
            const auto add = [&](int shift, int t) {
                distance[shift] += m_squares[t] - 2.0 * static_cast<double>(products[t]);
            };
            for (int t = first; t < shifts; ++t) {
                add(t - first, t);
            }
            for (int t = 0; t < first; ++t) {
                add(t - first + shifts, t);
            }
        }
    }
    const auto least = std::min_element(distance.begin(), distance.end());
    return static_cast<int>(least - distance.begin());
}

template <class Real>
double ShiftDiversity<Real>::evaluate(const FeatureMap<Real>& x, double weight,
                                      FeatureMap<Real>* gradient) {
    if (m_meanSquare <= 0.0) {
        return 0.0;
    }
    m_shift = findShift(x);
    const auto styleFrame = [&](int t) { return m_style.frame(0, (t + m_shift) % m_style.frames); };
    std::vector<double> distances(x.frames);
    m_pool.run(x.frames, [&](int t) {
        distances[t] = squaredDistance(x.frame(0, t), styleFrame(t), x.bins);
    });
    double distance = 0.0;
    for (const double one : distances) {
        distance += one;
    }
    const double norm = m_meanSquare * x.frames;
    const double value = 1.0 / (kLeastDistance + distance / norm);
    if (gradient != nullptr) {
        const auto factor = static_cast<Real>(-2.0 * weight * value * value / norm);
        m_pool.run(x.frames, [&](int t) {
            const Real* own = x.frame(0, t);
            const Real* style = styleFrame(t);
            Real* out = gradient->frame(0, t);
            for (int bin = 0; bin < x.bins; ++bin) {
                out[bin] += factor * (own[bin] - style[bin]);
            }
        });
    }
    return value;
}

template class ShiftDiversity<float>;
template class ShiftDiversity<double>;

} // namespace tonegraft
