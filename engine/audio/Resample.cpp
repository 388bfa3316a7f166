// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/Resample.h"

#include "tonegraft/Error.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

#include <soxr.h>

namespace tonegraft {

namespace {

constexpr std::size_t kBlockSamples = 65536;

struct SoxrDeleter {
    void operator()(soxr_t converter) const { soxr_delete(converter); }
};
using Converter = std::unique_ptr<soxr, SoxrDeleter>;

void requireDone(soxr_error_t error) {
    if (error != nullptr)
        throw Error(MessageCode::internal, {std::string("Resampling failed: ") + error + "."});
}

Converter converter(int fromHz, int toHz) {
    const soxr_io_spec_t io = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I);
    const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_VHQ, SOXR_LINEAR_PHASE);
    const soxr_runtime_spec_t serial = soxr_runtime_spec(1);
    soxr_error_t error = nullptr;
    Converter made(soxr_create(fromHz, toHz, 1, &error, &io, &quality, &serial));
    requireDone(error);
    return made;
}

/// One channel. libsoxr compensates its own delay, so sample 0 stays at time 0.
std::vector<float> converted(const std::vector<float>& samples, int fromHz, int toHz,
                             std::size_t length) {
    const Converter soxr = converter(fromHz, toHz);
    std::vector<float> result(length);
    std::size_t written = 0;
    const auto process = [&](const float* input, std::size_t count) {
        std::size_t used = 0;
        std::size_t produced = 0;
        requireDone(soxr_process(soxr.get(), input, count, &used, result.data() + written,
                                 length - written, &produced));
        written += produced;
        return input == nullptr ? produced : used;
    };
    for (std::size_t done = 0; done < samples.size() && written < length;)
        done += process(samples.data() + done, std::min(kBlockSamples, samples.size() - done));
    while (written < length && process(nullptr, 0) > 0) {
    }
    return result; // the rounding of the length can leave one last sample, which stays 0
}

std::size_t convertedLength(std::size_t samples, int fromHz, int toHz) {
    const auto from = static_cast<std::uint64_t>(fromHz);
    return static_cast<std::size_t>((2 * samples * static_cast<std::uint64_t>(toHz) + from) /
                                    (2 * from));
}

} // namespace

AudioClip resampled(const AudioClip& clip, int sampleRateHz) {
    if (sampleRateHz == clip.sampleRateHz)
        return clip;
    if (sampleRateHz < 1 || clip.sampleRateHz < 1)
        throw Error(MessageCode::resampleRates,
                    {std::to_string(clip.sampleRateHz), std::to_string(sampleRateHz)});
    AudioClip result;
    result.sampleRateHz = sampleRateHz;
    for (const auto& channel : clip.channels)
        result.channels.push_back(
            converted(channel, clip.sampleRateHz, sampleRateHz,
                      convertedLength(channel.size(), clip.sampleRateHz, sampleRateHz)));
    return result;
}

AudioClip mixedToMono(const AudioClip& clip) {
    if (clip.channelCount() <= 1)
        return clip;
    AudioClip mono;
    mono.sampleRateHz = clip.sampleRateHz;
    mono.channels.emplace_back(clip.sampleCount());
    for (std::size_t i = 0; i < clip.sampleCount(); ++i) {
        double sum = 0.0;
        for (const auto& channel : clip.channels)
            sum += channel[i];
        mono.channels[0][i] = static_cast<float>(sum / clip.channelCount());
    }
    return mono;
}

} // namespace tonegraft
