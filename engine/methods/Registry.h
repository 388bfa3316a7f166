// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/Recipe.h"

#include <string>
#include <vector>

namespace tonegraft {

/// All methods in the order in which they are listed, the default first. Thread: any.
const std::vector<Method>& methodRegistry();
/// Throws Error for an unknown id, listing those that exist. Thread: any.
const Method& methodById(const std::string& id);

} // namespace tonegraft
