// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Error.h"

namespace tonegraft {

/// What a command says that reads whole recordings, where the engine advises a region: it has
/// none. Other errors are left as they are. Thread: any.
Error withoutRegion(const Error& error);

} // namespace tonegraft
