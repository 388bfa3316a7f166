// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/MemoryEstimate.h"

#include "audio/FileMessage.h"
#include "dsp/Stft.h"
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
constexpr double kFloat = sizeof(float);
// Arrays of the size of the features: L-BFGS keeps 6 pairs and five vectors, Adam five vectors;
// the content (spectra and features), the variable, its features and gradient, one picture.
constexpr double kLbfgsArrays = 2 * 6 + 5;
constexpr double kAdamArrays = 5;
constexpr double kRunArrays = 10;
constexpr double kStyleArrays = 6; // of the style's features: spectrum, features, band
constexpr double kStripRows = 544; // of the kernel plane: 512 patches and a long kernel
constexpr double kStripPlanes = 2;

struct Sizes {
    double channels = 1, frames = 0, bins = 0, styleChannels = 1, styleFrames = 0;
};

Sizes sizesOf(const AudioClip& content, const AudioClip& style, const TransferSettings& settings) {
    constexpr int kPublishedRateHz = 22050;
    const bool mono = methodInfo(settings.method).worksInMono22050;
    const int rate = mono ? kPublishedRateHz : content.sampleRateHz;
    const StftShape shape = analysisShape(rate);
    Sizes sizes;
    sizes.channels = mono ? 1 : content.channelCount();
    sizes.styleChannels = mono ? 1 : style.channelCount();
    sizes.bins = shape.bins();
    sizes.frames = content.durationSeconds() * rate / shape.hopSamples + 1;
    sizes.styleFrames = style.durationSeconds() * rate / shape.hopSamples + 1;
    return sizes;
}

double filterBytes(const Sizes& sizes, const TransferSettings& settings) {
    const double filters = settings.filters;
    const double rows = sizes.channels * sizes.frames;
    const double styleRows = sizes.styleChannels * sizes.styleFrames;
    const double plane = std::min(filters * filters * 2.0, rows * (rows + styleRows));
    return kFloat * (filters * settings.kernelSize * sizes.bins +
                     filters * (2.0 * rows + styleRows) + plane + styleRows * styleRows);
}

double closedFormBytes(const Sizes& sizes) {
    const double columns = sizes.channels * sizes.frames + sizes.styleChannels * sizes.styleFrames;
    return kFloat * kStripPlanes * kStripRows * columns;
}

double estimate(const Sizes& sizes, const TransferSettings& settings) {
    const bool adam = settings.optimizer == Optimizer::adam ||
                      methodInfo(settings.method).parameter("optimizer") == nullptr;
    const double features = kFloat * sizes.channels * sizes.frames * sizes.bins;
    const double style = kFloat * sizes.styleChannels * sizes.styleFrames * sizes.bins;
    const double term = settings.filters == kInfiniteFilters ? closedFormBytes(sizes)
                                                             : filterBytes(sizes, settings);
    // Each further kernel size has a term of its own, with the style's features.
    const int further = (settings.secondKernelSize > 0) + (settings.thirdKernelSize > 0);
    return kProgramBytes +
           kMargin * (features * (kRunArrays + (adam ? kAdamArrays : kLbfgsArrays)) +
                      style * (kStyleArrays + further) + term * (1 + further));
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

std::uint64_t estimatedPeakBytes(const AudioClip& content, const AudioClip& style,
                                 const TransferSettings& settings) {
    return static_cast<std::uint64_t>(estimate(sizesOf(content, style, settings), settings));
}

void requireMemory(const AudioClip& content, const AudioClip& style,
                   const TransferSettings& settings, std::uint64_t availableBytes) {
    const Sizes sizes = sizesOf(content, style, settings);
    const double usable = kUsableShare * static_cast<double>(availableBytes);
    const double needed = estimate(sizes, settings);
    if (needed <= usable) {
        return;
    }
    const double share = largestShare([&](double part) {
        Sizes shorter = sizes;
        shorter.frames *= part;
        shorter.styleFrames *= part;
        return estimate(shorter, settings) <= usable;
    });
    const auto seconds =
        static_cast<long>(share * std::max(content.durationSeconds(), style.durationSeconds()));
    std::vector<std::string> facts{shownBytes(needed),
                                   shownBytes(static_cast<double>(availableBytes)),
                                   std::to_string(seconds)};
    if (settings.filters != kInfiniteFilters) {
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
