// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/TonegraftStyle.h"

#include "features/ClosedForm.h"
#include "features/CombinedStyle.h"
#include "features/MelBands.h"
#include "features/RandomFilters.h"

#include <utility>

namespace tonegraft {
namespace {

constexpr int kMelBands = 96;

std::unique_ptr<StyleTerm<float>> filtersOver(FeatureMap<float> style,
                                              const TransferSettings& settings, ThreadPool& pool) {
    if (settings.filters == kInfiniteFilters) {
        return std::make_unique<ClosedForm<float>>(std::move(style), settings.kernelSize,
                                                   settings.activation, pool);
    }
    // Per filter², so that the control runs into infinity continuously.
    GramSettings gram;
    gram.activation = settings.activation;
    gram.scale = 1.0 / (static_cast<double>(settings.filters) * settings.filters);
    return std::make_unique<RandomFilters<float>>(
        normalFilters<float>(settings.filters, settings.kernelSize, style.bins, 1.0, settings.seed,
                             pool),
        gram, style, pool);
}

std::unique_ptr<StyleTerm<float>> filtersOverBands(const FeatureMap<float>& style,
                                                   double binWidthHz,
                                                   const TransferSettings& settings,
                                                   ThreadPool& pool) {
    MelBands bands(kMelBands, style.bins, binWidthHz);
    auto inner = filtersOver(melFeatures(style, bands, pool), settings, pool);
    return std::make_unique<MelStyle<float>>(std::move(bands), std::move(inner), pool);
}

} // namespace

std::unique_ptr<StyleTerm<float>>
tonegraftStyle(FeatureMap<float> style, const FeatureMap<float>& content, double binWidthHz,
               const TransferSettings& settings, ThreadPool& pool) {
    if (settings.measureOn == MeasureOn::spectrum) {
        return filtersOver(std::move(style), settings, pool);
    }
    auto timbre = filtersOverBands(style, binWidthHz, settings, pool);
    if (settings.measureOn == MeasureOn::timbre) {
        return timbre;
    }
    std::vector<CombinedStyle<float>::Part> parts;
    parts.push_back({filtersOver(std::move(style), settings, pool), 1.0});
    parts.push_back({std::move(timbre), 1.0});
    return std::make_unique<CombinedStyle<float>>(std::move(parts), content, pool);
}

} // namespace tonegraft
