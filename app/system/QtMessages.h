// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tonegraft {

/// A fatal message of Qt (there is no usable display, for instance) ends the process with a line
/// on standard error and status 1, not as a crash; what Qt merely remarks is not shown.
/// Thread: any.
void tameQtMessages();

} // namespace tonegraft
