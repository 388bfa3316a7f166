// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/training/timbre/Judge.h"

#include "notes/NotesFromRoll.h"
#include "tools/training/timbre/LevelsDistance.h"
#include "tools/training/timbre/Transfers.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>

namespace tonegraft::training {
namespace {

constexpr double kToleranceSeconds = 0.09;

LogFrequencyPicture large(const SmallPicture& small) {
    LogFrequencyPicture picture;
    picture.frames = small.frames;
    for (const std::int16_t level : small.levels) {
        picture.levelsDb.push_back(static_cast<float>(level) / 256.0F);
    }
    return picture;
}

double fOf(double found, double wanted, double both) {
    return found + wanted > 0.0 ? 2.0 * both / (found + wanted) : 1.0;
}

/// Each true note counts for one that was found, the nearest.
double noteF(const std::vector<NoteEvent>& found, const std::vector<NoteEvent>& truth) {
    std::vector<bool> taken(truth.size());
    int both = 0;
    for (const NoteEvent& note : found) {
        double nearest = kToleranceSeconds;
        std::size_t match = truth.size();
        for (std::size_t i = 0; i < truth.size(); ++i) {
            const double distance = std::fabs(truth[i].startSeconds - note.startSeconds);
            if (truth[i].pitch == note.pitch && !taken[i] && distance < nearest) {
                nearest = distance;
                match = i;
            }
        }
        if (match < truth.size()) {
            taken[match] = true;
            ++both;
        }
    }
    return fOf(static_cast<double>(found.size()), static_cast<double>(truth.size()), both);
}

at::Tensor levelsOf(std::vector<float>& levelsDb, int frames) {
    return at::from_blob(levelsDb.data(), {1, kPictureBins, frames}) / 20.0;
}

} // namespace

NoteFigures judgeNotes(const TimbreNetworks& networks, const std::vector<Group>& groups,
                       ThreadPool& pool) {
    NoteFigures figures;
    double found = 0.0;
    double wanted = 0.0;
    double both = 0.0;
    for (const Group& group : groups) {
        for (const Recording& recording : group.recordings) {
            if (group.kind == GroupKind::drums) {
                continue;
            }
            const std::vector<NoteEvent>& truth = group.notes.at(recording.song);
            const NoteLogits logits = networks.notes(large(recording.picture), pool);
            const auto notes =
                notesFromRoll({logits.sounding.data(), logits.onset.data(), kNotePitches,
                               logits.frames, kLowestNotePitch, logits.frameSeconds});
            figures.noteF += noteF(notes, truth);
            ++figures.clips;
            const auto roll = rollOf(truth, logits.frameSeconds, 0, logits.frames, 0);
            for (std::size_t i = 0; i < logits.sounding.size(); ++i) {
                const bool isFound = logits.sounding[i] > 0.0F;
                const bool isWanted = roll[i] > 0.0F;
                found += isFound ? 1.0 : 0.0;
                wanted += isWanted ? 1.0 : 0.0;
                both += isFound && isWanted ? 1.0 : 0.0;
            }
        }
    }
    figures.noteF /= std::max(1, figures.clips);
    figures.frameF = fOf(found, wanted, both);
    return figures;
}

namespace {

/// What is judged of a transfer: levels [bin][frame] of the frames that all have.
struct Attempts {
    std::vector<float> before, made, graft; // graft: empty where none is played
    std::vector<float> truth;
    int frames = 0;
};

/// The first window's levels of a picture's first frames.
std::vector<float> firstFrames(const float* levelsDb, int ofFrames, int frames) {
    std::vector<float> levels;
    levels.reserve(static_cast<std::size_t>(kPictureBins) * static_cast<std::size_t>(frames));
    for (int bin = 0; bin < kPictureBins; ++bin) {
        const float* const row = levelsDb + static_cast<std::ptrdiff_t>(bin) * ofFrames;
        levels.insert(levels.end(), row, row + frames);
    }
    return levels;
}

Attempts cutToFit(const LogFrequencyPicture& content, const std::vector<float>& madeDb,
                  const LogFrequencyPicture& truth) {
    Attempts attempts;
    attempts.frames = std::min(content.frames, truth.frames);
    attempts.before = firstFrames(content.row(0, 0), content.frames, attempts.frames);
    attempts.made = firstFrames(madeDb.data(), content.frames, attempts.frames);
    attempts.truth = firstFrames(truth.row(0, 0), truth.frames, attempts.frames);
    return attempts;
}

/// One picture in, as the network without a second one sees it.
Attempts fromContent(const TimbreNetworks& networks, const Transfer& transfer, ThreadPool& pool) {
    const auto content = everySecondFrame(large(transfer.content->picture));
    const auto style = everySecondFrame(large(transfer.style->picture));
    return cutToFit(content, networks.levelsDb(content, style, pool),
                    everySecondFrame(large(transfer.truth->picture)));
}

/// The graft in, the content beside it, on the grid of the content's tuning.
Attempts fromGraft(const TimbreNetworks& networks, const Transfer& transfer, ThreadPool& pool) {
    const PlayedTransfer sound = played(transfer, networks, pool);
    const auto pictureOf = [&](const std::vector<float>& samples) {
        return everySecondFrame(logFrequencyPicture(samples.data(), samples.size(),
                                                    sound.content.picture.gridCents, pool));
    };
    const LogFrequencyPicture graft = pictureOf(sound.samples);
    const LogFrequencyPicture before = everySecondFrame(sound.content.picture);
    const std::vector<float> made =
        networks.levelsDb(graft, before, everySecondFrame(sound.style.picture), pool);
    Attempts attempts =
        cutToFit(before, made, pictureOf(clipOfFile(transfer.truth->file).channels.at(0)));
    attempts.graft = firstFrames(graft.row(0, 0), graft.frames, attempts.frames);
    return attempts;
}

/// Adds the distances from the truth, those of the untouched content being 1.
void addRatios(std::vector<float>& levels, Attempts& attempts, LevelsRatios& sums) {
    constexpr double kLeastDistance = 0.2;
    const at::Tensor truth = levelsOf(attempts.truth, attempts.frames);
    const at::Tensor untouched =
        levelsDistance(levelsOf(attempts.before, attempts.frames), truth).clamp_min(kLeastDistance);
    const at::Tensor ratios = levelsDistance(levelsOf(levels, attempts.frames), truth) / untouched;
    sums.mel += ratios[0][0].item<double>();
    sums.linear += ratios[0][1].item<double>();
    sums.logarithmic += ratios[0][2].item<double>();
}

void divide(LevelsRatios& sums, int count) {
    for (double* const sum : {&sums.mel, &sums.linear, &sums.logarithmic}) {
        *sum /= std::max(1, count);
    }
}

} // namespace

LevelsFigures judgeLevels(const TimbreNetworks& networks, const std::vector<Group>& groups,
                          int transfersOfGroup, ThreadPool& pool) {
    const c10::NoGradGuard noGradients;
    LevelsFigures figures;
    for (const Group& group : groups) {
        for (const Transfer& transfer : transfersOf(group, transfersOfGroup)) {
            Attempts attempts = networks.seeBeside() ? fromGraft(networks, transfer, pool)
                                                     : fromContent(networks, transfer, pool);
            addRatios(attempts.made, attempts, figures.made);
            if (!attempts.graft.empty()) {
                addRatios(attempts.graft, attempts, figures.graft);
            }
            ++figures.transfers;
        }
    }
    divide(figures.made, figures.transfers);
    divide(figures.graft, figures.transfers);
    return figures;
}

} // namespace tonegraft::training
