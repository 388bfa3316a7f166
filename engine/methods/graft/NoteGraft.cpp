// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/NoteGraft.h"

#include "methods/graft/NoteChoice.h"
#include "methods/graft/NotePlaying.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace tonegraft {
namespace {

constexpr double kMostGainDb = 12.0;
constexpr double kLeastGainDb = -40.0;
constexpr std::size_t kNotesAtOnce = 32; // are in memory
constexpr double kMostLouderDb = 15.0;   // that its partials change by
constexpr double kLouderStepDb = 3.0;    // notes of nearly the same level share a sound
constexpr double kFollowFloorDb = 30.0;
constexpr double kMostFollowDb = 20.0;

/// One note, and what it is played with.
struct Part {
    NoteEvent note; // of the content
    int style = 0;
    int semitones = 0;
    int louder = 0; // in steps
    double gain = 1.0;

    std::tuple<int, int, int> sound() const { return {style, semitones, louder}; }
};

std::vector<Part> partsOf(const std::vector<NoteEvent>& notes, const StyleSampler& sampler,
                          const GraftSettings& settings) {
    NoteChoice choice(sampler);
    const double median = medianLevelDb(notes);
    std::vector<Part> parts;
    for (const NoteEvent& note : notes) {
        Part part;
        part.note = note;
        NoteEvent sounding = note;
        sounding.pitch += 12 * settings.octave;
        part.style = choice.choose(sounding, note.levelDb - median);
        const NoteEvent& with = sampler.notes()[part.style].note;
        part.semitones = sounding.pitch - with.pitch;
        const double levelDb = note.levelDb - median - (with.levelDb - sampler.medianLevelDb());
        part.louder = static_cast<int>(
            std::lround(std::clamp(levelDb, -kMostLouderDb, kMostLouderDb) / kLouderStepDb));
        part.gain = std::pow(10.0, std::clamp(levelDb, kLeastGainDb, kMostGainDb) / 20.0);
        parts.push_back(part);
    }
    return parts;
}

/// The content's own swell in the note over that of the style's, to the power of `follow`.
std::function<double(double, double)> following(const Part& part, const NoteFactors& factors,
                                                const StyleSampler& sampler, double follow) {
    const auto db = [](double amplitude, double reference) {
        return std::max(20.0 * std::log10(amplitude / (reference + 1e-12) + 1e-9), -kFollowFloorDb);
    };
    const NoteEvent note = part.note;
    const NoteEvent with = sampler.notes()[part.style].note;
    const auto loudest = [](const NoteEvent& of, const auto& amplitudeAt) {
        double most = 0.0;
        for (double seconds = 0.0; seconds < of.seconds(); seconds += 0.01) {
            most = std::max(most, amplitudeAt(seconds));
        }
        return most;
    };
    const auto contentAt = [&factors, note](double seconds) {
        const double at = std::clamp(seconds, 0.0, note.seconds());
        return factors.amplitude(note.pitch, factors.frameAt(note.startSeconds + at));
    };
    const int style = part.style;
    const auto styleAt = [&sampler, style, with](double seconds) {
        return sampler.amplitude(style, std::clamp(seconds, 0.0, with.seconds()));
    };
    const double contentMost = loudest(note, contentAt);
    const double styleMost = loudest(with, styleAt);
    return [=](double playedSeconds, double soundSeconds) {
        const double difference =
            db(contentAt(playedSeconds), contentMost) - db(styleAt(soundSeconds), styleMost);
        const double gainDb = std::clamp(follow * difference, -kMostFollowDb, kMostFollowDb);
        return std::pow(10.0, gainDb / 20.0);
    };
}

void add(const PlayedNote& note, double onsetSeconds, int sampleRateHz, AudioClip& sound) {
    const auto begin = static_cast<std::ptrdiff_t>(
        std::llround((onsetSeconds - note.onsetSeconds) * sampleRateHz));
    const auto all = static_cast<std::ptrdiff_t>(sound.sampleCount());
    for (std::size_t c = 0; c < sound.channels.size(); ++c) {
        const std::vector<float>& samples = note.channels[c];
        const auto end = std::min(static_cast<std::ptrdiff_t>(samples.size()), all - begin);
        for (std::ptrdiff_t i = std::max<std::ptrdiff_t>(0, -begin); i < end; ++i) {
            sound.channels[c][begin + i] += samples[i];
        }
    }
}

} // namespace

AudioClip played(const std::vector<NoteEvent>& notes, const NoteFactors& factors,
                 const StyleSampler& sampler, const GraftSettings& settings,
                 std::size_t sampleCount, int sampleRateHz, ThreadPool& pool) {
    const std::vector<Part> parts = partsOf(notes, sampler, settings);
    AudioClip sound;
    sound.sampleRateHz = sampleRateHz;
    std::map<std::tuple<int, int, int>, NoteSound> sounds;
    for (std::size_t first = 0; first < parts.size(); first += kNotesAtOnce) {
        const auto count = static_cast<int>(std::min(kNotesAtOnce, parts.size() - first));
        std::map<std::tuple<int, int, int>, NoteSound> needed;
        std::vector<std::pair<std::tuple<int, int, int>, NoteSound*>> missing;
        for (int i = 0; i < count; ++i) {
            const auto key = parts[first + i].sound();
            const auto known = sounds.find(key);
            if (known != sounds.end()) {
                needed.insert(sounds.extract(known));
            } else if (needed.count(key) == 0) {
                missing.emplace_back(key, &needed[key]);
            }
        }
        sounds.swap(needed);
        pool.run(static_cast<int>(missing.size()), [&](int i) {
            const auto [style, semitones, louder] = missing[i].first;
            *missing[i].second = sampler.sound(style, semitones, louder * kLouderStepDb);
        });
        std::vector<PlayedNote> playedNotes(count);
        pool.run(count, [&](int i) {
            const Part& part = parts[first + i];
            Playing playing;
            playing.ratio = std::exp2(part.semitones / 12.0);
            playing.seconds = part.note.seconds();
            playing.gain = part.gain;
            playing.struck = sampler.isStruck();
            if (settings.followDynamics > 0.0) {
                playing.gainAt = following(part, factors, sampler, settings.followDynamics);
            }
            playedNotes[i] = play(sounds.at(part.sound()), playing, sampleRateHz);
        });
        for (int i = 0; i < count; ++i) {
            if (sound.channels.empty()) { // made once: it is as long as the content
                sound.channels.assign(playedNotes[i].channels.size(),
                                      std::vector<float>(sampleCount, 0.0F));
            }
            add(playedNotes[i], parts[first + i].note.startSeconds, sampleRateHz, sound);
        }
    }
    return sound;
}

} // namespace tonegraft
