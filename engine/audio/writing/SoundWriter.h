// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/files/AtomicFile.h"
#include "tonegraft/AudioFile.h"

namespace tonegraft {

/// The largest WAV; what would be longer becomes RF64 (EBU Tech 3306), whose sizes have 64 bits.
inline constexpr std::uint64_t kLargestWaveBytes = 0xFFFFFFFF;

/// Writes the clip into an open file, without committing it. Throws Error. Blocks.
void writeSound(AtomicFile& file, const AudioClip& clip, const WriteOptions& options,
                std::uint64_t largestWaveBytes = kLargestWaveBytes);

} // namespace tonegraft
