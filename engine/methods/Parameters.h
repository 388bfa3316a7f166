// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Methods.h"

namespace tonegraft {

// The controls that several methods share: words, unit, range. A method sets its own default.
ParameterInfo filtersParameter(double defaultValue, bool allowsInfinity);
ParameterInfo kernelParameter(double defaultValue);
ParameterInfo stepsParameter(double defaultValue);
ParameterInfo seedParameter();

} // namespace tonegraft
