// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/CommandLine.h"

namespace tonegraft {

/// Opens the window with the clips asked for and returns the exit status when it is closed.
/// Thread: main, once.
int runWindow(const WindowRequest& request, int& argc, char** argv);

} // namespace tonegraft
