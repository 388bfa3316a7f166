// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/Recipe.h"

namespace tonegraft {

/// Hears style with an autoencoder that is trained on the two clips. METHOD.md tells the source.
Method perezMethod();

} // namespace tonegraft
