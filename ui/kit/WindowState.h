// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tonegraft {

enum class RunState { idle, running, paused, stopping };
/// What is heard.
enum class Source { content, style, output, previous };
/// Of a message.
enum class Severity { information, warning, error };

} // namespace tonegraft
