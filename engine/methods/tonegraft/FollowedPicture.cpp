// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/tonegraft/FollowedPicture.h"

#include "linalg/Gemm.h"
#include "linalg/VectorMath.h"
#include "methods/shared/FilterBank.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tonegraft {
namespace {

constexpr double kPi = 3.14159265358979323846;

/// Inner products of a frame of x and of the picture.
struct FrameProducts {
    double xx = 0.0, xg = 0.0, gg = 0.0;
};

/// The distance of a patch, and its derivative by it: byX p + byG g.
struct PatchDistance {
    double distance = 0.0, byX = 0.0, byG = 0.0;
};

PatchDistance linearDistance(const FrameProducts& patch) {
    return {patch.xx - 2.0 * patch.xg + patch.gg, 2.0, -2.0};
}

PatchDistance reluDistance(const FrameProducts& patch) {
    const double x = std::sqrt(patch.xx);
    const double g = std::sqrt(patch.gg);
    if (!(x > 0.0) || !(g > 0.0)) { // silent against something: K(p,g) = 0
        return {0.5 * (patch.xx + patch.gg), 1.0, 0.0};
    }
    const double cosine = std::clamp(patch.xg / (x * g), -1.0, 1.0);
    const double angle = std::acos(cosine);
    const double sine = std::sqrt(1.0 - cosine * cosine);
    const double kernel = x * g * (sine + (kPi - angle) * cosine) / (2.0 * kPi);
    return {0.5 * (patch.xx + patch.gg) - 2.0 * kernel, 1.0 - sine * g / (kPi * x),
            -(kPi - angle) / kPi};
}

} // namespace

struct FollowedPicture::Impl {
    Impl(HeardBands heard, FeatureMap<float> picture, const FollowingFilters& settings,
         ThreadPool& threads)
        : bands(std::move(heard)), goal(std::move(picture)), filters(settings), pool(threads) {
        if (filters.filters != kInfiniteFilters) {
            for (const int size : filters.kernelSizes) {
                drawn.push_back(normalFilters<float>(filters.filters, size, goal.bins, 1.0,
                                                     filters.seed, pool));
                goalResponses.push_back(responses(goal, drawn.back()));
            }
        }
    }

    int rows() const { return goal.channels * goal.frames; }

    void takeLevels(const FeatureMap<float>& x) { levels = heardLevels(x, bands, pool); }

    double share(int kernelSize) const {
        const double patches = static_cast<double>(goal.channels) * (goal.frames - kernelSize + 1);
        return 1.0 / (patches * static_cast<double>(filters.kernelSizes.size()));
    }

    // Infinitely many filters.
    double exactly(FeatureMap<float>* byLevel) {
        std::vector<FrameProducts> products(rows());
        pool.run(rows(), [&](int row) { products[row] = productsOf(row); });
        std::vector<PatchDistance> ofFrames(rows()); // derivatives summed over a frame's patches
        double distance = 0.0;
        for (const int size : filters.kernelSizes) {
            for (int channel = 0; channel < goal.channels; ++channel) {
                distance += share(size) * addPatches(channel, size, products, ofFrames);
            }
        }
        if (byLevel != nullptr) {
            pool.run(rows(), [&](int row) {
                const float* x = levels.frame(0, row);
                const float* g = goal.frame(0, row);
                float* out = byLevel->frame(0, row);
                const auto byX = static_cast<float>(ofFrames[row].byX);
                const auto byG = static_cast<float>(ofFrames[row].byG);
                for (int band = 0; band < goal.bins; ++band) {
                    out[band] = byX * x[band] + byG * g[band];
                }
            });
        }
        return distance;
    }

    FrameProducts productsOf(int row) const {
        const float* x = levels.frame(0, row);
        const float* g = goal.frame(0, row);
        FrameProducts sums;
        for (int band = 0; band < goal.bins; ++band) {
            sums.xx += static_cast<double>(x[band]) * x[band];
            sums.xg += static_cast<double>(x[band]) * g[band];
            sums.gg += static_cast<double>(g[band]) * g[band];
        }
        return sums;
    }

    double addPatches(int channel, int size, const std::vector<FrameProducts>& products,
                      std::vector<PatchDistance>& ofFrames) const {
        double distance = 0.0;
        for (int t = 0; t + size <= goal.frames; ++t) {
            const int first = channel * goal.frames + t;
            FrameProducts patch;
            for (int row = first; row < first + size; ++row) {
                patch.xx += products[row].xx;
                patch.xg += products[row].xg;
                patch.gg += products[row].gg;
            }
            const PatchDistance found = filters.activation == Activation::linear
                                            ? linearDistance(patch)
                                            : reluDistance(patch);
            distance += found.distance;
            for (int row = first; row < first + size; ++row) {
                ofFrames[row].byX += share(size) * found.byX;
                ofFrames[row].byG += share(size) * found.byG;
            }
        }
        return distance;
    }

