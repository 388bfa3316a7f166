// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/StyleFrames.h"

#include "features/FilterBank.h"
#include "methods/Analysis.h"

#include <algorithm>
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

MosaicTemplates<float> StyleFrames::magnitudes(ThreadPool& pool) const {
    MosaicTemplates<float> result;
    result.runLengths = runLengths;
    const auto sides = static_cast<int>(spectra.size());
    result.magnitudes = FeatureMap<float>(sides, templates, bins);
    pool.run(sides * templates, [&](int row) {
        const std::complex<float>* in =
            spectra[row / templates].data() + static_cast<std::ptrdiff_t>(row % templates) * bins;
        float* out = result.magnitudes.frame(0, row);
        for (int bin = 0; bin < bins; ++bin) {
            out[bin] = std::abs(in[bin]);
        }
    });
    return result;
}

StyleFrames styleFrames(const AudioClip& style, const StftShape& shape, bool paired, int most,
                        std::uint64_t seed, ThreadPool& pool) {
    Stft<float> stft(shape, style.sampleCount(), pool);
    const int channels = style.channelCount();
    StyleFrames result;
    result.bins = stft.bins();
    // Where each frame of each channel goes.
    std::vector<std::vector<int>> place(channels, std::vector<int>(stft.frames(), kNotChosen));
    for (const FrameRun& run : chosenFrames(paired ? 1 : channels, stft.frames(), most, seed)) {
        result.runLengths.push_back(run.count);
        for (int t = run.first; t < run.first + run.count; ++t) {
            place[run.channel][t] = result.templates++;
        }
    }
    result.complete = result.templates == (paired ? 1 : channels) * stft.frames();
    result.spectra.assign(
        paired ? channels : 1,
        std::vector<std::complex<float>>(static_cast<std::size_t>(result.templates) * result.bins));
    for (int channel = 0; channel < channels; ++channel) {
        const std::vector<int>& placeOf = place[paired ? 0 : channel];
        std::complex<float>* out = result.spectra[paired ? channel : 0].data();
        stft.forEachFrame(
            style.channels[channel].data(), [&](int t, const std::complex<float>* bins) {
                if (placeOf[t] != kNotChosen) {
                    std::copy_n(bins, result.bins,
                                out + static_cast<std::ptrdiff_t>(placeOf[t]) * result.bins);
                }
            });
    }
    return result;
}

} // namespace tonegraft
