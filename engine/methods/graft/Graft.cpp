// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/Graft.h"

#include "methods/graft/Attack.h"
#include "methods/graft/ConditionalEqualizer.h"
#include "methods/graft/NoteChoice.h"
#include "methods/graft/NoteGraft.h"
#include "methods/graft/StyleSampler.h"
#include "notes/NoteFactors.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kDecaysDbPerSecond = -14.0; // content notes that fall faster have no certain end
constexpr double kMostlyTonal = 0.75;
constexpr double kTonal = 0.88;
constexpr double kLeastSeconds = 0.1; // of a style note that is worth playing,
constexpr double kLeastLevelDb = -18.0;
constexpr double kLeastBody = 0.15; // seconds of a note that tells how notes decay
constexpr double kHeardShare = 0.02;

double rms(const AudioClip& clip) {
    double sum = 0.0;
    for (const std::vector<float>& channel : clip.channels) {
        for (const float sample : channel) {
            sum += static_cast<double>(sample) * sample;
        }
    }
    const double count = static_cast<double>(clip.sampleCount()) * clip.channelCount();
    return count > 0.0 ? std::sqrt(sum / count) : 0.0;
}

void scaleBy(AudioClip& clip, double gain) {
    for (std::vector<float>& channel : clip.channels) {
        for (float& sample : channel) {
            sample = static_cast<float>(sample * gain);
        }
    }
}

AudioClip silence(const AudioClip& like) {
    AudioClip clip;
    clip.sampleRateHz = like.sampleRateHz;
    clip.channels.assign(like.channels.size(), std::vector<float>(like.sampleCount(), 0.0F));
    return clip;
}

/// As many channels as the content has: of a wider style the mean, of a narrower one each again.
AudioClip withChannels(const AudioClip& style, int channels) {
    if (style.channelCount() == channels) {
        return style;
    }
    AudioClip result;
    result.sampleRateHz = style.sampleRateHz;
    std::vector<float> mean(style.sampleCount(), 0.0F);
    for (const std::vector<float>& channel : style.channels) {
        for (std::size_t i = 0; i < mean.size(); ++i) {
            mean[i] += channel[i] / static_cast<float>(style.channelCount());
        }
    }
    result.channels.assign(channels, mean);
    return result;
}

double ramp(double value, double from, double over) {
    return std::clamp((value - from) / over, 0.0, 1.0);
}

double weightOf(const Graft& graft) {
    const bool playable =
        std::any_of(graft.styleNotes.begin(), graft.styleNotes.end(), [](const NoteEvent& note) {
            return note.seconds() > kLeastSeconds && note.levelDb > kLeastLevelDb;
        });
    if (graft.contentNotes.empty() || !playable) {
        return 0.0;
    }
    // Speech is pitched by half, and no tune: of its syllables notes would be made.
    const double both = (graft.contentTonalShare + graft.styleTonalShare) / 2.0;
    return ramp(graft.contentTonalShare, 0.35, 0.3) * ramp(graft.styleTonalShare, 0.35, 0.2) *
           ramp(both, 0.6, 0.12);
}

/// What is left of a clip when its notes are taken out by `weight`.
FrameGains withoutNotes(const NoteFactors& factors, double weight, double level) {
    return [&factors, weight, level](int frame, float* gains) {
        const int bins = factors.bins();
        std::vector<float> tones(bins), noise(bins);
        factors.addTones(frame, tones.data());
        factors.addNoise(frame, noise.data());
        for (int bin = 0; bin < bins; ++bin) {
            const double tonal = tones[bin] / (tones[bin] + noise[bin] + 1e-9F);
            gains[bin] = static_cast<float>(level * (1.0 - weight * tonal));
        }
        std::fill(gains + bins, gains + factors.shape().bins(), static_cast<float>(level));
    };
}

