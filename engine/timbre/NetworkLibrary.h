// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "networks/interface/Networks.h"

#include <string>

namespace tonegraft {

/// The library, opened by the first call, never closed. It is looked for where the program's
/// runpath says: beside the program in a build folder, in lib/tonegraft once installed. Throws
/// Error with the loader's reason; a later call tries again. Thread: any.
const NetworkMaker& networkLibrary();

/// The same with another file name, for tests.
const NetworkMaker& openNetworkLibrary(const std::string& fileName);

} // namespace tonegraft
