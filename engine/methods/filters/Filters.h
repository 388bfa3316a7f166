// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/Recipe.h"

namespace tonegraft {

// The methods that hear style with random filters. METHOD.md tells their sources.
Method dipaniMethod();
Method ulyanovMethod();
Method antogniniMethod();

} // namespace tonegraft
