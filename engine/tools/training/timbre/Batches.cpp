// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/training/timbre/Batches.h"

#include "timbre/TimbreNetworks.h"

#include "tonegraft/Error.h"
#include "tools/training/timbre/Excerpts.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

namespace tonegraft::training {
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

/// Levels of an excerpt and the notes in them.
struct Batches::Heard {
    std::vector<float> levels;
    std::vector<float> roll;
};

Batches::Heard Batches::drawHeard(int frames, SplitMix64& random) const {
    constexpr double kFrameSeconds = static_cast<double>(kPictureHopSamples) / kPictureRateHz;
    for (;;) {
        const Group& group = drawGroup(random, false);
        const auto& recording = group.recordings[static_cast<std::size_t>(
            below(static_cast<int>(group.recordings.size()), random))];
        if (recording.picture.frames < frames) {
            continue;
        }
        const int first = below(recording.picture.frames - frames + 1, random);
        const Move move = drawMove(random);
        return {
            excerpt(recording.picture, first, frames, 1, move, drawEqualizer(random)),
            rollOf(group.notes.at(recording.song), kFrameSeconds, first, frames, move.semitones)};
    }
}

namespace {

/// Both at once: powers add up, which cells of other sounds nearly do.
void addQuieter(std::vector<float>& levels, const std::vector<float>& others, float byDb) {
    const float gain = largestOf(levels) - largestOf(others) - byDb;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const float power =
            std::pow(10.0F, levels[i] / 10.0F) + std::pow(10.0F, (others[i] + gain) / 10.0F);
        levels[i] = 10.0F * std::log10(power);
    }
}

} // namespace

NoteBatch Batches::notes(int count, int frames, SplitMix64& random) const {
    constexpr double kShareOfTwo = 0.25; // of the excerpts, two recordings that sound at once
    NoteBatch batch;
    batch.count = count;
    batch.frames = frames;
    for (int i = 0; i < count; ++i) {
        Heard heard = drawHeard(frames, random);
        if (random.uniform() < kShareOfTwo) {
            const Heard other = drawHeard(frames, random);
            addQuieter(heard.levels, other.levels, static_cast<float>(12.0 * random.uniform()));
            std::transform(heard.roll.begin(), heard.roll.end(), other.roll.begin(),
                           heard.roll.begin(), [](float a, float b) { return std::max(a, b); });
        }
        // A clip's loudest cell may lie outside of the excerpt.
        const float louder =
            random.uniform() < 0.5 ? 0.0F : static_cast<float>(12.0 * random.uniform());
        const float zero = largestOf(heard.levels) + louder;
        std::transform(
            heard.levels.begin(), heard.levels.end(), std::back_inserter(batch.pictures),
            [=](float level) { return (std::max(level - zero, -80.0F) + 30.0F) / kUnitDb; });
        batch.rolls.insert(batch.rolls.end(), heard.roll.begin(), heard.roll.end());
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
        const std::vector<float> levels =
            atNetworkLevel(excerpt(table.at(choice.instruments[i]).at(song)->picture, 2 * first,
                                   batch.frames, 2, conditions.move, conditions.equalizers[i]),
                           batch.frames);
        if (levels.empty()) {
            return false;
        }
        batch.pictures.insert(batch.pictures.end(), levels.begin(), levels.end());
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

namespace {

const SmallPicture* pictureOf(const Group& group, int instrument, int song) {
    const auto found =
        std::find_if(group.recordings.begin(), group.recordings.end(), [=](const Recording& each) {
            return each.instrument == instrument && each.song == song;
        });
    return found == group.recordings.end() ? nullptr : &found->picture;
}

/// Adds excerpts of one transfer; false if one of them is too short or hardly sounds.
bool addGrafted(const Group& group, const GraftedTransfer& transfer, SplitMix64& random,
                GraftedBatch& batch) {
    const SmallPicture* const content =
        pictureOf(group, transfer.contentInstrument, transfer.contentSong);
    const SmallPicture* const style =
        pictureOf(group, transfer.styleInstrument, transfer.styleSong);
    const SmallPicture* const truth =
        pictureOf(group, transfer.styleInstrument, transfer.contentSong);
    if (content == nullptr || style == nullptr || truth == nullptr) {
        return false;
    }
    const auto starts = [&](int shortest) { return (shortest + 1) / 2 - batch.frames + 1; };
    const int ofContent =
        starts(std::min({content->frames, truth->frames, transfer.picture.frames}));
    const int ofStyle = starts(style->frames);
    if (ofContent <= 0 || ofStyle <= 0) {
        return false;
    }
    const int first = 2 * below(ofContent, random);
    const int firstOfStyle = 2 * below(ofStyle, random);
    const Move move = drawMove(random);
    const std::vector<float> contentGains = drawEqualizer(random);
    const std::vector<float> styleGains = drawEqualizer(random);
    const auto excerptOf = [&](const SmallPicture& picture, int from, const auto& gains) {
        return atNetworkLevel(excerpt(picture, from, batch.frames, 2, move, gains), batch.frames);
    };
    const std::vector<float> parts[] = {
        excerptOf(transfer.picture, first, styleGains), excerptOf(*content, first, contentGains),
        excerptOf(*style, firstOfStyle, styleGains), excerptOf(*truth, first, styleGains)};
    std::vector<float>* const all[] = {&batch.grafts, &batch.contents, &batch.styles,
                                       &batch.truths};
    if (std::any_of(std::begin(parts), std::end(parts),
                    [](const auto& levels) { return levels.empty(); })) {
        return false;
    }
    for (std::size_t i = 0; i < std::size(parts); ++i) {
        all[i]->insert(all[i]->end(), parts[i].begin(), parts[i].end());
    }
    return true;
}

} // namespace

GraftedBatch Batches::grafted(int transfers, int frames, SplitMix64& random) const {
    if (std::none_of(m_groups.begin(), m_groups.end(),
                     [](const Group& group) { return !group.grafts.empty(); })) {
        throw Error(Message("No grafts were played of the recordings: see the command grafts."));
    }
    GraftedBatch batch;
    batch.frames = frames;
    while (batch.count < transfers) {
        const Group& group = drawGroup(random, true);
        if (!group.grafts.empty()) {
            const auto& transfer = group.grafts[static_cast<std::size_t>(
                below(static_cast<int>(group.grafts.size()), random))];
            batch.count += addGrafted(group, transfer, random, batch) ? 1 : 0;
        }
    }
    return batch;
}

} // namespace tonegraft::training
