// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Message.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tonegraft {

/// A path for a message: in single quotes, as shownText() shows it. Thread: any.
std::string shownPath(const std::filesystem::path& path);

/// "12.3 MB", "4 bytes". Thread: any.
std::string shownBytes(double bytes);
/// "1.25 s". Always with a decimal point. Thread: any.
std::string shownSeconds(double seconds);

/// A message about a file: the path comes first among its arguments.
Message fileMessage(const std::filesystem::path& path, MessageCode code,
                    std::vector<std::string> arguments = {});
/// Throws Error with that.
[[noreturn]] void fail(const std::filesystem::path& path, MessageCode code,
                       std::vector<std::string> arguments = {});
/// The same from a system error number, with the remedy that fits it.
[[noreturn]] void failToRead(const std::filesystem::path& path, int errorNumber);
[[noreturn]] void failToWrite(const std::filesystem::path& path, int errorNumber);

} // namespace tonegraft
