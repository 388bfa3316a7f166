// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Arguments.h"
#include "app/cli/Commands.h"
#include "tonegraft/Error.h"

namespace tonegraft {

int graphsCommand(const std::vector<std::string>&) {
    throw Error("graphs: the figure is not there yet.");
}

} // namespace tonegraft
