// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/decoders/PacketSource.h"

namespace tonegraft {

/// The packets of one stream in one link of an Ogg file, as oggLayout() found it. No demuxer:
/// libavformat's and libsndfile's each stumble over ends and beginnings that others write.
std::unique_ptr<PacketSource> oggPackets(const InputFile& file, const SoundPiece& piece);

} // namespace tonegraft
