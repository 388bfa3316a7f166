// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tonegraft {

/// Lets screen readers read what panes show: their name, the value under the pointer, and the
/// playhead's position, which they can set. Doing it again changes nothing.
void installPaneAccessibility();

} // namespace tonegraft
