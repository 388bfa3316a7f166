// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Methods.h"
#include "tonegraft/TransferSettings.h"

#include <string>

namespace tonegraft {

/// Whether TransferSettings has a field for a parameter.
bool isKnownField(const std::string& parameterId);
/// A field as a value of its ParameterInfo (a choice is its index). Thread: any.
double fieldOf(const TransferSettings& settings, const ParameterInfo& parameter);
void setField(TransferSettings& settings, const ParameterInfo& parameter, double value);

} // namespace tonegraft
