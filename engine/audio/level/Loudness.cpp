// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/Loudness.h"

#include "audio/level/LevelMeters.h"
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
/// libebur128 knows the layouts up to 5.1 and ignores further channels.
constexpr int kLargestKnownLayout = 6;

struct MeterDeleter {
    void operator()(ebur128_state* meter) const { ebur128_destroy(&meter); }
};
using Meter = std::unique_ptr<ebur128_state, MeterDeleter>;

void requireDone(int status) {
    if (status != EBUR128_SUCCESS)
        throw Error(MessageCode::loudnessMemory);
}

Meter meterFor(const AudioClip& clip) {
    Meter meter(ebur128_init(static_cast<unsigned>(clip.channelCount()),
                             static_cast<unsigned long>(std::max(clip.sampleRateHz, 0)),
                             EBUR128_MODE_I));
    if (!meter)
        throw Error(MessageCode::loudnessFormat,
                    {std::to_string(clip.channelCount()), std::to_string(clip.sampleRateHz)});
    if (clip.channelCount() > kLargestKnownLayout) {
        for (int c = 0; c < clip.channelCount(); ++c)
            requireDone(ebur128_set_channel(meter.get(), static_cast<unsigned>(c), EBUR128_CENTER));
    }
    return meter;
}

/// The meter would take a block with one bad sample for silence.
float requireFinite(float sample) {
    if (!std::isfinite(sample))
        throw Error(MessageCode::loudnessNoNumbers);
    return sample;
}

void feed(ebur128_state* meter, const AudioClip& clip) {
    const std::size_t channels = clip.channels.size();
    const std::size_t block = std::max<std::size_t>(1, kBlockNumbers / channels);
    std::vector<float> interleaved(block * channels);
    for (std::size_t begin = 0; begin < clip.sampleCount(); begin += block) {
        const std::size_t count = std::min(block, clip.sampleCount() - begin);
        for (std::size_t c = 0; c < channels; ++c) {
            for (std::size_t i = 0; i < count; ++i)
                interleaved[i * channels + c] = requireFinite(clip.channels[c][begin + i]);
        }
        requireDone(ebur128_add_frames_float(meter, interleaved.data(), count));
    }
}

double decibels(double amplitude) {
    return amplitude > 0.0 ? 20.0 * std::log10(amplitude)
                           : -std::numeric_limits<double>::infinity();
}

} // namespace

double integratedLoudness(const AudioClip& clip) {
    if (clip.empty())
        return -std::numeric_limits<double>::infinity();
    const Meter meter = meterFor(clip);
    feed(meter.get(), clip);
    double lufs = 0.0;
    requireDone(ebur128_loudness_global(meter.get(), &lufs));
    return lufs;
}

Loudness loudnessOf(const AudioClip& clip) {
    return {integratedLoudness(clip), decibels(truePeak(clip))};
}

} // namespace tonegraft
