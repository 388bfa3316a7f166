// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace tonegraft {

/// A hidden name for a file or folder that is there while something is written. It is short
/// whatever the target is called, so that a target of 255 bytes works, and tells by which host it
/// was made. Thread: any.
std::string temporaryName();

/// Removes from a folder what processes that were killed left there under such names. What one
/// that lives is writing is locked (flock) and stays; so does what another host made within a day,
/// since its locks may not be seen here. Never fails. Thread: any.
void removeLeftovers(const std::filesystem::path& folder);

/// Locks what was just made under such a name. False: removeLeftovers() of another thread or
/// program came in between, and it is gone.
bool hold(int descriptor);

} // namespace tonegraft
