// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/tonegraft/Foundation.h"

#include "audio/level/OutputLevel.h"
#include "methods/shared/Analysis.h"
#include "methods/tonegraft/HeldPeaks.h"
#include "methods/tonegraft/HoldingBack.h"
#include "methods/tonegraft/LevelShaping.h"
#include "notes/Transcription.h"

#include <algorithm>

namespace tonegraft {
namespace {

constexpr double kLeastRms = 1e-9;
constexpr HoldingBack kOfNotes{2.5, 5.0};     // where all is notes, ...
constexpr HoldingBack kOfEnvelopes{4.0, 8.0}; // and where none is
constexpr int kParts = 4;                     // hearing two clips, grafting, shaping

void add(AudioClip& sum, const AudioClip& other) {
    for (int channel = 0; channel < sum.channelCount(); ++channel) {
        for (std::size_t i = 0; i < sum.channels[channel].size(); ++i) {
            sum.channels[channel][i] += other.channels[channel][i];
        }
    }
}

/// What notes make of a sound is nearer to the truth than what is made of it without them.
HoldingBack holdingOf(double weight) {
    const auto between = [weight](double notes, double none) {
        return none + weight * (notes - none);
    };
    return {between(kOfNotes.noneBelowDb, kOfEnvelopes.noneBelowDb),
            between(kOfNotes.allAboveDb, kOfEnvelopes.allAboveDb)};
}

} // namespace

Foundation foundationOf(const AudioClip& content, const AudioClip& style,
                        const GraftSettings& settings, ThreadPool& pool,
                        const std::function<void(int done, int of)>& prepared) {
    const auto done = [&](int parts) {
        if (prepared) {
            prepared(parts, kParts);
        }
    };
    const std::shared_ptr<const TimbreNetworks> networks = builtInTimbreNetworks();
    const HeardClip heardContent = heardIn(content, *networks, pool);
    done(1);
    const HeardClip heardStyle = heardIn(style, *networks, pool);
    done(2);
    Graft graft =
        graftOf({content, style, heardContent.notes, heardStyle.notes, pool, settings, nullptr});
    done(3);
    Foundation made;
    made.notes = std::move(graft.contentNotes);
    made.sound = std::move(graft.tonal);
    add(made.sound, graft.untuned);
    LevelShaping shaping;
    // The network was shown pairs at one pitch: notes moved by octaves are no such pair.
    shaping.share *= settings.octave == 0 ? graft.weight : 0.0;
    if (shaping.share > 0.0 && rmsOf(made.sound) > kLeastRms) {
        const std::vector<float> mono = monoForPicture(made.sound);
        const LogFrequencyPicture picture = everySecondFrame(
            logFrequencyPicture(mono.data(), mono.size(), heardContent.picture.gridCents, pool));
        const std::vector<float> wanted =
            networks->levelsDb(picture, everySecondFrame(heardContent.picture),
                               everySecondFrame(heardStyle.picture), pool);
        made.sound = shaped(made.sound, picture, wanted, shaping, pool);
    }
    const auto level = [&] {
        scale(made.sound, rmsOf(content) / std::max(rmsOf(made.sound), kLeastRms));
    };
    level();
    if (settings.octave == 0 && rmsOf(made.sound) > kLeastRms) {
        made.sound = heldBack(made.sound, content, holdingOf(graft.weight), pool);
        level();
    }
    holdPeaks(made.sound, content, style);
    done(4);
    return made;
}

} // namespace tonegraft
