// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Methods.h"

#include <string>

namespace tonegraft {

// Controls of the methods that run on a network.
ParameterInfo styleWeightParameter(double defaultValue, double maximum, std::string hears);
ParameterInfo timeEnergyParameter();
ParameterInfo spectrumEnergyParameter();
ParameterInfo optimizerParameter();

} // namespace tonegraft
