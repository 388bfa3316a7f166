// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/Signals.h"

#include <array>
#include <cstdint>

namespace tonegraft::test {

/// Numbers for what happens at random in a texture.
class Chances {
public:
    explicit Chances(std::uint32_t seed) : m_state(seed) {}
    /// Uniform in [0, 1).
    double uniform() {
        m_state = m_state * 6364136223846793005U + 1442695040888963407U;
        return static_cast<double>(m_state >> 33U) / 2147483648.0;
    }
    double between(double low, double high) { return low + (high - low) * uniform(); }
    /// Time to the next of events that come `rate` times a second on average.
    double wait(double rate) { return -std::log(1.0 - uniform()) / rate; }

private:
    std::uint64_t m_state;
};

/// A resonance: two poles at a frequency, ringing for about 1 / widthHz.
class Resonator {
public:
    void tune(double frequencyHz, double widthHz, int sampleRateHz) {
        const double radius = std::exp(-kPi * widthHz / sampleRateHz);
        m_first = 2.0 * radius * std::cos(2.0 * kPi * frequencyHz / sampleRateHz);
        m_second = -radius * radius;
        m_gain = 1.0 - radius;
    }
    double operator()(double in) {
        const double out = m_gain * in + m_first * m_last + m_second * m_beforeLast;
        m_beforeLast = m_last;
        m_last = out;
        return out;
    }

private:
    double m_first = 0.0, m_second = 0.0, m_gain = 1.0, m_last = 0.0, m_beforeLast = 0.0;
};

inline std::size_t samplesIn(double seconds, int sampleRateHz) {
    return static_cast<std::size_t>(seconds * sampleRateHz);
}

/// Drops that ring at pitches of their own, 300 a second, loud ones rare, over a hiss.
inline AudioClip rain(int sampleRateHz, double seconds, std::uint32_t seed = 1) {
    Chances chances(seed);
    std::vector<float> out = noise(samplesIn(seconds, sampleRateHz), 0.01, seed + 100);
    for (double at = chances.wait(300.0); at < seconds; at += chances.wait(300.0)) {
        const double pitch = std::exp(chances.between(std::log(900.0), std::log(8000.0)));
        const double level = 0.02 * std::pow(chances.uniform() + 0.02, -0.7);
        const double decay = chances.between(300.0, 1200.0);
        const std::size_t begin = samplesIn(at, sampleRateHz);
        for (std::size_t i = begin; i < std::min(out.size(), begin + samplesIn(0.02, sampleRateHz));
             ++i) {
            const double t = static_cast<double>(i - begin) / sampleRateHz;
            out[i] +=
                static_cast<float>(level * std::exp(-decay * t) * std::sin(2.0 * kPi * pitch * t));
        }
    }
    return monoClip(sampleRateHz, std::move(out));
}

/// Sparse sharp cracks of very different loudness over a rumble that flickers.
inline AudioClip fire(int sampleRateHz, double seconds, std::uint32_t seed = 1) {
    Chances chances(seed);
    const std::size_t samples = samplesIn(seconds, sampleRateHz);
    const std::vector<float> source = noise(2 * samples, 1.0, seed + 200);
    std::vector<float> out(samples);
    Resonator rumble, flicker;
    rumble.tune(120.0, 200.0, sampleRateHz);
    flicker.tune(3.0, 3.0, sampleRateHz);
    for (std::size_t i = 0; i < samples; ++i) {
        const double swell = 1.0 + 15.0 * flicker(source[samples + i]);
        out[i] = static_cast<float>(0.5 * rumble(source[i]) * swell + 0.004 * source[i]);
    }
    for (double at = chances.wait(20.0); at < seconds; at += chances.wait(20.0)) {
        const double level = 0.05 * std::pow(chances.uniform() + 0.01, -0.6);
        const double decay = chances.between(400.0, 2500.0);
        const std::size_t begin = samplesIn(at, sampleRateHz);
        for (std::size_t i = begin; i < std::min(samples, begin + samplesIn(0.015, sampleRateHz));
             ++i) {
            const double t = static_cast<double>(i - begin) / sampleRateHz;
            out[i] += static_cast<float>(level * std::exp(-decay * t) * source[samples + i]);
        }
    }
    return monoClip(sampleRateHz, std::move(out));
}

/// Sixteen voices: glottal pulses of a pitch that wanders, through two formants that change with
/// each syllable, and rests between the phrases.
inline AudioClip crowd(int sampleRateHz, double seconds, std::uint32_t seed = 1) {
    constexpr int kVoices = 16;
    Chances chances(seed);
    const std::size_t samples = samplesIn(seconds, sampleRateHz);
    std::vector<float> out = noise(samples, 0.002, seed + 300);
    for (int voice = 0; voice < kVoices; ++voice) {
        const double pitch = chances.between(95.0, 240.0);
        const double loudness = chances.between(0.3, 1.0);
        std::array<Resonator, 2> formants;
        double nextSyllable = 0.0;
        double begin = 0.0;
        double length = 1.0;
        double level = 0.0;
        double phase = chances.uniform();
        for (std::size_t i = 0; i < samples; ++i) {
            const double t = static_cast<double>(i) / sampleRateHz;
            if (t >= nextSyllable) {
                begin = t;
                length = chances.between(0.12, 0.35);
                nextSyllable = t + length;
                level = chances.uniform() < 0.25 ? 0.0 : chances.between(0.3, 1.0);
                formants[0].tune(chances.between(300.0, 850.0), 90.0, sampleRateHz);
                formants[1].tune(chances.between(900.0, 2600.0), 150.0, sampleRateHz);
            }
            phase += pitch * (1.0 + 0.1 * std::sin(3.0 * t + voice)) / sampleRateHz;
            const bool pulse = phase >= 1.0;
            phase -= pulse ? 1.0 : 0.0;
            const double shape = std::sin(kPi * (t - begin) / length);
            const double glottis = pulse ? loudness * level * shape : 0.0;
            out[i] += static_cast<float>(2.0 * formants[0](glottis) + 1.5 * formants[1](glottis));
        }
    }
    return monoClip(sampleRateHz, std::move(out));
}

} // namespace tonegraft::test
