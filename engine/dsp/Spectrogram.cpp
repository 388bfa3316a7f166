// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/Spectrogram.h"

#include "dsp/Stft.h"
#include "dsp/Vectorized.h"
#include "tonegraft/Error.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

struct AddPower {
    template <int>
    TONEGRAFT_INLINE static void run(const float* __restrict spectrum, int bins,
                                     float* __restrict power) {
        for (int bin = 0; bin < bins; ++bin) {
            power[bin] += spectrum[2 * bin] * spectrum[2 * bin] +
                          spectrum[2 * bin + 1] * spectrum[2 * bin + 1];
        }
    }
};

void addPowers(Stft<float>& stft, const std::vector<float>& samples, Spectrogram& spectrogram) {
    stft.forEachFrame(samples.data(), [&](int frame, const std::complex<float>* bins) {
        float* power =
            spectrogram.magnitudes.data() + static_cast<std::size_t>(frame) * spectrogram.bins;
        const auto* spectrum = reinterpret_cast<const float*>(bins);
        runVectorized<AddPower>(spectrum, spectrogram.bins, power);
    });
}

} // namespace

Spectrogram spectrogramOf(const AudioClip& clip) {
    if (clip.empty()) {
        throw Error(MessageCode::clipEmpty);
    }
    const StftShape shape = analysisShape(clip.sampleRateHz);
    const std::size_t sampleCount =
        std::max(clip.sampleCount(), static_cast<std::size_t>(shape.windowSamples / 2 + 1));
    ThreadPool pool(0);
    Stft<float> stft(shape, sampleCount, pool);

    Spectrogram spectrogram;
    spectrogram.sampleRateHz = clip.sampleRateHz;
    spectrogram.windowSamples = shape.windowSamples;
    spectrogram.hopSamples = shape.hopSamples;
    spectrogram.bins = stft.bins();
    spectrogram.frames = stft.frames();
    spectrogram.magnitudes.resize(static_cast<std::size_t>(stft.frames()) * stft.bins());
    for (const std::vector<float>& channel : clip.channels) {
        if (channel.size() == sampleCount) {
            addPowers(stft, channel, spectrogram);
        } else {
            std::vector<float> padded = channel;
            padded.resize(sampleCount);
            addPowers(stft, padded, spectrogram);
        }
    }
    // The periodic Hann window sums to half its length: a full-scale sine reads a quarter of it.
    const float scale = 4.0F / static_cast<float>(shape.windowSamples);
    const auto channels = static_cast<float>(clip.channelCount());
    for (float& value : spectrogram.magnitudes) {
        value = scale * std::sqrt(value / channels);
    }
    return spectrogram;
}

} // namespace tonegraft
