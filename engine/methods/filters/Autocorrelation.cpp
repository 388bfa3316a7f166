// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/filters/Autocorrelation.h"

#include <algorithm>

namespace tonegraft {
namespace {

constexpr int kColumnsPerTask = 64; // their rows stay in the cache while all lags pass
constexpr int kRowsPerSum = 64;     // so many products are added up before they join the rest

// One block of columns of the rows, and how far apart two rows lie.
template <class Real> struct Block {
    int begin, width;
    std::ptrdiff_t stride;
};

// means[column] = mean over channels and t of F[t] F[t + lag]
template <class Real>
void meansAt(int lag, const FeatureRows<Real>& f, const Block<Real>& block, Real* means) {
    double sums[kColumnsPerTask] = {};
    const int pairs = f.rows - lag;
    for (int channel = 0; channel < f.channels; ++channel) {
        const Real* values = f.values + channel * f.rows * block.stride + block.begin;
        for (int begin = 0; begin < pairs; begin += kRowsPerSum) {
            Real part[kColumnsPerTask] = {};
            for (int t = begin; t < std::min(pairs, begin + kRowsPerSum); ++t) {
                const Real* now = values + t * block.stride;
                const Real* later = now + lag * block.stride;
                for (int i = 0; i < block.width; ++i) {
                    part[i] += now[i] * later[i];
                }
            }
            for (int i = 0; i < block.width; ++i) {
                sums[i] += static_cast<double>(part[i]);
            }
        }
    }
    const double count = static_cast<double>(pairs) * f.channels;
    for (int i = 0; i < block.width; ++i) {
        means[i] = static_cast<Real>(sums[i] / count);
    }
}

// derivative[t] += factors (F[t + lag] + F[t - lag])
template <class Real>
void spreadBack(int lag, const FeatureRows<Real>& f, const Block<Real>& block, const Real* factors,
                Real* derivative) {
    for (int channel = 0; channel < f.channels; ++channel) {
        const std::ptrdiff_t start = channel * f.rows * block.stride + block.begin;
        for (int t = 0; t + lag < f.rows; ++t) {
            const std::ptrdiff_t now = start + t * block.stride;
            const std::ptrdiff_t later = now + lag * block.stride;
            for (int i = 0; i < block.width; ++i) {
                derivative[now + i] += factors[i] * f.values[later + i];
                derivative[later + i] += factors[i] * f.values[now + i];
            }
        }
    }
}

template <class Real> Block<Real> blockOf(int task, int columns) {
    const int begin = task * kColumnsPerTask;
    return {begin, std::min(kColumnsPerTask, columns - begin), columns};
}

int tasksFor(int columns) {
    return (columns + kColumnsPerTask - 1) / kColumnsPerTask;
}

} // namespace

template <class Real>
Autocorrelation<Real>::Autocorrelation(const FeatureRows<Real>& style, LagRange lags,
                                       ThreadPool& pool)
    : m_lags(lags), m_styleRows(style.rows), m_columns(style.columns), m_pool(pool) {
    const int last = lastLag(style.rows);
    m_style.resize(static_cast<std::size_t>(std::max(0, last - m_lags.first + 1)) * m_columns);
    pool.run(tasksFor(m_columns), [&](int task) {
        const Block<Real> block = blockOf<Real>(task, m_columns);
        for (int lag = m_lags.first; lag <= last; ++lag) {
            meansAt(lag, style, block,
                    m_style.data() + (lag - m_lags.first) * block.stride + block.begin);
        }
    });
}

template <class Real> int Autocorrelation<Real>::lastLag(int rows) const {
    return std::min(m_lags.last, std::min(rows, m_styleRows) / 2);
}

template <class Real>
double Autocorrelation<Real>::evaluate(const FeatureRows<Real>& x, double weight,
                                       Real* derivative) {
    const int last = lastLag(x.rows);
    const auto count = static_cast<std::size_t>(std::max(0, last - m_lags.first + 1)) * m_columns;
    double norm = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
        norm += static_cast<double>(m_style[i]) * static_cast<double>(m_style[i]);
    }
    if (norm <= 0.0) {
        return 0.0;
    }
    m_own.resize(count);
    std::vector<double> squares(tasksFor(m_columns), 0.0);
    m_pool.run(tasksFor(m_columns), [&](int task) {
        const Block<Real> block = blockOf<Real>(task, m_columns);
        for (int lag = m_lags.first; lag <= last; ++lag) {
            const std::ptrdiff_t place = (lag - m_lags.first) * block.stride + block.begin;
            Real* own = m_own.data() + place;
            meansAt(lag, x, block, own);
            const double pairs = static_cast<double>(x.rows - lag) * x.channels;
            const auto factor = static_cast<Real>(2.0 * weight / (norm * pairs));
            for (int i = 0; i < block.width; ++i) {
                own[i] -= m_style[place + i];
                squares[task] += static_cast<double>(own[i]) * static_cast<double>(own[i]);
                own[i] *= factor;
            }
            if (derivative != nullptr) {
                spreadBack(lag, x, block, own, derivative);
            }
        }
    });
    double sum = 0.0;
    for (const double square : squares) {
        sum += square;
    }
    return sum / norm;
}

template class Autocorrelation<float>;
template class Autocorrelation<double>;

} // namespace tonegraft