    // Finitely many filters.
    std::vector<float> responses(const FeatureMap<float>& map,
                                 const FilterBank<float>& bank) const {
        const std::ptrdiff_t patches = map.frames - bank.kernelSize + 1;
        const std::ptrdiff_t length = static_cast<std::ptrdiff_t>(bank.kernelSize) * map.bins;
        std::vector<float> out(static_cast<std::size_t>(map.channels) * patches * bank.filters);
        for (int channel = 0; channel < map.channels; ++channel) {
            float* heard = out.data() + channel * patches * bank.filters;
            for (int k = 0; k < bank.kernelSize; ++k) { // frame k of each patch
                parallelGemm(pool, patches, static_cast<std::ptrdiff_t>(bank.filters),
                             static_cast<std::ptrdiff_t>(map.bins), 1.0F,
                             MatrixView<float>{map.frame(channel, k), map.bins},
                             MatrixView<float>{bank.weights.data() + k * map.bins, length, true},
                             k == 0 ? 0.0F : 1.0F, heard,
                             static_cast<std::ptrdiff_t>(bank.filters));
            }
        }
        if (filters.activation == Activation::relu) {
            for (float& value : out) {
                value = std::max(value, 0.0F);
            }
        }
        return out;
    }

    double byDrawnFilters(FeatureMap<float>* byLevel) {
        if (byLevel != nullptr) {
            std::fill(byLevel->values.begin(), byLevel->values.end(), 0.0F);
        }
        double distance = 0.0;
        for (std::size_t i = 0; i < drawn.size(); ++i) {
            std::vector<float> heard = responses(levels, drawn[i]);
            const double weight = share(drawn[i].kernelSize) / drawn[i].filters;
            double squares = 0.0;
            for (std::size_t k = 0; k < heard.size(); ++k) {
                const float difference = heard[k] - goalResponses[i][k];
                squares += static_cast<double>(difference) * difference;
                const bool passes = filters.activation == Activation::linear || heard[k] > 0.0F;
                heard[k] = passes ? static_cast<float>(2.0 * weight) * difference : 0.0F;
            }
            distance += weight * squares;
            if (byLevel != nullptr) {
                addDerivative(heard, drawn[i], *byLevel);
            }
        }
        return distance;
    }

    void addDerivative(const std::vector<float>& byResponse, const FilterBank<float>& bank,
                       FeatureMap<float>& byLevel) const {
        const std::ptrdiff_t patches = goal.frames - bank.kernelSize + 1;
        const std::ptrdiff_t length = static_cast<std::ptrdiff_t>(bank.kernelSize) * goal.bins;
        for (int channel = 0; channel < goal.channels; ++channel) {
            for (int k = 0; k < bank.kernelSize; ++k) {
                parallelGemm(pool, patches, static_cast<std::ptrdiff_t>(goal.bins),
                             static_cast<std::ptrdiff_t>(bank.filters), 1.0F,
                             MatrixView<float>{byResponse.data() + channel * patches * bank.filters,
                                               bank.filters},
                             MatrixView<float>{bank.weights.data() + k * goal.bins, length}, 1.0F,
                             byLevel.frame(channel, k), static_cast<std::ptrdiff_t>(goal.bins));
            }
        }
    }

    void toFeatures(const FeatureMap<float>& x, const FeatureMap<float>& byLevel,
                    FeatureMap<float>& gradient) const {
        if (gradient.values.size() != x.values.size()) {
            gradient = FeatureMap<float>(x.channels, x.frames, x.bins);
        }
        gradient.channels = x.channels;
        gradient.frames = x.frames;
        gradient.bins = x.bins;
        pool.run(rows(), [&](int row) {
            std::vector<float> magnitudes(x.bins);
            expm1Of(x.frame(0, row), magnitudes.data(), x.bins);
            float* out = gradient.frame(0, row);
            bands.differentiate(magnitudes.data(), levels.frame(0, row), byLevel.frame(0, row),
                                out);
            for (int bin = 0; bin < x.bins; ++bin) { // d|bin|/dx = e^x
                out[bin] *= 1.0F + magnitudes[bin];
            }
        });
    }

    HeardBands bands;
    FeatureMap<float> goal, levels;
    FollowingFilters filters;
    ThreadPool& pool;
    std::vector<FilterBank<float>> drawn;          // of each kernel size; none: infinitely many
    std::vector<std::vector<float>> goalResponses; // [kernel sizes] of [patches][filters]
};

FollowedPicture::FollowedPicture(HeardBands bands, FeatureMap<float> levels,
                                 const FollowingFilters& filters, ThreadPool& pool)
    : m_impl(std::make_unique<Impl>(std::move(bands), std::move(levels), filters, pool)) {}

FollowedPicture::~FollowedPicture() = default;

double FollowedPicture::evaluate(const FeatureMap<float>& x, FeatureMap<float>* gradient) {
    m_impl->takeLevels(x);
    FeatureMap<float> byLevel;
    if (gradient != nullptr) {
        byLevel = FeatureMap<float>(x.channels, x.frames, m_impl->goal.bins);
    }
    FeatureMap<float>* wanted = gradient != nullptr ? &byLevel : nullptr;
    const double distance =
        m_impl->drawn.empty() ? m_impl->exactly(wanted) : m_impl->byDrawnFilters(wanted);
    if (gradient != nullptr) {
        m_impl->toFeatures(x, byLevel, *gradient);
    }
    return distance;
}

FeatureMap<float> heardLevels(const FeatureMap<float>& features, const HeardBands& bands,
                              ThreadPool& pool) {
    FeatureMap<float> levels(features.channels, features.frames, bands.bands());
    pool.run(features.channels * features.frames, [&](int row) {
        std::vector<float> magnitudes(features.bins);
        expm1Of(features.frame(0, row), magnitudes.data(), features.bins);
        bands.levels(magnitudes.data(), levels.frame(0, row));
    });
    return levels;
}

} // namespace tonegraft
