// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace tonegraft {

class Interruption;

/// The subcommands. Arguments come without the command's name. Return the exit status, throw
/// UsageError or Error. Block.
int renderCommand(const std::vector<std::string>& arguments, Interruption& interruption);
int measureCommand(const std::vector<std::string>& arguments, Interruption& interruption);
int graphsCommand(const std::vector<std::string>& arguments, Interruption& interruption);
int batchCommand(const std::vector<std::string>& arguments, Interruption& interruption);
int compareCommand(const std::vector<std::string>& arguments, Interruption& interruption);
int methodsCommand(const std::vector<std::string>& arguments);

} // namespace tonegraft
