// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tonegraft {

enum class RunState { idle, running, paused, stopping };
/// What is heard.
enum class Source { content, style, output, previous };
/// Light or dark.
enum class Appearance { desktop, light, dark };
/// Of a message.
enum class Severity { information, warning, error };

} // namespace tonegraft
