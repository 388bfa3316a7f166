// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Methods.h"

#include <QString>

namespace tonegraft {

// A parameter's value as the user reads it. Values are those of the ParameterInfo. Thread: any.

/// A fraction, which is shown in percent.
bool isPercent(const ParameterInfo& info);
/// Three significant digits of the default and of a tenth of it.
int shownDecimals(const ParameterInfo& info);
/// "60 %", "12 steps", "∞ filters", "L-BFGS".
QString parameterValueText(const ParameterInfo& info, double value);

} // namespace tonegraft
