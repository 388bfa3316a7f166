// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Arguments.h"

#include "tonegraft/Error.h"
#include "tonegraft/ShownText.h"

#include <CLI/CLI.hpp>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace tonegraft {

bool parseArguments(CLI::App& parser, const std::vector<std::string>& arguments) {
    try {
        // CLI11 takes them last first.
        parser.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    } catch (const CLI::CallForHelp&) {
        print(parser.help());
        return false;
    } catch (const CLI::ParseError& error) {
        throw UsageError(error.what());
    }
    return true;
}

void print(const std::string& said) {
    const std::string text = shownLines(said);
    errno = 0;
    const bool whole = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    if (!whole || std::fflush(stdout) != 0)
        throw Error("Standard output cannot be written: " + std::generic_category().message(errno) +
                    ".");
}

void complain(const std::string& text) {
    std::fprintf(stderr, "tonegraft: %s\n", shownLines(text).c_str());
}

} // namespace tonegraft
