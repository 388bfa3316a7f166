// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/MemoryEstimate.h"

#include "audio/files/FileMessage.h"
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

// The longest regions of the clips that fit, in whole seconds.
long fittingSeconds(const ClipSizes& sizes, double seconds, const TransferSettings& settings,
                    double usableBytes) {
    double low = 0.0;
    double high = 1.0;
    for (int i = 0; i < 30; ++i) {
        const double middle = 0.5 * (low + high);
        ClipSizes shorter = sizes;
        shorter.frames *= middle;
        shorter.styleFrames *= middle;
        (estimate(shorter, settings) <= usableBytes ? low : high) = middle;
    }
    return static_cast<long>(low * seconds);
}

// The most filters that fit, fewer than were asked for; 0: not even one does, or the method has no
// number of them.
int fittingFilters(const ClipSizes& sizes, const TransferSettings& settings, double usableBytes) {
    if (settings.filters == kInfiniteFilters ||
        methodInfo(settings.method).parameter("filters") == nullptr) {
        return 0;
    }
    int low = 0;
    int high = settings.filters;
    while (high - low > 1) {
        TransferSettings fewer = settings;
        fewer.filters = low + (high - low) / 2;
        (estimate(sizes, fewer) <= usableBytes ? low : high) = fewer.filters;
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
    const long seconds = fittingSeconds(
        sizes, std::max(content.durationSeconds(), style.durationSeconds()), settings, usable);
    const int filters = fittingFilters(sizes, settings, usable);
    std::vector<std::string> facts{shownBytes(needed),
                                   shownBytes(static_cast<double>(availableBytes))};
    if (seconds > 0) {
        facts.push_back(std::to_string(seconds));
    }
    if (filters > 0) {
        facts.push_back(std::to_string(filters));
    }
    if (seconds > 0) {
        throw Error(filters > 0 ? MessageCode::transferNeedsMemoryOrFilters
                                : MessageCode::transferNeedsMemory,
                    facts);
    }
    throw Error(filters > 0 ? MessageCode::transferNeedsMemoryOfFilters
                            : MessageCode::transferNeedsMemoryAtAll,
                facts);
}

} // namespace tonegraft
