// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <future>

namespace tonegraft {

/// Opens the library of networks and makes those that come with Tonegraft, on a thread of its own,
/// so that the first transfer that needs them need not wait for it (half a second). For a window
/// that is on the screen already; without this the first such transfer does it. What fails is told
/// by that transfer and not here. The destructor of the result waits for the thread: keep it for as
/// long as the program runs. Thread: any; does not block.
std::future<void> preloadNetworks();

} // namespace tonegraft
