// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/training/timbre/Batches.h"

#include "timbre/TimbreNetworks.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

namespace tonegraft::training {
namespace {

constexpr int kRows = kPictureWindows * kPictureBins;
constexpr float kSilentDb = -90.0F;
constexpr float kUnitDb = 20.0F;
constexpr double kPi = 3.14159265358979323846;

int below(int count, SplitMix64& random) {
    return static_cast<int>(random.uniform() * count);
}

double normal(SplitMix64& random) {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - random.uniform()));
    return radius * std::cos(2.0 * kPi * random.uniform());
}

/// By how many semitones, and with its tuning by how many bins, an excerpt is moved.
struct Move {
    int semitones = 0;
    int bins = 0;
};

Move drawMove(SplitMix64& random) {
    constexpr int kMost = 6;
    constexpr int kTunings[] = {-1, 0, 0, 0, 1}; // thirds of a semitone
    Move move;
    move.semitones = random.uniform() < 0.15 ? 0 : below(2 * kMost + 1, random) - kMost;
    move.bins = 3 * move.semitones + kTunings[below(5, random)];
    return move;
}

/// Gains in dB over the bins, straight lines between some random ones; none in two of five.
std::vector<float> drawEqualizer(SplitMix64& random) {
    constexpr int kKnots[] = {4, 6, 10, 16};
    constexpr double kSpreadsDb[] = {3.0, 6.0, 9.0};
    std::vector<float> gains(kPictureBins);
    if (random.uniform() >= 0.6) {
        return gains;
    }
    std::vector<double> knots(static_cast<std::size_t>(kKnots[below(4, random)]));
    const double spread = kSpreadsDb[below(3, random)];
    for (double& knot : knots) {
        knot = spread * normal(random);
    }
    for (int bin = 0; bin < kPictureBins; ++bin) {
        const double place =
            static_cast<double>(bin) / (kPictureBins - 1) * static_cast<double>(knots.size() - 1);
        const auto left = std::min(static_cast<std::size_t>(place), knots.size() - 2);
        const double share = place - static_cast<double>(left);
        gains[static_cast<std::size_t>(bin)] =
            static_cast<float>((1.0 - share) * knots[left] + share * knots[left + 1]);
    }
    return gains;
}

/// Levels of every `step`th frame from `first` on, moved and equalized.
std::vector<float> excerpt(const SmallPicture& picture, int first, int count, int step,
                           const Move& move, const std::vector<float>& gains) {
    std::vector<float> levels(static_cast<std::size_t>(kRows) * static_cast<std::size_t>(count),
                              kSilentDb);
    for (int row = 0; row < kRows; ++row) {
        const int bin = row % kPictureBins;
        const int from = bin - move.bins;
        if (from >= 0 && from < kPictureBins) {
            float* const to = levels.data() + static_cast<std::ptrdiff_t>(row) * count;
            for (int frame = 0; frame < count; ++frame) {
                to[frame] = picture.levelDb(row - bin + from, first + frame * step) +
                            gains[static_cast<std::size_t>(bin)];
            }
        }
    }
    return levels;
}

float largestOf(const std::vector<float>& levels) { // of the first window
    return *std::max_element(levels.begin(),
                             levels.begin() + static_cast<std::ptrdiff_t>(levels.size() / 2));
}

/// The level of an excerpt's energy: over its frames' mean, the bins as wide as they are.
double energyDb(const std::vector<float>& levels, int frames) {
    double sum = 0.0;
    for (int bin = 0; bin < kPictureBins; ++bin) {
        const double centerHz =
            kPictureLowestHz * std::pow(2.0, static_cast<double>(bin) / kPictureBinsPerOctave);
        const double widthHz = centerHz * (std::pow(2.0, 1.0 / kPictureBinsPerOctave) - 1.0);
        for (int frame = 0; frame < frames; ++frame) {
            const float level = levels[static_cast<std::size_t>(bin * frames + frame)];
            sum += widthHz * std::pow(10.0, static_cast<double>(level) / 10.0);
        }
    }
    return 10.0 * std::log10(sum / frames + 1e-9);
}

} // namespace

