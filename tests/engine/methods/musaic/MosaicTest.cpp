// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/musaic/Mosaic.h"
#include "support/Golden.h"
#include "support/Maps.h"

#include <algorithm>
#include <numeric>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr MosaicSettings kFree{0, 1000, 0, 100}; // plain factorization

template <class Real = double>
MosaicTemplates<Real> someTemplates(int sides, std::vector<int> runs, int bins) {
    const int count = std::accumulate(runs.begin(), runs.end(), 0);
    return {noiseMap<Real>(sides, count, bins, 11), std::move(runs)};
}

/// The multiplicative update of one frame's activations.
void multiplyFrame(const double* v, int bins, const FeatureMap<double>& templates, int side,
                   double* h) {
    const int k = templates.frames;
    std::vector<double> model(bins, 0.0);
    for (int i = 0; i < k; ++i) {
        for (int f = 0; f < bins; ++f) {
            model[f] += h[i] * templates.frame(side, i)[f];
        }
    }
    for (int i = 0; i < k; ++i) {
        double factor = 0.0;
        double norm = 0.0;
        for (int f = 0; f < bins; ++f) {
            factor += templates.frame(side, i)[f] * v[f] / model[f];
            norm += templates.frame(side, i)[f];
        }
        h[i] *= factor / norm;
    }
}

/// The paper's equations, one number after the other.
std::vector<double> plainUpdate(const FeatureMap<double>& v, const MosaicTemplates<double>& w,
                                const MosaicSettings& s, const std::vector<double>& h, int l) {
    const int k = w.magnitudes.frames, n = v.frames;
    const double damp = 1.0 - (l + 1.0) / s.iterations;
    const auto at = [&](int c, int t, int i) { return (c * n + t) * k + i; };
    const auto sum = [&](int t, int i) {
        double total = 0.0;
        for (int c = 0; c < v.channels; ++c) {
            total += h[at(c, t, i)];
        }
        return total;
    };
    std::vector<int> run;
    for (std::size_t r = 0; r < w.runLengths.size(); ++r) {
        run.insert(run.end(), w.runLengths[r], static_cast<int>(r));
    }
    std::vector<double> p(h.size()), next(h.size());
    for (int t = 0; t < n; ++t) {
        std::vector<double> weight(k, 1.0), restricted(k);
        for (int i = 0; i < k; ++i) {
            for (int other = t - s.repetition; other <= t + s.repetition; ++other) {
                if (other >= 0 && other < n && sum(other, i) > sum(t, i)) {
                    weight[i] = damp;
                }
            }
            restricted[i] = weight[i] * sum(t, i);
        }
        std::vector<double> sorted = restricted;
        std::sort(sorted.rbegin(), sorted.rend());
        for (int i = 0; i < k; ++i) {
            const bool among = s.polyphony >= k || restricted[i] >= sorted[s.polyphony - 1];
            for (int c = 0; c < v.channels; ++c) {
                p[at(c, t, i)] = h[at(c, t, i)] * weight[i] * (among ? 1.0 : damp);
            }
        }
    }
    for (int c = 0; c < v.channels; ++c) {
        const int side = w.magnitudes.channels > 1 ? c : 0;
        for (int t = 0; t < n; ++t) {
            for (int i = 0; i < k; ++i) {
                for (int d = -s.continuity; d <= s.continuity; ++d) {
                    if (t + d >= 0 && t + d < n && i + d >= 0 && i + d < k &&
                        run[i + d] == run[i]) {
                        next[at(c, t, i)] += p[at(c, t + d, i + d)];
                    }
                }
            }
            multiplyFrame(v.frame(c, t), v.bins, w.magnitudes, side, &next[at(c, t, 0)]);
        }
    }
    return next;
}

template <class Real> std::vector<Real> after(Mosaic<Real>& mosaic, int updates) {
    std::vector<Real> h = mosaic.start(5), next(h.size());
    for (int l = 0; l < updates; ++l) {
        mosaic.update(h.data(), l, next.data());
        h.swap(next);
    }
    return h;
}

void meetsTheEquations(int channels, int sides) {
    ThreadPool pool(3);
    const auto content = noiseMap(channels, 14, 9, 1);
    const auto templates = someTemplates(sides, {7, 1, 9}, 9);
    const MosaicSettings settings{2, 4, 2, 6};
    Mosaic<double> mosaic(content, templates, settings, pool);
    std::vector<double> h = mosaic.start(5), next(h.size());
    for (int l = 0; l < settings.iterations; ++l) {
        const auto expected = plainUpdate(content, templates, settings, h, l);
        mosaic.update(h.data(), l, next.data());
        EXPECT_LT(relativeDifference(next, expected), 1e-12) << "update " << l;
        h.swap(next);
    }
}

} // namespace

TEST(Mosaic, UpdatesAsThePapersEquationsSay) {
    meetsTheEquations(1, 1);
}
TEST(Mosaic, UpdatesTwoChannelsByChoicesOnTheirSum) {
    meetsTheEquations(2, 1);
}
TEST(Mosaic, UpdatesTwoChannelsFromTheStylesTwoSides) {
    meetsTheEquations(2, 2);
}

TEST(Mosaic, DivergenceIsKullbackAndLeiblersOverTheContentsSum) {
    ThreadPool pool(2);
    FeatureMap<double> content(1, 1, 3);
    content.values = {1.0, 4.0, 0.0};
    MosaicTemplates<double> templates{FeatureMap<double>(1, 1, 3), {1}};
    templates.magnitudes.values = {2.0, 2.0, 1.0};
    Mosaic<double> mosaic(content, templates, kFree, pool);
    const double h = 0.5; // a model of 1, 1 and 1/2
    // 0 + (4 ln 4 - 4 + 1) + 1/2
    EXPECT_NEAR(mosaic.divergence(&h), (4.0 * std::log(4.0) - 3.0 + 0.5) / 5.0, 1e-9);
}

