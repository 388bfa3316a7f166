// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/MessageCode.h"

namespace tonegraft {

/// Marks a text that the window translates, in the context "tonegraft". For Qt's lupdate:
/// -tr-function-alias QT_TR_NOOP+=TONEGRAFT_TEXT
#define TONEGRAFT_TEXT(text) text

/// A message in English, %1 to %9 in place of its arguments.
struct MessageText {
    MessageCode code;
    const char* english;
};

} // namespace tonegraft
