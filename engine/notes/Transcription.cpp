// SPDX-License-Identifier: GPL-3.0-or-later
#include "notes/Transcription.h"

#include "notes/NotesFromRoll.h"
#include "tonegraft/Resample.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tonegraft {
namespace {

/// Of the clip's level, below which a mix of its channels is no picture of it.
constexpr double kCancelled = 0.1;

double energyOf(const std::vector<float>& samples) {
    return std::inner_product(samples.begin(), samples.end(), samples.begin(), 0.0);
}

double surenessOf(const NoteLogits& logits, const std::vector<NoteEvent>& notes) {
    double sum = 0.0;
    double cells = 0.0;
    for (const NoteEvent& note : notes) {
        const float* row =
            logits.sounding.data() +
            static_cast<std::ptrdiff_t>(note.pitch - kLowestNotePitch) * logits.frames;
        const int first = static_cast<int>(note.startSeconds / logits.frameSeconds);
        const int last =
            std::min(logits.frames - 1, static_cast<int>(note.endSeconds / logits.frameSeconds));
        for (int frame = first; frame <= last; ++frame) {
            sum += 1.0 / (1.0 + std::exp(-static_cast<double>(row[frame])));
            cells += 1.0;
        }
    }
    return cells > 0.0 ? sum / cells : 0.0;
}

} // namespace

std::vector<float> monoForPicture(const AudioClip& clip) {
    std::vector<float> mean(clip.sampleCount(), 0.0F);
    const std::vector<float>* loudest = &clip.channels.front();
    double energy = 0.0;
    for (const std::vector<float>& channel : clip.channels) {
        for (std::size_t i = 0; i < mean.size(); ++i) {
            mean[i] += channel[i] / static_cast<float>(clip.channelCount());
        }
        energy += energyOf(channel);
        loudest = energyOf(channel) > energyOf(*loudest) ? &channel : loudest;
    }
    if (energyOf(mean) < kCancelled * kCancelled * energy / clip.channelCount()) {
        mean = *loudest;
    }
    const AudioClip mono{clip.sampleRateHz, {std::move(mean)}};
    return resampled(mono, kPictureRateHz).channels.front();
}

HeardClip heardIn(const AudioClip& clip, const TimbreNetworks& networks, ThreadPool& pool) {
    const std::vector<float> mono = monoForPicture(clip);
    HeardClip heard;
    heard.picture = logFrequencyPicture(mono.data(), mono.size(),
                                        tuningCents(mono.data(), mono.size(), pool), pool);
    const NoteLogits logits = networks.notes(heard.picture, pool);
    PianoRoll roll;
    roll.sounds = logits.sounding.data();
    roll.begins = logits.onset.data();
    roll.pitches = kNotePitches;
    roll.frames = logits.frames;
    roll.lowestPitch = kLowestNotePitch;
    roll.frameSeconds = logits.frameSeconds;
    heard.notes = notesFromRoll(roll);
    heard.sureness = surenessOf(logits, heard.notes);
    return heard;
}

} // namespace tonegraft
