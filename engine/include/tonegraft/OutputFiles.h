// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioFile.h"
#include "tonegraft/Estimate.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tonegraft {

/// A file that is going to be written.
struct PlannedFile {
    std::filesystem::path path;
    std::uint64_t bytes = 0; ///< as far as they are known
};

/// Whether all these files can be written, asked before hours of work: throws Error with path,
/// reason and remedy for whatever is known to prevent it: no such folder, or one that may not be
/// written to; anything but a regular file in its place, or one that is write-protected; a name
/// that the file system refuses, which is tried in a hidden folder beside the target; two names
/// of one file; more bytes than a disk has free or than a file may have. Nothing is left behind.
/// Blocks. Thread: any.
void checkOutputs(const std::vector<PlannedFile>& files);

/// True if the two paths lead to the same file, there or not yet there: names are compared in
/// their folder, however that is written. (`checkOutputs()` knows besides where a file system
/// takes different names for one.) Thread: any.
bool sameTarget(const std::filesystem::path& one, const std::filesystem::path& other);

/// Throws Error if no file of this type holds a clip of this shape. Thread: any.
void checkSoundFormat(const std::filesystem::path& path, const ClipShape& shape,
                      const WriteOptions& options);

/// Bytes of the finished file. WAV: a little more rather than less; FLAC: as if it saved nothing;
/// Ogg Vorbis: about what music of that length takes. Thread: any.
std::uint64_t soundFileBytes(const ClipShape& shape, const WriteOptions& options);

/// The bytes of the file that writeClip() would write, which is nowhere. Throws Error. Blocks.
/// Thread: any.
std::string soundFileContent(const AudioClip& clip, const WriteOptions& options);

} // namespace tonegraft
