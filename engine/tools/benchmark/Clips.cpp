// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/benchmark/Bench.h"

#include "methods/shared/Analysis.h"
#include "methods/shared/FilterBank.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace tonegraft::benchmark {
namespace {

constexpr double kTurn = 6.283185307179586;

AudioClip emptyClip(int sampleRateHz, int channels, double seconds) {
    AudioClip clip;
    clip.sampleRateHz = sampleRateHz;
    clip.channels.resize(channels);
    for (std::vector<float>& channel : clip.channels) {
        channel.resize(static_cast<std::size_t>(seconds * sampleRateHz));
    }
    return clip;
}

} // namespace

double secondsOf(const std::function<void()>& function) {
    const auto start = std::chrono::steady_clock::now();
    function();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::vector<double> medianSeconds(const std::vector<std::function<void()>>& functions, int rounds) {
    std::vector<std::vector<double>> seconds(functions.size());
    for (const std::function<void()>& function : functions) {
        function();
    }
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < functions.size(); ++i) {
            seconds[i].push_back(secondsOf(functions[i]));
        }
    }
    std::vector<double> medians;
    for (std::vector<double>& one : seconds) {
        std::sort(one.begin(), one.end());
        medians.push_back(one[one.size() / 2]);
    }
    return medians;
}

AudioClip syntheticContent(int sampleRateHz, int channels, double seconds) {
    constexpr double kNotesHz[] = {262, 330, 392, 349, 294, 440, 392, 523, 494, 330, 262, 196};
    AudioClip clip = emptyClip(sampleRateHz, channels, seconds);
    for (int c = 0; c < channels; ++c) {
        for (std::size_t i = 0; i < clip.sampleCount(); ++i) {
            const double t = static_cast<double>(i) / sampleRateHz;
            const auto note = static_cast<std::size_t>(t * 3.0);
            const double decay = std::exp(-5.0 * (t - static_cast<double>(note) / 3.0));
            const double angle = kTurn * kNotesHz[note % 12] * t;
            clip.channels[c][i] = static_cast<float>(
                (0.3 - 0.05 * c) * decay *
                (std::sin(angle) + 0.5 * std::sin(2 * angle) + 0.25 * std::sin(3 * angle)));
        }
    }
    return clip;
}

AudioClip syntheticStyle(int sampleRateHz, int channels, double seconds) {
    AudioClip clip = emptyClip(sampleRateHz, channels, seconds);
    for (int c = 0; c < channels; ++c) {
        SplitMix64 random(11U + static_cast<unsigned>(c));
        for (std::size_t i = 0; i < clip.sampleCount(); ++i) {
            const double t = static_cast<double>(i) / sampleRateHz;
            const double angle = kTurn * (t < seconds / 2 ? 185.0 : 139.0) * t;
            double tone = 0.0;
            for (int partial = 1; partial <= 14; ++partial) {
                tone += std::sin(partial * angle) / std::sqrt(partial);
            }
            clip.channels[c][i] =
                static_cast<float>(0.05 * tone * (1.0 + 0.6 * std::sin(kTurn * 7.0 * t)) +
                                   0.03 * (random.uniform() - 0.5));
        }
    }
    return clip;
}

FeatureMap<float> syntheticFeatures(const AudioClip& clip, ThreadPool& pool) {
    return featuresOf(clip, analysisShape(clip.sampleRateHz), pool);
}

} // namespace tonegraft::benchmark
