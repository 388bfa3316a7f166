// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/MessageText.h"

namespace tonegraft {

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
    TONEGRAFT_TEXT("FLAC of more than 24 bits"),
    TONEGRAFT_TEXT("a list of waves (LIST wavl)"),
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
    TONEGRAFT_TEXT("has no \"dtype\""),
    TONEGRAFT_TEXT("has no \"shape\""),
    TONEGRAFT_TEXT("has no \"data_offsets\""),
    TONEGRAFT_TEXT("holds numbers of an unknown type"),
    TONEGRAFT_TEXT("has a shape of more than 8 sizes, or none"),
    TONEGRAFT_TEXT("has a size that is no count"),
    TONEGRAFT_TEXT("has no two offsets"),
    TONEGRAFT_TEXT("has an offset that is no count"),
    TONEGRAFT_TEXT("reaches beyond the end of the file"),
    TONEGRAFT_TEXT("would be larger than the file"),
    TONEGRAFT_TEXT("has a shape and offsets that disagree"),
    TONEGRAFT_TEXT("its tensors overlap"),
    TONEGRAFT_TEXT("there are gaps between its tensors"),
    TONEGRAFT_TEXT("it is longer than its tensors"),
};

} // namespace tonegraft
