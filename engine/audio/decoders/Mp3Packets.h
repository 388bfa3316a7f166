// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/decoders/PacketSource.h"

namespace tonegraft {

/// The frames of a run that walkMp3() found. No demuxer: libavformat's believes the encoder's
/// header on where the sound ends.
std::unique_ptr<PacketSource> mp3Packets(const InputFile& file, const SoundPiece& piece);

} // namespace tonegraft
