// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace tonegraft {

/// A path for a message: UTF-8 in single quotes. Line breaks and other control characters are
/// written as escapes, bytes that are not UTF-8 as U+FFFD. Thread: any.
std::string shownPath(const std::filesystem::path& path);

/// "12.3 MB", "4 bytes". Thread: any.
std::string shownBytes(double bytes);
/// "1.25 s". Always with a decimal point. Thread: any.
std::string shownSeconds(double seconds);

/// Throw Error: "Cannot read 'PATH': REASON. REMEDY."
[[noreturn]] void failToRead(const std::filesystem::path& path, const std::string& reason,
                             const std::string& remedy);
[[noreturn]] void failToWrite(const std::filesystem::path& path, const std::string& reason,
                              const std::string& remedy);
/// The same from a system error number, with the remedy that fits it.
[[noreturn]] void failToRead(const std::filesystem::path& path, int errorNumber);
[[noreturn]] void failToWrite(const std::filesystem::path& path, int errorNumber);

} // namespace tonegraft
