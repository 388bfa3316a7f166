// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/graft/Graft.h"
#include "tonegraft/Methods.h"
#include "tonegraft/TransferSettings.h"

namespace tonegraft {

// The graft's controls, which the methods that play notes have in common.
ParameterInfo styleWeightParameter();
ParameterInfo octaveParameter();
ParameterInfo followDynamicsParameter();
/// What they are set to.
GraftSettings graftSettings(const TransferSettings& settings);

} // namespace tonegraft
