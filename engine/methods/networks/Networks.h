// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/Recipe.h"

namespace tonegraft {

// The methods that hear style with a trained network. METHOD.md tells their sources.
Method gatysMethod();
Method vermaSmithMethod();

} // namespace tonegraft
