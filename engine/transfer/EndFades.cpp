// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/EndFades.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {

namespace {

constexpr double kAtEndSeconds = 0.005;
constexpr double kAtSilenceSeconds = 0.003;
constexpr double kHalfTurn = 3.14159265358979323846;
constexpr double kClick = 0.1;  // of the level
constexpr double kHarder = 2.0; // than the content's
constexpr double kSame = 0.1;   // of the content's: its own end
constexpr std::size_t kEdgeSamples = 3;

struct Edge {
    SampleRange sound;
    bool atEnd = false; // of the sound

    std::size_t sample(std::size_t i) const { return atEnd ? sound.end - 1 - i : sound.begin + i; }
};

double levelIn(const std::vector<float>& samples, const std::vector<SampleRange>& sounds) {
    double squares = 0.0;
    std::size_t count = 0;
    for (const SampleRange& sound : sounds) {
        const std::size_t end = std::min(sound.end, samples.size());
        for (std::size_t i = sound.begin; i < end; ++i) {
            squares += static_cast<double>(samples[i]) * samples[i];
        }
        count += end > sound.begin ? end - sound.begin : 0;
    }
    return count > 0 ? std::sqrt(squares / static_cast<double>(count)) : 0.0;
}

/// How hard an edge is, relative to the level.
double hardness(const std::vector<float>& samples, const Edge& edge, double level) {
    double largest = 0.0;
    for (std::size_t i = 0; i < std::min(kEdgeSamples, edge.sound.length()); ++i) {
        if (edge.sample(i) < samples.size()) {
            largest = std::max<double>(largest, std::fabs(samples[edge.sample(i)]));
        }
    }
    return level > 0.0 ? largest / level : 0.0;
}

bool clicks(double output, double content, bool atEnd) {
    // An attack of the content may be one of the output; an end that is cut off is never meant.
    const bool asInContent =
        atEnd ? std::fabs(output - content) <= kSame * content : output <= kHarder * content;
    return output > kClick && !asInContent;
}

void fade(std::vector<float>& samples, const Edge& edge, std::size_t length) {
    for (std::size_t i = 0; i < length; ++i) {
        const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(length);
        samples[edge.sample(i)] *= static_cast<float>(0.5 - 0.5 * std::cos(kHalfTurn * share));
    }
}

} // namespace

void fadeClicks(AudioClip& output, const AudioClip& content, const Sounding& sounding,
                bool followsContent) {
    const int channels = output.channelCount();
    for (int c = 0; c < channels; ++c) {
        const int ofContent = channels == content.channelCount() ? c : 0;
        std::vector<float>& samples = output.channels[static_cast<std::size_t>(c)];
        const std::vector<float>& wanted = content.channels[static_cast<std::size_t>(ofContent)];
        std::vector<SampleRange> sounds = sounding.soundsIn(channels, c, output.sampleRateHz);
        const std::vector<SampleRange> inContent =
            sounding.soundsIn(channels, c, content.sampleRateHz);
        const double level = levelIn(samples, sounds);
        const double contentLevel = followsContent ? levelIn(wanted, inContent) : 0.0;
        for (std::size_t k = 0; k < sounds.size(); ++k) {
            SampleRange sound = sounds[k];
            sound.end = std::min(sound.end, samples.size());
            if (sound.begin >= sound.end) {
                break;
            }
            for (const bool atEnd : {false, true}) {
                const Edge edge{sound, atEnd};
                const bool atSilence = atEnd ? sound.end < samples.size() : sound.begin > 0;
                const double seconds = atSilence ? kAtSilenceSeconds : kAtEndSeconds;
                const auto longest =
                    static_cast<std::size_t>(std::lround(seconds * output.sampleRateHz));
                if (clicks(hardness(samples, edge, level),
                           hardness(wanted, {inContent[k], atEnd}, contentLevel), atEnd)) {
                    fade(samples, edge, std::min(longest, sound.length() / 4));
                }
            }
        }
    }
}

} // namespace tonegraft
