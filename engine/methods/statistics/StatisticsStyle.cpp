// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/statistics/StatisticsStyle.h"

#include "methods/filters/RandomFilters.h"
#include "methods/shared/ClosedForm.h"
#include "methods/statistics/CombinedStyle.h"
#include "methods/statistics/MelBands.h"

#include <algorithm>
#include <utility>

namespace tonegraft {
namespace {

constexpr int kMelBands = 96;

using Term = std::unique_ptr<StyleTerm<float>>;

Term filtersOver(FeatureMap<float> style, int kernelSize, const TransferSettings& settings,
                 ThreadPool& pool) {
    if (settings.filters == kInfiniteFilters) {
        return std::make_unique<ClosedForm<float>>(std::move(style), kernelSize,
                                                   settings.activation, pool);
    }
    // Per filter², so that the control runs into infinity continuously.
    GramSettings gram;
    gram.activation = settings.activation;
    gram.scale = 1.0 / (static_cast<double>(settings.filters) * settings.filters);
    return std::make_unique<RandomFilters<float>>(
        normalFilters<float>(settings.filters, kernelSize, style.bins, 1.0, settings.seed, pool),
        gram, style, pool);
}

Term filtersOverBands(const FeatureMap<float>& style, int kernelSize, double binWidthHz,
                      const TransferSettings& settings, ThreadPool& pool) {
    MelBands bands(kMelBands, style.bins, binWidthHz);
    Term inner = filtersOver(melFeatures(style, bands, pool), kernelSize, settings, pool);
    return std::make_unique<MelStyle<float>>(std::move(bands), std::move(inner), pool);
}

} // namespace

std::vector<int> kernelSizes(const TransferSettings& settings) {
    std::vector<int> sizes;
    for (const int size :
         {settings.kernelSize, settings.secondKernelSize, settings.thirdKernelSize}) {
        if (size > 0 && std::find(sizes.begin(), sizes.end(), size) == sizes.end()) {
            sizes.push_back(size);
        }
    }
    return sizes;
}

std::unique_ptr<StyleTerm<float>>
statisticsStyle(const FeatureMap<float>& style, const FeatureMap<float>& content, double binWidthHz,
                const TransferSettings& settings, ThreadPool& pool) {
    std::vector<CombinedStyle<float>::Part> parts;
    for (const int size : kernelSizes(settings)) {
        if (settings.measureOn != MeasureOn::timbre) {
            parts.push_back({filtersOver(style, size, settings, pool), 1.0});
        }
        if (settings.measureOn != MeasureOn::spectrum) {
            parts.push_back({filtersOverBands(style, size, binWidthHz, settings, pool), 1.0});
        }
    }
    if (parts.size() == 1) {
        return std::move(parts.front().term);
    }
    return std::make_unique<CombinedStyle<float>>(std::move(parts), content, pool);
}

RunSize tonegraftStyleSize(const ClipSizes& sizes, const TransferSettings& settings) {
    RunSize size;
    for (const int kernel : kernelSizes(settings)) {
        size += settings.filters == kInfiniteFilters
                    ? closedFormSize(sizes, settings.steps)
                    : filtersSize(sizes, settings.filters, kernel, false, settings.steps);
        size.bytes += sizeof(float) * sizes.styleRows() * sizes.bins;
    }
    return size;
}

} // namespace tonegraft
