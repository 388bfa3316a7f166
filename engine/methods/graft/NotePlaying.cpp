// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/NotePlaying.h"

#include "methods/graft/NoteHolding.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr int kTaps = 16;
constexpr int kPhases = 1024;
constexpr double kDampedDbPerSecond = 60.0 / 0.35;
constexpr double kFadeSeconds = 0.03;

using Taps = std::array<float, kTaps>;

// A sinc under a Hann window, for positions between samples.
const std::vector<Taps>& interpolation() {
    static const std::vector<Taps> phases = [] {
        std::vector<Taps> table(kPhases + 1);
        for (int phase = 0; phase <= kPhases; ++phase) {
            double sum = 0.0;
            std::array<double, kTaps> taps{};
            for (int tap = 0; tap < kTaps; ++tap) {
                const double x = tap - (kTaps / 2 - 1) - static_cast<double>(phase) / kPhases;
                const double sinc = std::abs(x) < 1e-9 ? 1.0 : std::sin(kPi * x) / (kPi * x);
                taps[tap] = sinc * (0.5 + 0.5 * std::cos(kPi * x / (kTaps / 2)));
                sum += taps[tap];
            }
            for (int tap = 0; tap < kTaps; ++tap) {
                table[phase][tap] = static_cast<float>(taps[tap] / sum);
            }
        }
        return table;
    }();
    return phases;
}

float sampleAt(const std::vector<float>& samples, double position) {
    const double floor = std::floor(position);
    const auto first = static_cast<std::ptrdiff_t>(floor) - (kTaps / 2 - 1);
    const Taps& taps = interpolation()[static_cast<int>((position - floor) * kPhases + 0.5)];
    const auto count = static_cast<std::ptrdiff_t>(samples.size());
    float sum = 0.0F;
    if (first >= 0 && first + kTaps <= count) {
        const float* in = samples.data() + first;
        for (int tap = 0; tap < kTaps; ++tap) {
            sum += taps[tap] * in[tap];
        }
        return sum;
    }
    for (int tap = 0; tap < kTaps; ++tap) {
        const std::ptrdiff_t at = first + tap;
        sum += at >= 0 && at < count ? taps[tap] * samples[at] : 0.0F;
    }
    return sum;
}

/// Of a struck note: dampers fall when the key is let go, and it ends before the sound does.
double damping(double secondsAfterOff, double secondsLeft) {
    const double damped =
        secondsAfterOff > 0.0 ? std::pow(10.0, -secondsAfterOff * kDampedDbPerSecond / 20.0) : 1.0;
    return damped * std::clamp(secondsLeft / kFadeSeconds, 0.0, 1.0);
}

/// From its first sample to its last one.
PlayedNote playThrough(const NoteSound& sound, const Playing& playing, int sampleRateHz) {
    const double soundSamples = static_cast<double>(sound.channels.front().size());
    const int count = std::max(1, static_cast<int>(soundSamples / playing.ratio));
    const double allSeconds = soundSamples / playing.ratio / sampleRateHz;
    PlayedNote played;
    played.onsetSeconds = sound.onsetSeconds / playing.ratio;
    played.channels.assign(sound.channels.size(), std::vector<float>(count, 0.0F));
    for (int i = 0; i < count; ++i) {
        const double seconds = static_cast<double>(i) / sampleRateHz - played.onsetSeconds;
        double gain = playing.gain;
        if (playing.struck) {
            gain *= damping(seconds - playing.seconds, allSeconds - played.onsetSeconds - seconds);
        }
        if (playing.gainAt) {
            gain *= playing.gainAt(seconds, seconds * playing.ratio);
        }
        for (std::size_t c = 0; c < sound.channels.size(); ++c) {
            played.channels[c][i] =
                static_cast<float>(gain * sampleAt(sound.channels[c], i * playing.ratio));
        }
    }
    return played;
}

} // namespace

PlayedNote play(const NoteSound& sound, const Playing& playing, int sampleRateHz) {
    return playing.struck ? playThrough(sound, playing, sampleRateHz)
                          : playThrough(held(sound, playing.seconds * playing.ratio, sampleRateHz),
                                        playing, sampleRateHz);
}

} // namespace tonegraft
