// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/filters/AntogniniLoss.h"
#include "methods/filters/UlyanovLoss.h"
#include "methods/musaic/Mosaic.h"
#include "tools/benchmark/Bench.h"
#include "tools/benchmark/ReferenceMethods.h"

#include <cmath>
#include <memory>
#include <utility>

namespace tonegraft::benchmark {
namespace {

// Ours beside theirs, in turns.
void addRows(const std::string& what, const std::function<void()>& ours,
             const std::function<void()>& theirs, int rounds, Rows& rows) {
    const auto median = medianSeconds({ours, theirs}, rounds);
    const double ratio = median[1] / median[0];
    rows.push_back({what, 1000.0 * median[0], "ms", "", true});
    rows.push_back({"  the same in LibTorch", 1000.0 * median[1], "ms", "", true});
    rows.push_back({"  times as fast", ratio, "x", ">= 1", ratio >= 1.0});
}

FeatureMap<float> magnitudesOf(FeatureMap<float> features) {
    for (float& value : features.values) {
        value = std::expm1(value);
    }
    return features;
}

// Every second frame: the mosaic's hop is half a window.
FeatureMap<float> thinned(const FeatureMap<float>& map) {
    FeatureMap<float> half(1, (map.frames + 1) / 2, map.bins);
    for (int t = 0; t < half.frames; ++t) {
        std::copy_n(map.frame(0, 2 * t), map.bins, half.frame(0, t));
    }
    return half;
}

} // namespace

void measureMethods(const Options& options, Rows& rows) {
    ThreadPool pool(0);
    constexpr double kSeconds = 10.0;
    const int rounds = options.quick ? 3 : 7;
    const FeatureMap<float> content = syntheticFeatures(syntheticContent(22050, 1, kSeconds), pool);
    const FeatureMap<float> style = syntheticFeatures(syntheticStyle(22050, 1, kSeconds), pool);
    FeatureMap<float> gradient;
    {
        constexpr int kFilters = 4096, kKernel = 11;
        UlyanovLoss<float> loss(
            normalFilters<float>(kFilters, kKernel, content.bins, 0.01, 1, pool), style, content,
            1e-2, pool);
        addRows(
            "evaluation, ulyanov (4,096 filters, k 11), 10 s mono",
            [&] { loss.evaluate(content, &gradient); },
            ulyanovReference(content, style, kFilters, kKernel), rounds, rows);
    }
    {
        AntogniniSettings settings;
        settings.widths = {2, 4, 8, 16, 64, 128};
        settings.lags = {9, 86};
        settings.diversity = 1e-3;
        AntogniniLoss<float> loss(style, settings, pool);
        addRows(
            "evaluation, antognini (6 x 512 filters, 2 to 128 frames), 10 s mono",
            [&] { loss.evaluate(content, &gradient); },
            antogniniReference(content, style, settings.widths, settings.filters,
                               settings.lags.first, settings.lags.last),
            rounds, rows);
    }
    {
        const FeatureMap<float> v = thinned(magnitudesOf(content));
        const FeatureMap<float> w = thinned(magnitudesOf(style));
        const MosaicSettings settings;
        Mosaic<float> mosaic(v, {w, {w.frames}}, settings, pool);
        const std::vector<float> h = mosaic.start(1);
        std::vector<float> next(h.size());
        addRows(
            "update, musaic (215 templates), 10 s mono",
            [&] {
                mosaic.update(h.data(), settings.iterations / 2, next.data());
                mosaic.divergence(next.data());
            },
            mosaicReference(v, w, settings.repetition, settings.polyphony, settings.continuity),
            3 * rounds, rows);
    }
}

} // namespace tonegraft::benchmark
