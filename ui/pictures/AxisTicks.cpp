// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/AxisTicks.h"

#include "ui/kit/Format.h"

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

/// The most important first.
std::vector<double> decadeCandidates() {
    std::vector<double> candidates;
    for (const double factor : {1.0, 5.0, 2.0}) {
        for (double decade = 10.0; decade <= 100000.0; decade *= 10.0) {
            candidates.push_back(factor * decade);
        }
    }
    return candidates;
}

/// The most important first: C, then the fifth and the third above it, the others, accidentals.
std::vector<double> noteCandidates() {
    constexpr int kLowestC = 12; // C0, as MIDI counts
    constexpr int kOctaves = 11;
    std::vector<double> candidates;
    for (const int semitone : {0, 7, 4, 9, 2, 5, 11, 6, 1, 3, 8, 10}) {
        for (int octave = 0; octave < kOctaves; ++octave) {
            const int note = kLowestC + 12 * octave + semitone;
            const double hz = 440.0 * std::exp2((note - 69) / 12.0);
            if (!noteText(hz).isEmpty()) {
                candidates.push_back(hz);
            }
        }
    }
    return candidates;
}

/// Those of the candidates that lie on the axis and keep their distance, rising.
std::vector<double> fitting(const std::vector<double>& candidates, const FrequencyAxis& axis,
                            double spacing) {
    constexpr double kSlack = 1e-9;
    std::vector<double> taken;
    std::vector<double> positions;
    for (const double hz : candidates) {
        const double position = axis.positionOf(hz);
        const bool apart = std::all_of(positions.begin(), positions.end(), [&](double other) {
            return std::abs(position - other) >= spacing * (1.0 - kSlack);
        });
        if (position >= -kSlack && position <= 1.0 + kSlack && apart) {
            taken.push_back(hz);
            positions.push_back(position);
        }
    }
    std::sort(taken.begin(), taken.end());
    return taken;
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
    constexpr std::size_t kEnough = 3;
    std::vector<double> values;
    if (axis.scale() != FrequencyScale::linear) {
        values = fitting(decadeCandidates(), axis, spacing / pixels);
    }
    if (values.size() < kEnough) {
        const int count = std::max(1, static_cast<int>(pixels / spacing));
        const double step = niceStep(axis.highHz() - axis.lowHz(), count);
        const std::vector<double> round =
            fitting(multiples(axis.lowHz(), axis.highHz(), step), axis, spacing / pixels);
        values = round.size() > values.size() ? round : values;
    }
    std::vector<Tick> ticks;
    for (const double hz : values) {
        ticks.push_back({hz, hertzText(hz, 3)});
    }
    return ticks;
}

std::vector<Tick> noteTicks(const FrequencyAxis& axis, double pixels, double spacing) {
    if (!(pixels > spacing)) {
        return {};
    }
    std::vector<Tick> ticks;
    for (const double hz : fitting(noteCandidates(), axis, spacing / pixels)) {
        ticks.push_back({hz, noteText(hz)});
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
