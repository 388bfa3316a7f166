// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"
#include "tonegraft/Message.h"
#include "tonegraft/SoundFormats.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tonegraft {

/// What a clip is read for decides which bounds hold: content 1-2 channels and 8-192 kHz,
/// style (and anything else) 1-64 channels and 4-384 kHz; either at most two hours.
enum class ClipRole { content, style };

struct ReadOptions {
    ClipRole role = ClipRole::style;
    double startSeconds = 0.0;    ///< region start; beyond the end is an Error
    double durationSeconds = 0.0; ///< region length; 0 means to the end; cut at the end
};

struct LoadedClip {
    AudioClip clip;
    std::string formatName;        ///< as detected from the content, e.g. "WAV", "FLAC"
    std::vector<Message> warnings; ///< truncated file, NaN samples replaced, ... for the user
};

/// Reads a clip. The format is decided by the file's content, not by its name; accepted are WAV,
/// RF64, W64, AIFF, CAF, FLAC, Ogg (Vorbis, Opus, FLAC, Speex), MP3, AAC and the first sound track
/// of MP4, M4A, QuickTime, Matroska and WebM files. Of files joined from several all is read, in
/// the rate and the channels of the first. A truncated file yields what is there and a warning; NaN
/// and infinite samples become 0 and are counted in a warning. Only regular files are opened (a
/// directory, FIFO or device is refused without blocking).
/// Throws Error with file, reason and remedy. Blocks. Thread: any.
LoadedClip readClip(const std::filesystem::path& path, const ReadOptions& options = {});

/// What each kind of file holds: SoundFormats.h.
struct WriteOptions {
    SoundFileType type = SoundFileType::wav;
    SampleFormat format = SampleFormat::pcm24; ///< means nothing to a lossy coding
    std::uint64_t ditherSeed = 1; ///< where samples are dithered: the same seed the same bytes
    std::string comment;          ///< goes into the file's comment field; UTF-8
};

/// Writes a sound file, whatever ending its name has; samples beyond ±1 are clipped but for float.
/// Lossy coding moves peaks: of a clip of at most -1 dBTP they are turned down by as much
/// as it takes to keep that when decoded.
/// Same clip and options, same bytes (Ogg: but for the number of its stream). Atomic: a temporary
/// file in the same folder is synced and renamed, so the path holds the old file or the new one,
/// never half. Space is checked first. Throws Error.
/// Blocks. Thread: any.
void writeClip(const std::filesystem::path& path, const AudioClip& clip,
               const WriteOptions& options = {});

/// The same atomic, synced replacement for any other file (reports, figures). Throws Error.
void writeFileAtomically(const std::filesystem::path& path, const std::string& bytes);

} // namespace tonegraft
