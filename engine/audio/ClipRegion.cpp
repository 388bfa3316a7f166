// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/ClipRegion.h"

#include "audio/files/FileMessage.h"
#include "audio/level/OutputLevel.h"
#include "tonegraft/Error.h"
#include "tonegraft/Machine.h"
#include "tonegraft/Resample.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {

namespace {

constexpr double kFadeSeconds = 0.008;
constexpr double kHalfTurn = 3.14159265358979323846;
constexpr double kUsableShare = 0.9;
constexpr double kAudibleReductionDb = 0.05;

struct SampleRange {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t length() const { return end - begin; }
};

SampleRange samplesOf(const AudioClip& clip, const ClipRegion& region) {
    const double start = region.startSeconds;
    const double duration = region.durationSeconds;
    if (!(start >= 0.0) || !(duration >= 0.0) || !std::isfinite(start) || !std::isfinite(duration))
        throw Error(MessageCode::regionNoTime);
    const auto longest = static_cast<double>(clip.sampleCount());
    const double begin = std::round(start * clip.sampleRateHz);
    if (begin >= longest)
        throw Error(MessageCode::regionBeyondEnd,
                    {shownSeconds(start), shownSeconds(clip.durationSeconds())});
    double end = longest;
    if (duration > 0.0)
        end = std::min(longest, begin + std::max(1.0, std::round(duration * clip.sampleRateHz)));
    return {static_cast<std::size_t>(begin), static_cast<std::size_t>(end)};
}

void requireMemoryForCopy(const AudioClip& clip) {
    const double needed =
        static_cast<double>(clip.sampleCount()) * clip.channelCount() * sizeof(float);
    const auto available = static_cast<double>(availableMemoryBytes());
    if (needed > kUsableShare * available)
        throw Error(MessageCode::regionNeedsMemory, {shownBytes(needed), shownBytes(available)});
}

/// The output in the rate and the channels of the content.
AudioClip converted(const AudioClip& output, const AudioClip& content, const SampleRange& range) {
    AudioClip result = resampled(output, content.sampleRateHz);
    if (result.channelCount() != content.channelCount()) {
        result = mixedToMono(result);
        result.channels.resize(content.channels.size(), result.channels.front());
    }
    AudioClip replaced;
    replaced.sampleRateHz = content.sampleRateHz;
    for (const auto& channel : content.channels)
        replaced.channels.emplace_back(channel.data() + range.begin, channel.data() + range.end);
    matchLoudness(result, loudnessOf(replaced).integratedLufs, rmsOf(replaced));
    return result;
}

/// How much of the output is heard at sample `i` of `length`: all of it, but near a join.
float shareOfOutput(std::size_t i, std::size_t length, const SampleRange& range,
                    const AudioClip& content) {
    const auto wanted = static_cast<std::size_t>(std::lround(kFadeSeconds * content.sampleRateHz));
    const std::size_t fade = std::min(wanted, length / 2);
    std::size_t distance = fade; // to the nearest join
    if (range.begin > 0)
        distance = std::min(distance, i);
    if (range.begin + length < content.sampleCount())
        distance = std::min(distance, length - 1 - i);
    if (distance >= fade)
        return 1.0F;
    const double done = (static_cast<double>(distance) + 0.5) / static_cast<double>(fade);
    return static_cast<float>(0.5 - 0.5 * std::cos(kHalfTurn * done));
}

Message limitedBy(double decibels) {
    const long tenths = std::lround(10.0 * decibels);
    return {MessageCode::regionLimited,
            {std::to_string(tenths / 10) + "." + std::to_string(tenths % 10)}};
}

} // namespace

bool beginsInside(const AudioClip& clip, const ClipRegion& region) {
    return region.startSeconds >= 0.0 && std::round(region.startSeconds * clip.sampleRateHz) <
                                             static_cast<double>(clip.sampleCount());
}

bool coversAll(const AudioClip& clip, const ClipRegion& region) {
    const SampleRange range = samplesOf(clip, region);
    return range.length() == clip.sampleCount();
}

AudioClip regionOf(const AudioClip& clip, const ClipRegion& region) {
    const SampleRange range = samplesOf(clip, region);
    AudioClip part;
    part.sampleRateHz = clip.sampleRateHz;
    for (const auto& channel : clip.channels)
        part.channels.emplace_back(channel.data() + range.begin, channel.data() + range.end);
    return part;
}

JoinedClip joinedToContent(const AudioClip& content, const ClipRegion& region,
                           const AudioClip& output) {
    const SampleRange range = samplesOf(content, region);
    requireMemoryForCopy(content);
    const bool alike = output.sampleRateHz == content.sampleRateHz &&
                       output.channelCount() == content.channelCount();
    const AudioClip fitting = alike ? AudioClip() : converted(output, content, range);
    const AudioClip& source = alike ? output : fitting;
    JoinedClip joined{content, {}};
    const std::size_t length = std::min(range.length(), source.sampleCount());
    for (std::size_t i = 0; i < length; ++i) {
        const float share = shareOfOutput(i, length, range, content);
        for (std::size_t c = 0; c < content.channels.size(); ++c) {
            float& sample = joined.clip.channels[c][range.begin + i];
            sample = share < 1.0F ? sample + share * (source.channels[c][i] - sample)
                                  : source.channels[c][i];
        }
    }
    const double reduction = limitTruePeak(joined.clip);
    if (reduction > kAudibleReductionDb && range.length() < content.sampleCount())
        joined.warning = limitedBy(reduction);
    return joined;
}

} // namespace tonegraft
