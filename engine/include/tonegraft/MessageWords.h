// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tonegraft {

/// Marks a text that the window translates, in the context "tonegraft". For Qt's lupdate:
/// -tr-function-alias QT_TR_NOOP+=TONEGRAFT_TEXT
#define TONEGRAFT_TEXT(text) text

/// Arguments that are words, and are translated as well.
inline constexpr const char* kMessageWords[] = {
    TONEGRAFT_TEXT("content"),
    TONEGRAFT_TEXT("style"),
    TONEGRAFT_TEXT("output"),
    TONEGRAFT_TEXT("a content clip"),
    TONEGRAFT_TEXT("a clip"),
    TONEGRAFT_TEXT("a folder"),
    TONEGRAFT_TEXT("a FIFO (a pipe), not a file"),
    TONEGRAFT_TEXT("a device, not a file"),
    TONEGRAFT_TEXT("a socket, not a file"),
    TONEGRAFT_TEXT("not a regular file"),
};

} // namespace tonegraft
