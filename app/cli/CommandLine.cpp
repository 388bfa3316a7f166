// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CommandLine.h"

#include "app/cli/Arguments.h"
#include "app/cli/Commands.h"
#include "app/cli/Interruption.h"
#include "app/cli/WholeClips.h"
#include "app/files/Parameters.h"
#include "tonegraft/Error.h"

#include <CLI/CLI.hpp>

#include <csignal>
#include <map>
#include <new>
#include <string>
#include <system_error>

namespace tonegraft {

namespace {

constexpr int kExitFailure = 1;
constexpr int kExitUsage = 2;

constexpr const char* kHelp =
    R"(Tonegraft puts the style of one recording on the content of another.

  tonegraft [CONTENT [STYLE]]                         opens the window
  tonegraft render CONTENT STYLE -o OUT.wav [...]     transfers and writes WAV, FLAC or Ogg
  tonegraft batch JOBS.jsonl [...]                    makes all the transfers of a file
  tonegraft measure CONTENT STYLE OUTPUT [--json]     judges a transfer
  tonegraft graphs CONTENT STYLE OUTPUT -o FIG.png    draws the three spectrograms; also .svg, .pdf
  tonegraft compare CONTENT STYLE -o DIR [...]        several methods on one page
  tonegraft methods [--json]                          lists methods, settings, ranges, defaults
  tonegraft --version

`tonegraft COMMAND --help` lists a command's options. A clip whose name is that of a command is
given with its folder: `tonegraft ./render`.

Exit status: 0 done, 1 failure, 2 wrong usage, 130 interrupted (nothing was written; of a batch, what
was finished stays).
)";

using Arguments = std::vector<std::string>;
using Command = int (*)(const Arguments&, Interruption&);

/// Of a command that reads whole recordings.
template <Command command> int ofWholeClips(const Arguments& rest, Interruption& interruption) {
    try {
        return command(rest, interruption);
    } catch (const Error& error) {
        throw withoutRegion(error);
    } catch (const std::bad_alloc&) {
        throw Error("Not enough memory; close other programs, or choose shorter recordings.");
    }
}

const std::map<std::string, Command>& commands() {
    static const std::map<std::string, Command> all = {
        {"render", renderCommand},
        {"batch", batchCommand},
        {"measure", ofWholeClips<measureCommand>},
        {"graphs", ofWholeClips<graphsCommand>},
        {"compare", compareCommand},
        {"methods", [](const Arguments& rest, Interruption&) { return methodsCommand(rest); }},
    };
    return all;
}

std::variant<int, WindowRequest> windowRequest(const Arguments& arguments) {
    CLI::App parser("", "tonegraft");
    parser.set_help_flag();
    bool help = false;
    bool version = false;
    std::string content, style;
    parser.add_flag("-h,--help", help);
    parser.add_flag("--version", version);
    parser.add_option("CONTENT", content);
    parser.add_option("STYLE", style);
    parseArguments(parser, arguments);
    if (!help && !version)
        return WindowRequest{content, style};
    print(help ? kHelp : std::string("Tonegraft ") + programVersion() + "\n");
    return 0;
}

int failed(int status, const std::string& reason) {
    complain(reason);
    if (status == kExitUsage)
        complain("see tonegraft --help");
    return status;
}

/// A thread that could not be started says no more than "Resource temporarily unavailable".
std::string reasonOf(const std::system_error& error) {
    if (error.code() == std::errc::resource_unavailable_try_again)
        return "The system allows no more threads (see `ulimit -u`). Close other programs and try "
               "again.";
    return error.what();
}

std::variant<int, WindowRequest> dispatch(const Arguments& arguments) {
    const auto command = arguments.empty() ? commands().end() : commands().find(arguments.front());
    if (command == commands().end())
        return windowRequest(arguments);
    Interruption interruption;
    return command->second(Arguments(arguments.begin() + 1, arguments.end()), interruption);
}

} // namespace

std::variant<int, WindowRequest> runCommandLine(const Arguments& arguments) {
    // A closed pipe or a file size limit is an error to report, not a reason to be killed.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    try {
        return dispatch(arguments);
    } catch (const UsageError& error) {
        return failed(kExitUsage, error.what());
    } catch (const std::bad_alloc&) {
        return failed(kExitFailure, "Not enough memory; choose shorter regions or fewer filters.");
    } catch (const std::system_error& error) {
        return failed(kExitFailure, reasonOf(error));
    } catch (const std::exception& error) {
        return failed(kExitFailure, error.what());
    }
}

} // namespace tonegraft
