// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Methods.h"
#include "tonegraft/TransferSettings.h"

namespace tonegraft {

// The controls that several methods share: words, unit, range. A method sets its own default.
ParameterInfo filtersParameter(double defaultValue, bool allowsInfinity);
ParameterInfo kernelParameter(double defaultValue);
ParameterInfo stepsParameter(double defaultValue);
ParameterInfo seedParameter();
ParameterInfo startParameter(Start defaultValue);
/// Of the content's features beside the style's statistics: the literature's alpha.
ParameterInfo contentWeightParameter(double defaultValue);

/// Marks those that the method's recipe obeys while it runs (Recipe::steer()).
void letMove(std::vector<ParameterInfo>& parameters, const std::vector<std::string>& ids);

} // namespace tonegraft
