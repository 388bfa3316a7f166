// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Transfer.h"

#include <string>
#include <vector>

namespace tonegraft {

/// The loss curve as comma-separated values with a line of names (RFC 4180, line ends as Unix has
/// them): numbers with a decimal point in every locale, empty where one is not finite. Thread: any.
std::string lossTable(const TransferResult& result);

} // namespace tonegraft
