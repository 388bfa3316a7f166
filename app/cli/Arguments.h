// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace tonegraft {

/// The arguments are wrong: exit status 2. what() says which, with value and range.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Parses; throws UsageError. False if help was asked for (and printed): nothing more to do.
bool parseArguments(CLI::App& parser, const std::vector<std::string>& arguments);

/// The one way to standard output: throws Error if it cannot be written (closed, full). What names
/// and values may hold that a terminal would obey is shown as shownLines() does, here and below.
void print(const std::string& text);

/// The one way to standard error, but for the progress line: "tonegraft: ...".
void complain(const std::string& text);

} // namespace tonegraft
