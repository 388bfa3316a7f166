// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>

namespace tonegraft {

/// The one exception type of the engine. `what()` is written for the user: it names the file or
/// the setting, the reason, and what to do. UTF-8. Being cancelled is an outcome, never an Error.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace tonegraft
