// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/training/instruments/Notes.h"

#include "audio/level/OutputLevel.h"
#include "methods/networks/NetworkAnalysis.h"
#include "methods/shared/Analysis.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Error.h"
#include "tonegraft/Resample.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

namespace tonegraft::training {
namespace {

constexpr double kLevelRms = 0.1;
constexpr double kSilenceRms = 1e-5;

struct Line {
    int instrument = 0;
    std::string set, kind;
    double start = 0.0, seconds = 0.0;
};

std::vector<Line> readIndex(const std::filesystem::path& path) {
    std::ifstream file(path);
    if (!file) {
        throw Error("Cannot read " + path.string() + ". Render the notes with make_notes.py.");
    }
    std::vector<Line> lines;
    for (std::string text; std::getline(file, text);) {
        std::istringstream words(text);
        words.imbue(std::locale::classic());
        Line line;
        if (!(words >> line.instrument >> line.set >> line.kind >> line.start >> line.seconds)) {
            throw Error(path.string() + ": cannot understand the line \"" + text + "\".");
        }
        lines.push_back(line);
    }
    return lines;
}

AudioClip readInstrument(const std::filesystem::path& folder, int instrument) {
    std::string name = std::to_string(instrument);
    name.insert(0, name.size() < 2 ? 1 : 0, '0');
    return resampled(mixedToMono(readClip(folder / (name + ".flac")).clip), kNetworkRateHz);
}

AudioClip cut(const AudioClip& clip, const Line& line) {
    const auto at = [&](double seconds) {
        return std::min(clip.sampleCount(),
                        static_cast<std::size_t>(std::lround(seconds * clip.sampleRateHz)));
    };
    const std::vector<float>& samples = clip.channels[0];
    AudioClip part;
    part.sampleRateHz = clip.sampleRateHz;
    part.channels.emplace_back(samples.data() + at(line.start),
                               samples.data() + at(line.start + line.seconds));
    return part;
}

void append(Notes& notes, const Line& line, AudioClip clip, ThreadPool& pool) {
    const double level = rmsOf(clip);
    if (level < kSilenceRms) {
        return;
    }
    scale(clip, kLevelRms / level);
    const FeatureMap<float> map = featuresOf(clip, networkShape(clip.sampleRateHz), pool);
    Excerpt excerpt;
    excerpt.instrument = line.instrument;
    excerpt.test = line.set == "test";
    excerpt.phrase = line.kind == "phrase";
    excerpt.frames = map.frames;
    excerpt.first = notes.features.size();
    notes.bins = map.bins;
    notes.instruments = std::max(notes.instruments, line.instrument + 1);
    notes.excerpts.push_back(excerpt);
    for (const float value : map.values) {
        const float units = std::round(value / Notes::kUnit);
        notes.features.push_back(static_cast<std::uint16_t>(std::min(units, 65535.0F)));
    }
}

} // namespace

void Notes::read(const Excerpt& excerpt, int firstFrame, int count, float* out) const {
    const int there = std::clamp(excerpt.frames - firstFrame, 0, count);
    const std::size_t size = static_cast<std::size_t>(there) * bins;
    const std::uint16_t* from =
        features.data() + excerpt.first + static_cast<std::size_t>(firstFrame) * bins;
    std::transform(from, from + size, out, [](std::uint16_t units) { return kUnit * units; });
    std::fill(out + size, out + static_cast<std::size_t>(count) * bins, 0.0F);
}

Notes readNotes(const std::filesystem::path& folder, ThreadPool& pool) {
    Notes notes;
    AudioClip clip;
    int read = -1;
    for (const Line& line : readIndex(folder / "index.txt")) {
        if (line.instrument != read) {
            clip = readInstrument(folder, line.instrument);
            read = line.instrument;
        }
        append(notes, line, cut(clip, line), pool);
    }
    return notes;
}

} // namespace tonegraft::training
