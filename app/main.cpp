// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CommandLine.h"
#include "app/window/WindowProgram.h"

int main(int argc, char** argv) {
    // Whether a window is wanted is known before any part of the graphical side is started.
    const auto wanted = tonegraft::runCommandLine({argv + 1, argv + argc});
    if (const int* status = std::get_if<int>(&wanted))
        return *status;
    return tonegraft::runWindow(std::get<tonegraft::WindowRequest>(wanted), argc, argv);
}
