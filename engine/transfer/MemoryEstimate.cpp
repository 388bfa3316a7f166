// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/MemoryEstimate.h"

#include "audio/FileMessage.h"
#include "dsp/Stft.h"
#include "methods/Registry.h"
#include "tonegraft/Error.h"
#include "tonegraft/Methods.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace tonegraft {
namespace {

constexpr double kProgramBytes = 70e6; // code, libraries, plans, the clips as they came
constexpr double kMargin = 1.1;
constexpr double kUsableShare = 0.9;

ClipSizes sizesOf(const ClipShape& content, const ClipShape& style,
                  const TransferSettings& settings) {
    const int monoRateHz = methodInfo(settings.method).monoRateHz;
    const bool mono = monoRateHz > 0;
    const int rate = mono ? monoRateHz : content.sampleRateHz;
    const StftShape shape = analysisShape(rate);
    ClipSizes sizes;
    sizes.channels = mono ? 1 : content.channels;
    sizes.styleChannels = mono ? 1 : style.channels;
    sizes.bins = shape.bins();
    sizes.frames = content.seconds * rate / shape.hopSamples + 1;
    sizes.styleFrames = style.seconds * rate / shape.hopSamples + 1;
    return sizes;
}

double estimate(const ClipSizes& sizes, const TransferSettings& settings) {
    return kProgramBytes + kMargin * methodById(settings.method).size(sizes, settings).bytes;
}

// The largest share of the clips (or of the filters) that fits, by bisection.
template <class Fits> double largestShare(Fits fits) {
    double low = 0.0;
    double high = 1.0;
    for (int i = 0; i < 30; ++i) {
        const double middle = 0.5 * (low + high);
        (fits(middle) ? low : high) = middle;
    }
    return low;
}

} // namespace

RunSize runSize(const ClipShape& content, const ClipShape& style,
                const TransferSettings& settings) {
    return methodById(settings.method).size(sizesOf(content, style, settings), settings);
}

std::uint64_t estimatedPeakBytes(const ClipShape& content, const ClipShape& style,
                                 const TransferSettings& settings) {
    return static_cast<std::uint64_t>(estimate(sizesOf(content, style, settings), settings));
}

void requireMemory(const AudioClip& content, const AudioClip& style,
                   const TransferSettings& settings, std::uint64_t availableBytes) {
    const ClipSizes sizes = sizesOf(shapeOf(content), shapeOf(style), settings);
    const double usable = kUsableShare * static_cast<double>(availableBytes);
    const double needed = estimate(sizes, settings);
    if (needed <= usable) {
        return;
    }
    const double share = largestShare([&](double part) {
        ClipSizes shorter = sizes;
        shorter.frames *= part;
        shorter.styleFrames *= part;
        return estimate(shorter, settings) <= usable;
    });
    const auto seconds =
        static_cast<long>(share * std::max(content.durationSeconds(), style.durationSeconds()));
    std::vector<std::string> facts{shownBytes(needed),
                                   shownBytes(static_cast<double>(availableBytes)),
                                   std::to_string(seconds)};
    if (settings.filters != kInfiniteFilters &&
        methodInfo(settings.method).parameter("filters") != nullptr) {
        const double part = largestShare([&](double factor) {
            TransferSettings fewer = settings;
            fewer.filters = std::max(1, static_cast<int>(factor * settings.filters));
            return estimate(sizes, fewer) <= usable;
        });
        facts.push_back(std::to_string(static_cast<long>(part * settings.filters)));
        throw Error(MessageCode::transferNeedsMemoryOrFilters, facts);
    }
    throw Error(MessageCode::transferNeedsMemory, facts);
}

} // namespace tonegraft
