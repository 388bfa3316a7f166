// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/training/timbre/Judge.h"

#include "methods/shared/FilterBank.h"
#include "notes/NotesFromRoll.h"
#include "tools/training/timbre/LevelsDistance.h"

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

struct Transfer {
    const Recording* content;
    const Recording* style;
    const Recording* truth;
};

std::vector<Transfer> transfersOf(const Group& group, int most) {
    std::vector<Transfer> all;
    for (const Recording& content : group.recordings) {
        for (const Recording& style : group.recordings) {
            for (const Recording& truth : group.recordings) {
                if (content.instrument != style.instrument && content.song != style.song &&
                    truth.instrument == style.instrument && truth.song == content.song) {
                    all.push_back({&content, &style, &truth});
                }
            }
        }
    }
    SplitMix64 random(1);
    std::vector<Transfer> drawn;
    while (!all.empty() && static_cast<int>(drawn.size()) < most) {
        const auto place =
            static_cast<std::size_t>(random.uniform() * static_cast<double>(all.size()));
        drawn.push_back(all[place]);
        all.erase(all.begin() + static_cast<std::ptrdiff_t>(place));
    }
    return drawn;
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

LevelsFigures judgeLevels(const TimbreNetworks& networks, const std::vector<Group>& groups,
                          int transfersOfGroup, ThreadPool& pool) {
    constexpr double kLeastDistance = 0.2;
    const c10::NoGradGuard noGradients;
    LevelsFigures figures;
    double* const sums[] = {&figures.mel, &figures.linear, &figures.logarithmic};
    for (const Group& group : groups) {
        for (const Transfer& transfer : transfersOf(group, transfersOfGroup)) {
            const auto content = everySecondFrame(large(transfer.content->picture));
            const auto style = everySecondFrame(large(transfer.style->picture));
            auto truth = everySecondFrame(large(transfer.truth->picture));
            std::vector<float> made = networks.levelsDb(content, style, pool);
            std::vector<float> before(content.levelsDb.begin(),
                                      content.levelsDb.begin() + kPictureBins * content.frames);
            const int frames = std::min(content.frames, truth.frames);
            const auto goal = levelsOf(truth.levelsDb, truth.frames).narrow(2, 0, frames);
            const auto distance = [&](std::vector<float>& levels) {
                return levelsDistance(levelsOf(levels, content.frames).narrow(2, 0, frames), goal);
            };
            const at::Tensor ratios = distance(made) / distance(before).clamp_min(kLeastDistance);
            for (int i = 0; i < 3; ++i) {
                *sums[i] += ratios[0][i].item<double>();
            }
            ++figures.transfers;
        }
    }
    for (double* const sum : sums) {
        *sum /= std::max(1, figures.transfers);
    }
    return figures;
}

} // namespace tonegraft::training