Batches::Batches(const std::vector<Group>& groups) : m_groups(groups) {}

const Group& Batches::drawGroup(SplitMix64& random, bool pitchedOnly) const {
    // Shares of the kinds; where there is none of one, any group.
    const double u = random.uniform();
    const GroupKind kind = u < 0.62                  ? GroupKind::solo
                           : u < 0.75                ? GroupKind::voice
                           : u < 0.95 || pitchedOnly ? GroupKind::mix
                                                     : GroupKind::drums;
    std::vector<const Group*> fitting;
    for (const Group& group : m_groups) {
        if (group.kind == kind) {
            fitting.push_back(&group);
        }
    }
    if (fitting.empty()) {
        return m_groups[static_cast<std::size_t>(below(static_cast<int>(m_groups.size()), random))];
    }
    return *fitting[static_cast<std::size_t>(below(static_cast<int>(fitting.size()), random))];
}

NoteBatch Batches::notes(int count, int frames, SplitMix64& random) const {
    constexpr double kFrameSeconds = static_cast<double>(kPictureHopSamples) / kPictureRateHz;
    NoteBatch batch;
    batch.count = count;
    batch.frames = frames;
    while (static_cast<int>(batch.pictures.size()) < count * kRows * frames) {
        const Group& group = drawGroup(random, false);
        const auto& recording = group.recordings[static_cast<std::size_t>(
            below(static_cast<int>(group.recordings.size()), random))];
        if (recording.picture.frames < frames) {
            continue;
        }
        const int first = below(recording.picture.frames - frames + 1, random);
        const Move move = drawMove(random);
        const auto levels =
            excerpt(recording.picture, first, frames, 1, move, drawEqualizer(random));
        // A clip's loudest cell may lie outside of the excerpt.
        const float louder =
            random.uniform() < 0.5 ? 0.0F : static_cast<float>(12.0 * random.uniform());
        const float zero = largestOf(levels) + louder;
        std::transform(
            levels.begin(), levels.end(), std::back_inserter(batch.pictures),
            [=](float level) { return (std::max(level - zero, -80.0F) + 30.0F) / kUnitDb; });
        const auto roll =
            rollOf(group.notes.at(recording.song), kFrameSeconds, first, frames, move.semitones);
        batch.rolls.insert(batch.rolls.end(), roll.begin(), roll.end());
    }
    return batch;
}

