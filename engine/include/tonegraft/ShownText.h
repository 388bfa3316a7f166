// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tonegraft {

/// Length in bytes of the well-formed UTF-8 character that `text` begins with; 0 if there is none.
/// Thread: any.
std::size_t utf8Bytes(std::string_view text);

/// A name or value for a terminal, a page or a message: in one line, and as it is read. Control
/// characters ("\x1B"), those of ISO 6429's second set ("\u009B"), line and paragraph separators
/// and what turns the direction of writing ("\u202E") are written as escapes, bytes that are not
/// UTF-8 as U+FFFD. Thread: any.
std::string shownText(std::string_view text);

/// The same for a text of several lines, whose line breaks stay. Thread: any.
std::string shownLines(std::string_view text);

} // namespace tonegraft
