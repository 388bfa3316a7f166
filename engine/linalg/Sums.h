// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tonegraft {

namespace detail {

/// Σ term(i) in double, in eight interleaved sums: a fixed order that the compiler vectorizes.
template <class Term> double lanedSum(int count, Term term) {
    constexpr int kLanes = 8;
    double lanes[kLanes] = {};
    int i = 0;
    for (; i + kLanes <= count; i += kLanes) {
        for (int lane = 0; lane < kLanes; ++lane) {
            lanes[lane] += term(i + lane);
        }
    }
    for (; i < count; ++i) {
        lanes[0] += term(i);
    }
    double sum = 0.0;
    for (const double lane : lanes) {
        sum += lane;
    }
    return sum;
}

} // namespace detail

/// Σ values². Thread: any.
template <class Real> double energyOf(const Real* values, int count) {
    return detail::lanedSum(count, [values](int i) {
        const auto value = static_cast<double>(values[i]);
        return value * value;
    });
}

/// Σ (a - b)². Thread: any.
template <class Real> double squaredDistance(const Real* a, const Real* b, int count) {
    return detail::lanedSum(count, [a, b](int i) {
        const auto difference = static_cast<double>(a[i] - b[i]);
        return difference * difference;
    });
}

} // namespace tonegraft