namespace {

/// Recordings of a group by instrument and song.
using Table = std::map<int, std::map<int, const Recording*>>;

Table tableOf(const Group& group) {
    Table table;
    for (const Recording& recording : group.recordings) {
        table[recording.instrument][recording.song] = &recording;
    }
    return table;
}

template <class Value> Value takeOne(std::vector<Value>& values, SplitMix64& random) {
    const auto place = values.begin() + below(static_cast<int>(values.size()), random);
    const Value value = *place;
    values.erase(place);
    return value;
}

/// Two songs that all of some instruments play.
struct Choice {
    std::vector<int> instruments;
    std::vector<int> songs;
};

Choice choose(const Table& table, int count, SplitMix64& random) {
    Choice choice;
    std::vector<int> left;
    for (const auto& [instrument, songs] : table) {
        left.push_back(instrument);
    }
    while (!left.empty() && static_cast<int>(choice.instruments.size()) < count) {
        choice.instruments.push_back(takeOne(left, random));
    }
    std::vector<int> common;
    for (const auto& [song, recording] : table.at(choice.instruments.at(0))) {
        const bool all =
            std::all_of(choice.instruments.begin(), choice.instruments.end(),
                        [&, wanted = song](int i) { return table.at(i).count(wanted) > 0; });
        if (all) {
            common.push_back(song);
        }
    }
    while (!common.empty() && choice.songs.size() < 2) {
        choice.songs.push_back(takeOne(common, random));
    }
    return choice;
}

constexpr double kLevelsFrameSeconds = 2.0 * kPictureHopSamples / kPictureRateHz;
constexpr double kEnergyDb = 49.33; // of the training data's pictures, in the middle
constexpr double kLeastDb = kEnergyDb - 25.0;

/// What all excerpts of a batch have in common.
struct Conditions {
    Move move;
    std::vector<std::vector<float>> equalizers; // an instrument's are the same in both songs
};

/// Adds the same excerpt of one song on each instrument; false if one of them is too short or
/// hardly sounds.
bool addSong(const Table& table, const Choice& choice, int song, const Conditions& conditions,
             SplitMix64& random, LevelsBatch& batch) {
    int shortest = 1 << 30;
    for (const int i : choice.instruments) {
        shortest = std::min(shortest, table.at(i).at(song)->picture.frames);
    }
    const int last = (shortest + 1) / 2 - batch.frames;
    if (last < 0) {
        return false;
    }
    const int first = below(last + 1, random);
    for (std::size_t i = 0; i < choice.instruments.size(); ++i) {
        const auto levels = excerpt(table.at(choice.instruments[i]).at(song)->picture, 2 * first,
                                    batch.frames, 2, conditions.move, conditions.equalizers[i]);
        const double energy = energyDb(levels, batch.frames);
        if (energy < kLeastDb) {
            return false;
        }
        const auto gain = static_cast<float>(kEnergyDb - energy);
        std::transform(levels.begin(), levels.end(), std::back_inserter(batch.pictures),
                       [=](float level) { return std::max(level + gain, -40.0F) / kUnitDb; });
    }
    batch.firsts.push_back(first);
    return true;
}

/// Contents, styles and truths among `count` instruments with two songs each.
void drawTransfers(int count, int transfers, SplitMix64& random, LevelsBatch& batch) {
    std::vector<int> all(static_cast<std::size_t>(2 * count * count));
    std::iota(all.begin(), all.end(), 0);
    while (!all.empty() && static_cast<int>(batch.contents.size()) < transfers) {
        const int drawn = takeOne(all, random);
        const int song = drawn / (count * count);
        const int content = drawn / count % count;
        const int style = drawn % count;
        if (content != style) {
            batch.contents.push_back(song * count + content);
            batch.truths.push_back(song * count + style);
            batch.styles.push_back((1 - song) * count + style);
        }
    }
}

} // namespace

LevelsBatch Batches::levels(int instruments, int transfers, int frames, SplitMix64& random) const {
    for (;;) {
        const Group& group = drawGroup(random, true);
        const Table table = tableOf(group);
        const Choice choice = choose(table, instruments, random);
        const int count = static_cast<int>(choice.instruments.size());
        if (count < 2 || choice.songs.size() < 2) {
            continue;
        }
        LevelsBatch batch;
        batch.count = 2 * count;
        batch.frames = frames;
        Conditions conditions{drawMove(random), {}};
        for (int i = 0; i < count; ++i) {
            conditions.equalizers.push_back(drawEqualizer(random));
        }
        const bool usable = std::all_of(choice.songs.begin(), choice.songs.end(), [&](int song) {
            return addSong(table, choice, song, conditions, random, batch);
        });
        if (!usable) {
            continue;
        }
        for (std::size_t i = 0; i < choice.songs.size(); ++i) {
            const auto roll = rollOf(group.notes.at(choice.songs[i]), kLevelsFrameSeconds,
                                     batch.firsts[i], frames, conditions.move.semitones);
            for (int j = 0; j < count; ++j) {
                batch.rolls.insert(batch.rolls.end(), roll.begin(), roll.end());
            }
        }
        drawTransfers(count, transfers, random, batch);
        return batch;
    }
}

} // namespace tonegraft::training
