// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/Recipe.h"

namespace tonegraft {

/// Plays the content's notes with the style's own. METHOD.md tells how.
Method graftMethod();

} // namespace tonegraft
