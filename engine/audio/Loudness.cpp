// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/Loudness.h"

#include "tonegraft/Error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string>

#include <ebur128.h>

namespace tonegraft {

namespace {

constexpr std::size_t kBlockNumbers = 16384;
/// Longer than the interpolation filter of the true-peak meter, at the clip's rate.
constexpr std::size_t kFlushSamples = 64;
/// libebur128 knows the layouts up to 5.1 and ignores further channels.
constexpr int kLargestKnownLayout = 6;

struct MeterDeleter {
    void operator()(ebur128_state* meter) const { ebur128_destroy(&meter); }
};
using Meter = std::unique_ptr<ebur128_state, MeterDeleter>;

void requireDone(int status) {
    if (status != EBUR128_SUCCESS)
        throw Error("The loudness could not be measured: out of memory.");
}

Meter meterFor(const AudioClip& clip) {
    Meter meter(ebur128_init(static_cast<unsigned>(clip.channelCount()),
                             static_cast<unsigned long>(std::max(clip.sampleRateHz, 0)),
                             EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK));
    if (!meter)
        throw Error("The loudness of " + std::to_string(clip.channelCount()) + " channels at " +
                    std::to_string(clip.sampleRateHz) + " Hz cannot be measured.");
    if (clip.channelCount() > kLargestKnownLayout) {
        for (int c = 0; c < clip.channelCount(); ++c)
            requireDone(ebur128_set_channel(meter.get(), static_cast<unsigned>(c), EBUR128_CENTER));
    }
    return meter;
}

void feed(ebur128_state* meter, const AudioClip& clip) {
    const std::size_t channels = clip.channels.size();
    const std::size_t block = std::max<std::size_t>(1, kBlockNumbers / channels);
    std::vector<float> interleaved(block * channels);
    for (std::size_t begin = 0; begin < clip.sampleCount(); begin += block) {
        const std::size_t count = std::min(block, clip.sampleCount() - begin);
        for (std::size_t c = 0; c < channels; ++c) {
            for (std::size_t i = 0; i < count; ++i)
                interleaved[i * channels + c] = clip.channels[c][begin + i];
        }
        requireDone(ebur128_add_frames_float(meter, interleaved.data(), count));
    }
}

double decibels(double amplitude) {
    return amplitude > 0.0 ? 20.0 * std::log10(amplitude)
                           : -std::numeric_limits<double>::infinity();
}

} // namespace

Loudness loudnessOf(const AudioClip& clip) {
    const double silent = -std::numeric_limits<double>::infinity();
    if (clip.empty())
        return {silent, silent};
    const Meter meter = meterFor(clip);
    feed(meter.get(), clip);
    Loudness loudness;
    requireDone(ebur128_loudness_global(meter.get(), &loudness.integratedLufs));

    // A peak right at the end is still inside the interpolation filter.
    const std::vector<float> zeros(kFlushSamples * clip.channels.size());
    requireDone(ebur128_add_frames_float(meter.get(), zeros.data(), kFlushSamples));
    double peak = 0.0;
    for (int c = 0; c < clip.channelCount(); ++c) {
        double channelPeak = 0.0;
        requireDone(ebur128_true_peak(meter.get(), static_cast<unsigned>(c), &channelPeak));
        peak = std::max(peak, channelPeak);
    }
    loudness.truePeakDbtp = decibels(peak);
    if (std::isnan(loudness.integratedLufs) || std::isnan(loudness.truePeakDbtp))
        throw Error("The loudness cannot be measured: the sound contains values that are no "
                    "numbers.");
    return loudness;
}

} // namespace tonegraft