TEST(Mosaic, WithoutRestrictionsEveryUpdateLowersTheDivergence) {
    ThreadPool pool(2);
    Mosaic<double> mosaic(noiseMap(1, 12, 10, 1), someTemplates(1, {20}, 10), kFree, pool);
    std::vector<double> h = mosaic.start(1), next(h.size());
    double last = mosaic.divergence(h.data());
    for (int l = 0; l < 30; ++l) {
        mosaic.update(h.data(), l, next.data());
        h.swap(next);
        const double now = mosaic.divergence(h.data());
        EXPECT_LT(now, last) << "update " << l;
        last = now;
    }
}

TEST(Mosaic, UpdateIsAStepAlongTheGradientOfTheDivergence) {
    ThreadPool pool(2);
    const auto content = noiseMap(1, 3, 8, 1);
    const auto templates = someTemplates(1, {6}, 8);
    Mosaic<double> mosaic(content, templates, kFree, pool);
    std::vector<double> h = mosaic.start(1), next(h.size());
    mosaic.update(h.data(), 0, next.data());
    const double total = std::accumulate(content.values.begin(), content.values.end(), 0.0);
    constexpr double kStep = 1e-6;
    for (std::size_t i = 0; i < h.size(); ++i) {
        const double saved = h[i];
        h[i] = saved + kStep;
        const double above = mosaic.divergence(h.data());
        h[i] = saved - kStep;
        const double below = mosaic.divergence(h.data());
        h[i] = saved;
        const double gradient = total * (above - below) / (2.0 * kStep);
        const double* w = templates.magnitudes.frame(0, static_cast<int>(i % 6));
        // Multiplicative: h - h / Σ W * gradient.
        const double expected = saved - saved / std::accumulate(w, w + 8, 0.0) * gradient;
        EXPECT_NEAR(next[i], expected, 1e-6) << i;
    }
}

TEST(Mosaic, EndsWithNoMoreTemplatesAtOnceThanAsked) {
    ThreadPool pool(2);
    const MosaicSettings settings{0, 3, 0, 10};
    Mosaic<double> mosaic(noiseMap(1, 15, 12, 1), someTemplates(1, {25}, 12), settings, pool);
    const auto h = after(mosaic, settings.iterations);
    for (int t = 0; t < 15; ++t) {
        EXPECT_EQ(std::count_if(h.begin() + t * 25, h.begin() + (t + 1) * 25,
                                [](double value) { return value > 0.0; }),
                  3);
    }
}

TEST(Mosaic, EndsWithNoTemplateTwiceWithinTheFramesAsked) {
    ThreadPool pool(2);
    const MosaicSettings settings{2, 1000, 0, 10};
    Mosaic<double> mosaic(noiseMap(1, 15, 12, 1), someTemplates(1, {8}, 12), settings, pool);
    const auto h = after(mosaic, settings.iterations);
    for (int k = 0; k < 8; ++k) {
        int last = -100;
        for (int t = 0; t < 15; ++t) {
            if (h[t * 8 + k] > 0.0) {
                EXPECT_GT(t - last, settings.repetition);
                last = t;
            }
        }
    }
}

TEST(Mosaic, FindsTheStylesOwnPassageInItsOrder) {
    ThreadPool pool(2);
    const auto templates = someTemplates(1, {40}, 30);
    FeatureMap<double> content(1, 12, 30);
    std::copy_n(templates.magnitudes.frame(0, 9), content.values.size(), content.values.begin());
    const MosaicSettings settings{3, 1, 1, 60};
    Mosaic<double> mosaic(content, templates, settings, pool);
    const auto h = after(mosaic, settings.iterations);
    for (int t = 1; t < 11; ++t) {
        const auto row = h.begin() + t * 40;
        EXPECT_EQ(std::max_element(row, row + 40) - row, 9 + t);
    }
    EXPECT_LT(mosaic.divergence(h.data()), 0.1);
}

TEST(Mosaic, SilenceStaysSilent) {
    ThreadPool pool(2);
    auto content = noiseMap(1, 6, 9, 1);
    std::fill_n(content.frame(0, 2), 9, 0.0);
    auto templates = someTemplates(1, {10}, 9);
    std::fill_n(templates.magnitudes.frame(0, 4), 9, 0.0);
    Mosaic<double> mosaic(content, templates, {0, 5, 0, 8}, pool);
    const auto h = after(mosaic, 8);
    for (int k = 0; k < 10; ++k) {
        EXPECT_EQ(h[2 * 10 + k], 0.0);
    }
    for (int t = 0; t < 6; ++t) {
        EXPECT_EQ(h[t * 10 + 4], 0.0);
    }
    EXPECT_TRUE(std::all_of(h.begin(), h.end(), [](double v) { return std::isfinite(v); }));
}

TEST(Mosaic, InFloatIsThatInDoubleAndTheSameOnAnyNumberOfThreads) {
    const MosaicSettings settings{2, 6, 1, 4};
    ThreadPool one(1), three(3);
    Mosaic<double> exact(noiseMap(1, 60, 50, 1), someTemplates(1, {64}, 50), settings, one);
    Mosaic<float> a(noiseMap<float>(1, 60, 50, 1), someTemplates<float>(1, {64}, 50), settings,
                    one);
    Mosaic<float> b(noiseMap<float>(1, 60, 50, 1), someTemplates<float>(1, {64}, 50), settings,
                    three);
    const auto inFloat = after(a, 1);
    EXPECT_LT(relativeDifference(inFloat, after(exact, 1)), kGoldenToleranceFloat);
    EXPECT_EQ(after(a, 4), after(b, 4));
}
