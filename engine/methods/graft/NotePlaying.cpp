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
constexpr double kReleaseSeconds = 0.02;
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

/// Where a sound is read for each moment of a played note, all in seconds of what is played.
class Course {
public:
    Course(const NoteSound& sound, const Playing& playing, int sampleRateHz)
        : m_playing(playing), m_before(sound.onsetSeconds / playing.ratio),
          m_off((sound.offSeconds - sound.onsetSeconds) / playing.ratio),
          m_all(static_cast<double>(sound.channels.front().size()) / sampleRateHz / playing.ratio) {
    }

    double before() const { return m_before; }
    /// From the first sample to the last one.
    double seconds() const {
        return m_playing.struck ? m_all : m_before + m_playing.seconds + (m_all - m_before - m_off);
    }
    double releaseAt(double seconds) const { return seconds - m_playing.seconds + m_off; }
    /// 0 while the note is held, 1 once it is let go.
    double release(double seconds) const {
        const double after = seconds - m_playing.seconds + kReleaseSeconds / 2.0;
        return m_playing.struck ? 0.0 : std::clamp(after / kReleaseSeconds, 0.0, 1.0);
    }
    double damping(double seconds) const {
        const double after = seconds - m_playing.seconds;
        if (!m_playing.struck) {
            return 1.0;
        }
        const double damped =
            after > 0.0 ? std::pow(10.0, -after * kDampedDbPerSecond / 20.0) : 1.0;
        const double left = m_all - m_before - seconds;
        return damped * std::clamp(left / kFadeSeconds, 0.0, 1.0);
    }

private:
    const Playing& m_playing;
    double m_before, m_off, m_all;
};

} // namespace

namespace {

/// What is held no longer than the sound was.
PlayedNote playHeld(const NoteSound& sound, const Playing& playing, int sampleRateHz) {
    const Course course(sound, playing, sampleRateHz);
    const int count = std::max(1, static_cast<int>(course.seconds() * sampleRateHz));
    PlayedNote played;
    played.onsetSeconds = course.before();
    played.channels.assign(sound.channels.size(), std::vector<float>(count, 0.0F));
    const auto position = [&](double seconds) {
        return (seconds + course.before()) * playing.ratio * sampleRateHz;
    };
    for (int i = 0; i < count; ++i) {
        const double seconds = static_cast<double>(i) / sampleRateHz - course.before();
        const double release = course.release(seconds);
        double gain = playing.gain * course.damping(seconds);
        if (playing.gainAt) {
            gain *= playing.gainAt(seconds, seconds * playing.ratio);
        }
        const double heldGain = gain * std::sqrt(1.0 - release);
        const double releaseGain = gain * std::sqrt(release);
        for (std::size_t c = 0; c < sound.channels.size(); ++c) {
            double sample = 0.0;
            if (release < 1.0) {
                sample += heldGain * sampleAt(sound.channels[c], position(seconds));
            }
            if (release > 0.0) {
                sample +=
                    releaseGain * sampleAt(sound.channels[c], position(course.releaseAt(seconds)));
            }
            played.channels[c][i] = static_cast<float>(sample);
        }
    }
    return played;
}

} // namespace

PlayedNote play(const NoteSound& sound, const Playing& playing, int sampleRateHz) {
    const double seconds = playing.seconds * playing.ratio; // of the sound
    const bool isLonger = seconds > sound.offSeconds - sound.onsetSeconds;
    return isLonger && !playing.struck
               ? playHeld(held(sound, seconds, sampleRateHz), playing, sampleRateHz)
               : playHeld(sound, playing, sampleRateHz);
}

} // namespace tonegraft
