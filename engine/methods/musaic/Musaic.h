// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/Recipe.h"

namespace tonegraft {

/// Plays the content on frames of the style. METHOD.md tells the source.
Method musaicMethod();

} // namespace tonegraft
