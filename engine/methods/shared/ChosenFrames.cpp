// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/shared/ChosenFrames.h"

#include "methods/shared/Analysis.h"
#include "methods/shared/FilterBank.h"

#include <algorithm>
#include <complex>
#include <numeric>
#include <utility>

namespace tonegraft {
namespace {

constexpr int kBlockFrames = 64; // long enough for runs of neighbors
constexpr int kNotChosen = -1;

} // namespace

std::vector<FrameRun> chosenFrames(int channels, int frames, int most, std::uint64_t seed) {
    std::vector<FrameRun> runs;
    if (static_cast<std::int64_t>(channels) * frames <= most) {
        for (int channel = 0; channel < channels; ++channel) {
            runs.push_back({channel, 0, frames});
        }
        return runs;
    }
    const int blocks = std::max(1, frames / kBlockFrames);
    std::vector<int> order(static_cast<std::size_t>(blocks) * channels);
    std::iota(order.begin(), order.end(), 0);
    const auto chosen = std::min(static_cast<std::size_t>(most / kBlockFrames), order.size());
    SplitMix64 random(seed);
    for (std::size_t i = 0; i < chosen; ++i) {
        const auto rest = static_cast<double>(order.size() - i);
        std::swap(order[i], order[i + static_cast<std::size_t>(random.uniform() * rest)]);
    }
    order.resize(chosen);
    std::sort(order.begin(), order.end());
    for (const int block : order) {
        const int channel = block / blocks;
        const int first = block % blocks * kBlockFrames;
        const bool touches = !runs.empty() && runs.back().channel == channel &&
                             runs.back().first + runs.back().count == first;
        const int count = std::min(kBlockFrames, frames - first);
        if (touches) {
            runs.back().count += count;
        } else {
            runs.push_back({channel, first, count});
        }
    }
    return runs;
}

ChosenFeatures chosenFeatures(const AudioClip& clip, const StftShape& shape, int most,
                              std::uint64_t seed, ThreadPool& pool) {
    const int frames = shape.framesOf(clip.sampleCount());
    if (static_cast<std::int64_t>(clip.channelCount()) * frames <= most) {
        return {featuresOf(clip, shape, pool), true};
    }
    // Runs are made of whole blocks.
    const int length = std::min(kBlockFrames, frames);
    std::vector<std::vector<int>> place(clip.channelCount(), std::vector<int>(frames, kNotChosen));
    int count = 0;
    for (const FrameRun& run : chosenFrames(clip.channelCount(), frames, most, seed)) {
        for (int t = run.first; t < run.first + run.count; ++t) {
            place[run.channel][t] = count++;
        }
    }
    ChosenFeatures chosen{FeatureMap<float>(count / length, length, shape.bins()), false};
    Stft<float> stft(shape, clip.sampleCount(), pool);
    const auto scale = static_cast<float>(magnitudeScale(shape));
    for (int channel = 0; channel < clip.channelCount(); ++channel) {
        stft.forEachFrame(clip.channels[channel].data(),
                          [&](int t, const std::complex<float>* spectrum) {
                              if (place[channel][t] != kNotChosen) {
                                  logMagnitudes(spectrum, scale, shape.bins(),
                                                chosen.map.frame(0, place[channel][t]));
                              }
                          });
    }
    return chosen;
}

} // namespace tonegraft
