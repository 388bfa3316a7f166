// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/AxisTicks.h"

#include "ui/Format.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

/// Multiples of step in [low, high], without -0 and without an accumulated error.
std::vector<double> multiples(double low, double high, double step) {
    std::vector<double> values;
    const double slack = 1e-9;
    const auto first = static_cast<long long>(std::ceil(low / step - slack));
    const auto last = static_cast<long long>(std::floor(high / step + slack));
    for (long long i = first; i <= last; ++i) {
        values.push_back(static_cast<double>(i) * step);
    }
    return values;
}

int decimalsOf(double step) {
    return std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
}

/// Steps of a clock: 1, 2, 5, 10, 15 and 30 seconds or minutes.
double clockStep(double range, int maximumCount) {
    for (const double unit : {1.0, 60.0, 3600.0}) {
        for (const double factor : {1.0, 2.0, 5.0, 10.0, 15.0, 30.0}) {
            if (range / (unit * factor) <= maximumCount) {
                return unit * factor;
            }
        }
    }
    return 3600.0 * niceStep(range / 3600.0, maximumCount);
}

struct Candidate {
    double hz;
    int rank; ///< 0 a power of ten, 1 five times one, 2 twice one
};

std::vector<Candidate> decadeCandidates() {
    std::vector<Candidate> candidates;
    int rank = 0;
    for (const double factor : {1.0, 5.0, 2.0}) {
        for (double decade = 10.0; decade <= 100000.0; decade *= 10.0) {
            candidates.push_back({factor * decade, rank});
        }
        ++rank;
    }
    return candidates;
}

bool fits(const std::vector<double>& taken, const FrequencyAxis& axis, double hz, double spacing) {
    return std::all_of(taken.begin(), taken.end(), [&](double other) {
        return std::abs(axis.positionOf(hz) - axis.positionOf(other)) >= spacing;
    });
}

} // namespace

double niceStep(double range, int maximumCount) {
    const double raw = range / std::max(maximumCount, 1);
    const double decade = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (raw <= factor * decade * (1.0 + 1e-9)) {
            return factor * decade;
        }
    }
    return 10.0 * decade;
}

std::vector<Tick> timeTicks(double startSeconds, double endSeconds, int maximumCount) {
    if (!(endSeconds > startSeconds)) {
        return {};
    }
    const double range = endSeconds - startSeconds;
    double step = niceStep(range, maximumCount);
    if (step > 5.0) {
        step = clockStep(range, maximumCount);
    }
    std::vector<Tick> ticks;
    for (const double value : multiples(startSeconds, endSeconds, step)) {
        ticks.push_back({value, timeText(value, decimalsOf(step))});
    }
    return ticks;
}

std::vector<Tick> frequencyTicks(const FrequencyAxis& axis, double pixels, double spacing) {
    if (!(pixels > spacing)) {
        return {};
    }
    std::vector<double> values;
    if (axis.scale() == FrequencyScale::linear) {
        const int count = std::max(1, static_cast<int>(pixels / spacing));
        const double step = niceStep(axis.highHz() - axis.lowHz(), count);
        values = multiples(axis.lowHz(), axis.highHz(), step);
    } else {
        for (const Candidate& candidate : decadeCandidates()) {
            if (candidate.hz >= axis.lowHz() && candidate.hz <= axis.highHz() &&
                fits(values, axis, candidate.hz, spacing / pixels)) {
                values.push_back(candidate.hz);
            }
        }
        std::sort(values.begin(), values.end());
    }
    std::vector<Tick> ticks;
    for (const double hz : values) {
        ticks.push_back({hz, hertzText(hz)});
    }
    return ticks;
}

std::vector<Tick> levelTicks(double floorDb, double ceilingDb, int maximumCount) {
    if (!(ceilingDb > floorDb)) {
        return {};
    }
    std::vector<Tick> ticks;
    const double step = niceStep(ceilingDb - floorDb, maximumCount);
    for (const double value : multiples(floorDb, ceilingDb, step)) {
        ticks.push_back({value, numberText(value, decimalsOf(step))});
    }
    return ticks;
}

} // namespace tonegraft
