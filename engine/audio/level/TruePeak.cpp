// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/level/LevelMeters.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tonegraft {

namespace {

constexpr std::size_t kBlock = 1024;
constexpr double kPi = 3.14159265358979323846;
// libebur128's interpolation; that of libswresample, through which ffmpeg's meter reads.
constexpr int kStandardTaps = 12;
constexpr int kLongTaps = 32;
constexpr double kKaiserBeta = 9.0;

double hann(double inside) {
    return 0.5 + 0.5 * std::cos(kPi * inside);
}

double kaiser(double inside) {
    return std::cyl_bessel_i(0.0, kKaiserBeta * std::sqrt(1.0 - inside * inside)) /
           std::cyl_bessel_i(0.0, kKaiserBeta);
}

/// A window over -1 to 1.
using Window = double (*)(double inside);

void takeLargest(float* largest, const float* values, std::size_t count) {
    for (std::size_t n = 0; n < count; ++n) {
        const float size = std::fabs(values[n]);
        largest[n] = largest[n] < size ? size : largest[n];
    }
}

/// One phase: `Taps` input samples make each output; a few at a time, which the compiler keeps in
/// vectors.
template <std::size_t Taps>
void interpolate(const float* input, std::size_t count, const std::array<float, Taps>& taps,
                 float* output) {
    constexpr std::size_t kAtATime = Taps % 8 == 0 ? 8 : Taps;
    std::fill(output, output + count, 0.0F);
    for (std::size_t first = 0; first < Taps; first += kAtATime) {
        const float* in = input + first;
        for (std::size_t n = 0; n < count; ++n) {
            float sum = 0.0F;
            for (std::size_t t = 0; t < kAtATime; ++t)
                sum += taps[first + t] * in[n + t];
            output[n] += sum;
        }
    }
}

/// Reads a channel `Factor` times oversampled, a block at a time, by a windowed sinc. Phase 0 of
/// the filter is the sample itself.
template <int Factor, std::size_t Taps> class Oversampling {
public:
    static constexpr std::size_t kDelay = Taps / 2;

    explicit Oversampling(Window window) {
        for (int phase = 1; phase < Factor; ++phase) {
            for (std::size_t t = 0; t < Taps; ++t) {
                const double x = static_cast<double>(t) + static_cast<double>(phase) / Factor -
                                 static_cast<double>(kDelay);
                const double sinc = std::fabs(x) < 1e-9 ? 1.0 : std::sin(kPi * x) / (kPi * x);
                m_phases[static_cast<std::size_t>(phase - 1)][t] =
                    static_cast<float>(sinc * window(x / static_cast<double>(kDelay)));
            }
        }
    }

    /// Largest values at `count` places, at most kBlock, from `begin` on. The window slides from
    /// before the first sample to behind the last: what it makes at place p lies around sample
    /// p - kDelay, with silence around the samples.
    const float* measure(const std::vector<float>& samples, std::size_t begin, std::size_t count) {
        for (std::size_t i = 0; i < count + Taps; ++i) {
            const std::size_t at = begin + i; // Taps - 1 samples of silence come first
            const bool inside = at >= Taps - 1 && at - (Taps - 1) < samples.size();
            m_input[i] = inside ? samples[at - (Taps - 1)] : 0.0F;
        }
        m_largest.fill(0.0F);
        takeLargest(m_largest.data(), m_input.data() + kDelay - 1, count);
        for (const auto& taps : m_phases) {
            interpolate<Taps>(m_input.data(), count, taps, m_output.data());
            takeLargest(m_largest.data(), m_output.data(), count);
        }
        return m_largest.data();
    }

private:
    std::array<std::array<float, Taps>, Factor - 1> m_phases{};
    std::array<float, kBlock + Taps> m_input{};
    std::array<float, kBlock> m_output{};
    std::array<float, kBlock> m_largest{};
};

/// Places from `begin` on into the hops that their samples lie in.
void spread(const float* places, std::size_t count, std::size_t begin, std::size_t delay,
            const HopRange& hops, std::vector<float>& peaks) {
    std::size_t n = 0;
    while (n < count) {
        const std::size_t sample = begin + n > delay ? begin + n - delay : 0;
        const std::size_t hop = std::min(sample / hops.samples, hops.first + hops.count - 1);
        const std::size_t stop =
            hop + 1 == hops.first + hops.count
                ? count
                : std::clamp((hop + 1) * hops.samples + delay - begin, n + 1, count);
        float largest = peaks[hop - hops.first];
        for (; n < stop; ++n)
            largest = std::max(largest, places[n]);
        peaks[hop - hops.first] = largest;
    }
}

template <int Factor, std::size_t Taps>
void takePeaks(const AudioClip& clip, Window window, const HopRange& hops,
               std::vector<float>& peaks) {
    Oversampling<Factor, Taps> oversampling(window);
    constexpr std::size_t kDelay = Oversampling<Factor, Taps>::kDelay;
    for (const std::vector<float>& channel : clip.channels) {
        const std::size_t last = (hops.first + hops.count) * hops.samples;
        // All that sounds before the first sample and behind the last belongs to their hops.
        const std::size_t end = last >= channel.size() ? channel.size() + Taps - 1 : last + kDelay;
        std::size_t begin = hops.first > 0 ? hops.first * hops.samples + kDelay : 0;
        while (begin < end) {
            const std::size_t count = std::min(kBlock, end - begin);
            spread(oversampling.measure(channel, begin, count), count, begin, kDelay, hops, peaks);
            begin += count;
        }
    }
}

void takeSamplePeaks(const AudioClip& clip, const HopRange& hops, std::vector<float>& peaks) {
    const std::size_t end = std::min(clip.sampleCount(), (hops.first + hops.count) * hops.samples);
    for (const std::vector<float>& channel : clip.channels) {
        for (std::size_t i = hops.first * hops.samples; i < end; ++i) {
            float& largest = peaks[i / hops.samples - hops.first];
            largest = std::max(largest, std::fabs(channel[i]));
        }
    }
}

} // namespace

std::vector<float> truePeaks(const AudioClip& clip, const HopRange& hops) {
    std::vector<float> peaks(hops.count, 0.0F);
    if (hops.count == 0)
        return peaks;
    if (clip.sampleRateHz < 96000)
        takePeaks<4, kStandardTaps>(clip, &hann, hops, peaks);
    else if (clip.sampleRateHz < 192000)
        takePeaks<2, 2 * kStandardTaps>(clip, &hann, hops, peaks);
    else
        takeSamplePeaks(clip, hops, peaks);
    return peaks;
}

std::vector<float> largestReadings(const AudioClip& clip, const HopRange& hops) {
    std::vector<float> peaks = truePeaks(clip, hops);
    if (hops.count == 0)
        return peaks;
    takePeaks<8, kLongTaps>(clip, &kaiser, hops, peaks);
    return peaks;
}

double truePeak(const AudioClip& clip) {
    constexpr std::size_t kHopSamples = 4096;
    float largest = 0.0F;
    for (const float peak : truePeaks(clip, allHops(clip, kHopSamples)))
        largest = std::max(largest, peak);
    return largest;
}

HopRange allHops(const AudioClip& clip, std::size_t hopSamples) {
    return {hopSamples, 0, (clip.sampleCount() + hopSamples - 1) / hopSamples};
}

} // namespace tonegraft
