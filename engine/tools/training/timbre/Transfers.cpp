// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/training/timbre/Transfers.h"

#include "methods/graft/Graft.h"
#include "methods/shared/FilterBank.h"
#include "tonegraft/AudioFile.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>

namespace tonegraft::training {

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

PlayedTransfer played(const Transfer& transfer, const TimbreNetworks& networks, ThreadPool& pool) {
    const AudioClip content = clipOfFile(transfer.content->file);
    const AudioClip style = clipOfFile(transfer.style->file);
    PlayedTransfer result{heardIn(content, networks, pool), heardIn(style, networks, pool), {}};
    const Graft graft =
        graftOf({content, style, result.content.notes, result.style.notes, pool, {}, nullptr});
    result.samples = graft.tonal.channels.at(0);
    std::transform(result.samples.begin(), result.samples.end(),
                   graft.untuned.channels.at(0).begin(), result.samples.begin(), std::plus<>());
    return result;
}

namespace {

constexpr float kPeak = 0.5F; // of a graft's file; levels are taken relative to its energy

std::filesystem::path graftFile(const Transfer& transfer) {
    const auto name = [](const Recording& recording) {
        return std::to_string(recording.instrument) + "_" + std::to_string(recording.song);
    };
    return transfer.content->file.parent_path() /
           ("graft_" + name(*transfer.content) + "_" + name(*transfer.style) + ".flac");
}

void writeGraft(const Transfer& transfer, const TimbreNetworks& networks, ThreadPool& pool) {
    std::vector<float> samples = played(transfer, networks, pool).samples;
    float loudest = 0.0F;
    for (const float sample : samples) {
        loudest = std::max(loudest, std::fabs(sample));
    }
    if (loudest > 0.0F) { // else nothing was heard, and nothing can be learned from it
        for (float& sample : samples) {
            sample *= kPeak / loudest;
        }
        writeClip(graftFile(transfer), {kPictureRateHz, {std::move(samples)}});
    }
}

} // namespace

void writeGrafts(const TimbreNetworks& networks, const std::string& folder, int transfersOfGroup,
                 ThreadPool& pool) {
    for (const Group& group : readGroups(folder, pool)) {
        for (const Transfer& transfer : transfersOf(group, transfersOfGroup)) {
            if (!std::filesystem::exists(graftFile(transfer))) {
                writeGraft(transfer, networks, pool);
            }
        }
        std::printf("%s\n", group.recordings.at(0).file.parent_path().c_str());
        std::fflush(stdout);
    }
}

} // namespace tonegraft::training
