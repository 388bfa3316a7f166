// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/training/timbre/Recordings.h"

#include "timbre/TimbreNetworks.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Error.h"
#include "tonegraft/Resample.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <optional>
#include <sstream>

namespace tonegraft::training {
namespace {

namespace fs = std::filesystem;

std::optional<GroupKind> kindOf(const std::string& folder) {
    const std::string start = folder.substr(0, folder.find('_'));
    const std::map<std::string, GroupKind> kinds{{"solo", GroupKind::solo},
                                                 {"mix", GroupKind::mix},
                                                 {"drums", GroupKind::drums},
                                                 {"voice", GroupKind::voice}};
    const auto found = kinds.find(start);
    return found == kinds.end() ? std::nullopt : std::optional(found->second);
}

// {"melody": [[start, duration, pitch, velocity], ...], "drums": ...}
std::vector<NoteEvent> readNotes(const fs::path& path) {
    std::ifstream in(path);
    std::vector<NoteEvent> notes;
    try {
        const auto voices = nlohmann::json::parse(in);
        for (const auto& [voice, list] : voices.items()) {
            for (const auto& note : list) {
                if (voice != "drums") {
                    const double start = note.at(0).get<double>();
                    notes.push_back(
                        {start, start + note.at(1).get<double>(), note.at(2).get<int>(), 0.0});
                }
            }
        }
    } catch (const nlohmann::json::exception& wrong) {
        throw Error(Message("Cannot read the notes in \"" + path.string() + "\": " + wrong.what()));
    }
    return notes;
}

SmallPicture small(const LogFrequencyPicture& picture) {
    SmallPicture result;
    result.frames = picture.frames;
    result.levels.reserve(picture.levelsDb.size());
    for (const float level : picture.levelsDb) {
        result.levels.push_back(
            static_cast<std::int16_t>(std::lround(std::clamp(level, -127.0F, 127.0F) * 256.0F)));
    }
    return result;
}

/// The numbers of a file's name, as in 3_1.flac or graft_3_1_0_2.flac.
std::vector<int> numbersIn(const std::string& stem) {
    std::vector<int> numbers;
    std::istringstream parts(stem);
    for (std::string part; std::getline(parts, part, '_');) {
        if (!part.empty() && part.find_first_not_of("0123456789") == std::string::npos) {
            numbers.push_back(std::stoi(part));
        }
    }
    return numbers;
}

void readSound(const fs::path& file, Group& group, ThreadPool& pool) {
    const std::vector<int> numbers = numbersIn(file.stem().string());
    if (numbers.size() == 2) {
        group.recordings.push_back(
            {numbers[0], numbers[1], small(pictureOfFile(file, pool)), file});
    } else if (numbers.size() == 4) {
        group.grafts.push_back(
            {numbers[0], numbers[1], numbers[2], numbers[3], small(pictureOfFile(file, pool))});
    }
}

Group readGroup(const fs::path& folder, GroupKind kind, ThreadPool& pool) {
    Group group;
    group.kind = kind;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end()); // the same order on any file system
    for (const fs::path& file : files) {
        if (file.extension() == ".json") {
            group.notes[std::stoi(file.stem().string())] = readNotes(file);
        } else if (file.extension() == ".flac" || file.extension() == ".wav") {
            readSound(file, group, pool);
        }
    }
    return group;
}

} // namespace

AudioClip clipOfFile(const fs::path& path) {
    return resampled(mixedToMono(readClip(path).clip), kPictureRateHz);
}

LogFrequencyPicture pictureOfFile(const fs::path& path, ThreadPool& pool) {
    const AudioClip clip = clipOfFile(path);
    return logFrequencyPicture(clip.channels.at(0).data(), clip.sampleCount(), 0.0, pool);
}

std::vector<Group> readGroups(const fs::path& folder, ThreadPool& pool) {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (fs::exists(entry.path() / "done") && kindOf(entry.path().filename().string())) {
            folders.push_back(entry.path());
        }
    }
    if (folders.empty()) {
        throw Error(Message("There are no groups of recordings in \"" + folder.string() +
                            "\". Make some with make_data.py."));
    }
    std::sort(folders.begin(), folders.end());
    std::vector<Group> groups;
    for (const fs::path& each : folders) {
        groups.push_back(readGroup(each, *kindOf(each.filename().string()), pool));
    }
    return groups;
}

std::vector<float> rollOf(const std::vector<NoteEvent>& notes, double frameSeconds, int first,
                          int count, int semitones) {
    constexpr int kOnsetFrames = 2;
    const std::size_t plane = kNotePitches * static_cast<std::size_t>(count);
    std::vector<float> roll(2 * plane);
    const auto mark = [&](std::size_t kind, int row, int begin, int end) {
        for (int frame = std::max(begin, first); frame < std::min(end, first + count); ++frame) {
            roll[kind * plane + static_cast<std::size_t>(row * count + frame - first)] = 1.0F;
        }
    };
    for (const NoteEvent& note : notes) {
        const int row = note.pitch - kLowestNotePitch + semitones;
        if (row >= 0 && row < kNotePitches) {
            const int begin = static_cast<int>(std::lround(note.startSeconds / frameSeconds));
            const int end = static_cast<int>(std::lround(note.endSeconds / frameSeconds));
            mark(0, row, begin, std::max(begin + 1, end));
            mark(1, row, begin, begin + kOnsetFrames);
        }
    }
    return roll;
}

} // namespace tonegraft::training
