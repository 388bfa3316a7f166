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
    TONEGRAFT_TEXT("another program is using it"),
    TONEGRAFT_TEXT("a name that this file system refuses"),
    TONEGRAFT_TEXT("free format (without a bit rate)"),
    TONEGRAFT_TEXT("more than 24 bits a sample"),
    TONEGRAFT_TEXT("32 bit float"),
    TONEGRAFT_TEXT("the loader gives no reason"),
    TONEGRAFT_TEXT("it ends sooner than it did"),
    TONEGRAFT_TEXT("it is no safetensors file: it is too short"),
    TONEGRAFT_TEXT("it is no safetensors file: its header has no possible length"),
    TONEGRAFT_TEXT("it is no safetensors file, or a damaged one: its header is no JSON"),
    TONEGRAFT_TEXT("it is no safetensors file: its header names no tensors"),
    TONEGRAFT_TEXT("its header is nested too deeply"),
    TONEGRAFT_TEXT("its header has a name that is too long"),
    TONEGRAFT_TEXT("its metadata are no texts by name"),
    TONEGRAFT_TEXT("its metadata hold something else than texts"),
    TONEGRAFT_TEXT("its tensors overlap"),
    TONEGRAFT_TEXT("there are gaps between its tensors"),
    TONEGRAFT_TEXT("it is longer than its tensors"),
};

} // namespace tonegraft
