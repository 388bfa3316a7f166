// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/musaic/StyleFrames.h"

#include "methods/shared/ChosenFrames.h"

#include <algorithm>
#include <utility>

namespace tonegraft {
namespace {

constexpr int kNotChosen = -1;

} // namespace

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
