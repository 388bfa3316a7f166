// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pictures/FrequencyAxis.h"

#include <QString>

#include <vector>

namespace tonegraft {

struct Tick {
    double value = 0.0;
    QString label;
};

/// The step of the series 1, 2, 5, 10, 20, ... (and its tenths) that puts at most maximumCount
/// steps into a range. range > 0, maximumCount >= 1.
double niceStep(double range, int maximumCount);

/// Ticks of a time axis at round values, labeled with their unit ("0.5 s", "1:30"), at most
/// maximumCount + 1 of them. Empty for an empty range.
std::vector<Tick> timeTicks(double startSeconds, double endSeconds, int maximumCount);

/// Ticks of a frequency axis of `pixels` height, at least `spacing` pixels apart, rising. 1, 2 and
/// 5 times the powers of ten where the axis is not linear and shows enough of them, else round
/// values.
std::vector<Tick> frequencyTicks(const FrequencyAxis& axis, double pixels, double spacing);

/// Notes beside a frequency axis, at least `spacing` pixels apart, rising: the octaves' C first,
/// then, where there is room, the other notes that have no accidental, then all.
std::vector<Tick> noteTicks(const FrequencyAxis& axis, double pixels, double spacing);

/// Ticks of a level axis, labeled without unit.
std::vector<Tick> levelTicks(double floorDb, double ceilingDb, int maximumCount);

} // namespace tonegraft
