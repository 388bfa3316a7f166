// SPDX-License-Identifier: GPL-3.0-or-later
#include "linalg/Gemm.h"
#include "methods/filters/RandomFilters.h"
#include "methods/shared/Analysis.h"
#include "methods/shared/ClosedForm.h"
#include "methods/statistics/WaveformObjective.h"
#include "tools/benchmark/Bench.h"
#include "tools/benchmark/ReferenceStep.h"

#include <cmath>

namespace tonegraft::benchmark {
namespace {

constexpr int kReferenceFilters = 4096;

std::string withSeconds(const char* what, double seconds) {
    return std::string(what) + ", " + std::to_string(static_cast<int>(seconds)) + " s mono";
}

void evaluationsAt(double seconds, double requiredRatio, double requiredFinite,
                   const Options& options, Rows& rows) {
    ThreadPool pool(0);
    const AudioClip clip = syntheticContent(22050, 1, seconds);
    const StftShape shape = analysisShape(22050);
    const FeatureMap<float> content = syntheticFeatures(clip, pool);
    const FeatureMap<float> style = syntheticFeatures(syntheticStyle(22050, 1, seconds), pool);
    const double binHz = 22050.0 / shape.windowSamples;
    const ObjectiveWeights weights;

    SpectralObjective<float> closed(
        content, std::make_unique<ClosedForm<float>>(style, 3, Activation::relu, pool), binHz,
        pool);
    WaveformObjective<float> waveform(closed, shape, magnitudeScale(shape), 1, clip.sampleCount(),
                                      pool);
    std::vector<float> slope(clip.sampleCount());
    FeatureMap<float> gradient;
    ReferenceStep reference(content, style, kReferenceFilters);
    std::unique_ptr<SpectralObjective<float>> finite;
    std::vector<std::function<void()>> functions{
        [&] { reference.run(); }, [&] { closed.evaluate(content, weights, &gradient); },
        [&] { waveform.evaluate(clip.channels[0].data(), weights, slope.data()); }};
    if (requiredFinite > 0.0) {
        GramSettings gram;
        gram.scale = 1.0 / (static_cast<double>(kReferenceFilters) * kReferenceFilters);
        finite = std::make_unique<SpectralObjective<float>>(
            content,
            std::make_unique<RandomFilters<float>>(
                normalFilters<float>(kReferenceFilters, 3, shape.bins(), 1.0, 1, pool), gram, style,
                pool),
            binHz, pool);
        functions.emplace_back([&] { finite->evaluate(content, weights, &gradient); });
    }
    const auto median = medianSeconds(functions, seconds > 20 ? 3 : options.quick ? 5 : 9);
    const auto ratioText = [](double ratio) {
        return ratio > 0.0 ? ">= " + std::to_string(static_cast<int>(ratio)) : std::string();
    };
    rows.push_back({withSeconds("reference step (4,096 filters, autograd)", seconds),
                    1000.0 * median[0], "ms", "", true});
    rows.push_back({withSeconds("evaluation, spectrogram, inf ReLU", seconds), 1000.0 * median[1],
                    "ms", "", true});
    const double ratio = median[0] / median[1];
    rows.push_back({withSeconds("  the reference step in that, another objective", seconds), ratio,
                    "x", ratioText(requiredRatio), ratio >= requiredRatio});
    rows.push_back({withSeconds("evaluation, waveform, inf ReLU", seconds), 1000.0 * median[2],
                    "ms", "", true});
    if (finite) {
        rows.push_back({withSeconds("evaluation, spectrogram, 4,096 ReLU", seconds),
                        1000.0 * median[3], "ms", "", true});
        const double finiteRatio = median[0] / median[3];
        rows.push_back({withSeconds("  the reference step in that, as many filters", seconds),
                        finiteRatio, "x", ratioText(requiredFinite),
                        finiteRatio >= requiredFinite});
    }
}

} // namespace

void measureProducts(const Options& /*options*/, Rows& rows) {
    ThreadPool pool(0);
    constexpr std::ptrdiff_t kRows = 2048, kColumns = 2048, kInner = 2048;
    std::vector<float> a(kRows * kInner, 0.5F), b(kInner * kColumns, 0.25F), c(kRows * kColumns);
    const auto product = [&] {
        parallelGemm(pool, kRows, kColumns, kInner, 1.0F, MatrixView<float>{a.data(), kInner},
                     MatrixView<float>{b.data(), kColumns}, 0.0F, c.data(), kColumns);
    };
    // Each processor a band of rows: the way that serves oneDNN's own kernels best.
    const auto plain = [&] {
        const std::ptrdiff_t band = kRows / pool.threads();
        pool.run(pool.threads(), [&](int task) {
            plainGemm(band, kColumns, kInner, 1.0F, {a.data() + task * band * kInner, kInner},
                      {b.data(), kColumns}, 0.0F, c.data() + task * band * kColumns, kColumns);
        });
    };
    const auto median = medianSeconds({plain, product}, 7);
    const double flop = 2.0 * kRows * kColumns * kInner;
    const double best = flop / median[0] / 1e9;
    rows.push_back(
        {"single-precision product rate of the machine (oneDNN)", best, "GFLOP/s", "", true});
    rows.push_back({"product rate of the engine (split in bfloat16 tiles where there are any)",
                    flop / median[1] / 1e9, "GFLOP/s", "", true});

    const FeatureMap<float> x = syntheticFeatures(syntheticContent(22050, 1, 10), pool);
    ClosedForm<float> term(syntheticFeatures(syntheticStyle(22050, 1, 10), pool), 3,
                           Activation::relu, pool);
    FeatureMap<float> gradient;
    const double seconds = medianSeconds({[&] { term.evaluate(x, &gradient); }}, 15)[0];
    const double counted = 7.0 * x.frames * x.frames * x.bins;
    const double share = 100.0 * counted / seconds / 1e9 / best;
    rows.push_back({"closed form, 10 s mono, of the machine's rate (7 n² bins FLOP)", share, "%",
                    ">= 50", share >= 50.0});
}

void measureEvaluations(const Options& options, Rows& rows) {
    evaluationsAt(10.0, 70.0, 4.0, options, rows);
    if (!options.quick) {
        evaluationsAt(58.0, 12.0, 0.0, options, rows);
    }
}

} // namespace tonegraft::benchmark
