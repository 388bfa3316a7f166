// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/LibraryVersions.h"

namespace tonegraft {

/// Those of this room. Thread: any.
std::vector<LibraryVersion> linalgLibraries();

} // namespace tonegraft