/// How much of the content's untuned part is heard: none where there is next to none, and no more
/// than the style has of its own.
double untunedLevel(const Graft& graft) {
    const double content = 1.0 - graft.contentTonalShare;
    const double style = 1.0 - graft.styleTonalShare;
    const double level =
        ramp(content, 0.08, 0.2) * std::min(1.0, std::sqrt((style + 1e-3) / (content + 1e-3)));
    return 1.0 + graft.weight * (level - 1.0);
}

/// A network's frames are 23 ms long: where something begins suddenly, the note begins there.
void alignToAttacks(const AudioClip& content, std::vector<NoteEvent>& notes) {
    constexpr double kLeastLeft = 0.03; // seconds of the note
    const std::vector<float> mean = withChannels(content, 1).channels.front();
    for (NoteEvent& note : notes) {
        const auto attack = attackNear(mean, note.startSeconds, content.sampleRateHz);
        if (attack && *attack < note.endSeconds - kLeastLeft) {
            note.startSeconds = *attack;
        }
    }
}

/// Organs sound one or two octaves below what they are heard at: where the notes make up little of
/// the clip, partials are looked for there too. No speech nor noise has more of them.
NoteFactors factorsOf(const AudioClip& clip, const std::vector<NoteEvent>& notes,
                      ThreadPool& pool) {
    NoteFactors factors(clip, notes, pool);
    if (notes.empty() || factors.tonalShare() > kMostlyTonal) {
        return factors;
    }
    for (const double lowestPartial : {0.5, 0.25}) {
        NoteFactorSettings settings;
        settings.lowestPartial = lowestPartial;
        NoteFactors wider(clip, notes, pool, settings);
        if (wider.tonalShare() > kTonal) {
            return wider;
        }
    }
    return factors;
}

} // namespace

Graft graftOf(const GraftInput& input) {
    const auto tell = [&](int done) {
        if (input.prepared) {
            input.prepared(done, 4);
        }
    };
    Graft graft;
    graft.contentNotes = input.contentNotes;
    graft.styleNotes = input.styleNotes;
    const AudioClip style = withChannels(input.style, input.content.channelCount());
    const NoteFactors contentFactors = factorsOf(input.content, input.contentNotes, input.pool);
    tell(1);
    const NoteFactors styleFactors = factorsOf(style, input.styleNotes, input.pool);
    tell(2);
    alignToAttacks(input.content, graft.contentNotes);
    alignToAttacks(style, graft.styleNotes);
    measureLevels(contentFactors, graft.contentNotes);
    measureLevels(styleFactors, graft.styleNotes);
    graft.contentTonalShare = contentFactors.tonalShare();
    graft.styleTonalShare = styleFactors.tonalShare();
    graft.weight = weightOf(graft);
    graft.tonal = silence(input.content);
    graft.untuned = silence(input.content);
    if (graft.weight > 0.0) {
        const StyleSampler sampler(style, styleFactors, graft.styleNotes, input.pool);
        if (!sampler.isStruck() &&
            medianSlope(contentFactors, graft.contentNotes, kLeastBody) < kDecaysDbPerSecond) {
            lengthen(graft.contentNotes);
        }
        graft.tonal = played(graft.contentNotes, contentFactors, sampler, input.settings,
                             input.content.sampleCount(), input.content.sampleRateHz, input.pool);
        const double wanted =
            graft.weight * std::sqrt(graft.contentTonalShare) * rms(input.content);
        scaleBy(graft.tonal, wanted / (rms(graft.tonal) + 1e-12));
    }
    tell(3);
    const double level = untunedLevel(graft);
    if (level > kHeardShare) {
        graft.untuned = conditionallyEqualized(
            input.content, withoutNotes(contentFactors, graft.weight, level), style,
            withoutNotes(styleFactors, graft.weight, 1.0), contentFactors.shape(), input.pool);
    }
    for (NoteEvent& note : graft.contentNotes) {
        note.pitch += 12 * input.settings.octave;
    }
    tell(4);
    return graft;
}

} // namespace tonegraft
