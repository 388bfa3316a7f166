// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timbre/LogFrequencyPicture.h"
#include "tonegraft/AudioClip.h"
#include "tonegraft/NoteEvent.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tonegraft::training {

/// A picture in a quarter of the memory: levels in steps of 1/256 dB.
struct SmallPicture {
    int frames = 0;
    std::vector<std::int16_t> levels; ///< [window][bin][frame]

    float levelDb(int row, int frame) const {
        return static_cast<float>(
                   levels[static_cast<std::size_t>(row) * static_cast<std::size_t>(frames) +
                          static_cast<std::size_t>(frame)]) /
               256.0F;
    }
};

struct Recording {
    int instrument = 0;
    int song = 0;
    SmallPicture picture;
    std::filesystem::path file{}; ///< that it was read from
};

/// What the networks' notes made of a content and a style before any levels were changed.
struct GraftedTransfer {
    int contentInstrument = 0, contentSong = 0;
    int styleInstrument = 0, styleSong = 0;
    SmallPicture picture;
};

enum class GroupKind { solo, mix, drums, voice };

/// Several instruments that each play the same songs, so that what one plays is known to sound so
/// on another.
struct Group {
    GroupKind kind = GroupKind::solo;
    std::vector<Recording> recordings{};
    std::map<int, std::vector<NoteEvent>> notes{}; ///< of each song, all voices but drums
    std::vector<GraftedTransfer> grafts{};         ///< those that were played
};

/// What make_data.py writes: FOLDER/solo_1_0/INSTRUMENT_SONG.flac (also .wav) and SONG.json, the
/// group's kind being the beginning of its folder's name; what writeGrafts() writes. Folders
/// without a file `done` are being written and left out. Throws Error for a file that cannot be
/// read, and if there is no group.
std::vector<Group> readGroups(const std::filesystem::path& folder, ThreadPool& pool);

/// A clip as the networks hear it, mono at the pictures' rate, from a file of any rate.
AudioClip clipOfFile(const std::filesystem::path& path);
/// Its picture.
LogFrequencyPicture pictureOfFile(const std::filesystem::path& path, ThreadPool& pool);

/// [sounds, begins][semitone][frame] of `count` frames from `first` on, 1 where so. `semitones`:
/// by how much all notes are transposed.
std::vector<float> rollOf(const std::vector<NoteEvent>& notes, double frameSeconds, int first,
                          int count, int semitones);

} // namespace tonegraft::training
