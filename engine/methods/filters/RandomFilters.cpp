// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/filters/RandomFilters.h"

#include "linalg/Gemm.h"
#include "linalg/VectorOps.h"
#include "tonegraft/Error.h"

#include <algorithm>
#include <utility>

namespace tonegraft {
namespace {

constexpr int kBinsPerTask = 192;

template <class Real> using Matrix = std::vector<Real>; // row-major

} // namespace

template <class Real> struct RandomFilters<Real>::Impl {
    FilterBank<Real> bank;
    GramSettings settings;
    ThreadPool& pool;
    Matrix<Real> styleFeatures; // [style patches][filters], where frames are fewer
    Matrix<Real> styleGram;     // [filters][filters], divided, where filters are fewer
    std::ptrdiff_t stylePatches = 0;
    int styleChannels = 1;
    double styleDivisor = 1.0;
    double styleSquares = 0.0; // ||G_s||² by way of the frames
    Matrix<Real> contentFeatures;
    double contentWeight = 0.0;
    double contentPart = 0.0;
    std::unique_ptr<Autocorrelation<Real>> rhythm;
    double rhythmWeight = 0.0;
    double rhythmPart = 0.0; // without the weight
    FeatureMap<Real> padded;
    Matrix<Real> features, derivative, plane, cross; // kept between evaluations

    Impl(FilterBank<Real> filterBank, const GramSettings& gramSettings, ThreadPool& threadPool)
        : bank(std::move(filterBank)), settings(gramSettings), pool(threadPool) {}

    int patchesOf(const FeatureMap<Real>& x) const {
        return x.frames + 2 * settings.padding - bank.kernelSize + 1;
    }
    double divisorOf(const FeatureMap<Real>& x) const {
        return static_cast<double>(x.channels) *
               (settings.perSpectrogramFrame ? x.frames : patchesOf(x));
    }

    const FeatureMap<Real>& withPadding(const FeatureMap<Real>& x) {
        if (settings.padding == 0) {
            return x;
        }
        padded = FeatureMap<Real>(x.channels, x.frames + 2 * settings.padding, x.bins);
        const std::size_t size = static_cast<std::size_t>(x.frames) * x.bins;
        for (int c = 0; c < x.channels; ++c) {
            std::copy_n(x.frame(c, 0), size, padded.frame(c, settings.padding));
        }
        return padded;
    }

    // F [patches of all channels][filters], one product a tap of the kernel.
    void featuresOf(const FeatureMap<Real>& x, Matrix<Real>& out) {
        if (patchesOf(x) < 1 || x.bins != bank.bins) {
            throw Error(MessageCode::internal,
                        {"The features do not fit the filters: other bins, or fewer frames than "
                         "the kernel spans."});
        }
        const FeatureMap<Real>& map = withPadding(x);
        const std::ptrdiff_t patches = patchesOf(x);
        const std::ptrdiff_t filters = bank.filters;
        const std::ptrdiff_t size = static_cast<std::ptrdiff_t>(bank.kernelSize) * bank.bins;
        out.resize(static_cast<std::size_t>(patches * x.channels * filters));
        for (int c = 0; c < x.channels; ++c) {
            for (int j = 0; j < bank.kernelSize; ++j) {
                const Real* tap = bank.weights.data() + static_cast<std::ptrdiff_t>(j) * bank.bins;
                parallelGemm(pool, patches, filters, bank.bins, Real(1),
                             MatrixView<Real>{map.frame(c, j), bank.bins},
                             MatrixView<Real>{tap, size, true}, j == 0 ? Real(0) : Real(1),
                             out.data() + c * patches * filters, filters);
            }
        }
        activate(out, patches * x.channels);
    }

    void activate(Matrix<Real>& out, std::ptrdiff_t rows) {
        const std::ptrdiff_t filters = bank.filters;
        const bool relu = settings.activation == Activation::relu;
        if (!relu && bank.bias.empty()) {
            return;
        }
        pool.run(static_cast<int>(rows), [&](int row) {
            Real* values = out.data() + row * filters;
            for (std::ptrdiff_t f = 0; f < filters && !bank.bias.empty(); ++f) {
                values[f] += bank.bias[f];
            }
            for (std::ptrdiff_t f = 0; f < filters && relu; ++f) {
                values[f] = values[f] > Real(0) ? values[f] : Real(0);
            }
        });
    }

    double squares(const Matrix<Real>& values, std::ptrdiff_t count) {
        return dotProducts(values.data(), {values.data()}, count, pool)[0];
    }

    void holdStyle(const FeatureMap<Real>& style) {
        featuresOf(style, styleFeatures);
        stylePatches = static_cast<std::ptrdiff_t>(patchesOf(style)) * style.channels;
        styleChannels = style.channels;
        styleDivisor = divisorOf(style);
        const std::ptrdiff_t filters = bank.filters;
        // The frames' plane serves only where no filters x filters matrix would be smaller.
        const std::ptrdiff_t side = std::min(filters, stylePatches);
        plane.resize(static_cast<std::size_t>(side * side));
        if (filters <= stylePatches) {
            styleGram.resize(plane.size());
            multiplyGram(styleFeatures, stylePatches, styleDivisor, styleGram);
            styleSquares = squares(styleGram, filters * filters);
        } else {
            multiplyFrames(styleFeatures, stylePatches, styleFeatures, stylePatches, plane);
            styleSquares =
                squares(plane, stylePatches * stylePatches) / (styleDivisor * styleDivisor);
        }
        if (settings.relative && styleSquares > 0.0) {
            settings.scale /= styleSquares;
        }
    }

    FeatureRows<Real> rowsOf(const Matrix<Real>& values, int channels) const {
        const auto rows = static_cast<int>(values.size() / bank.filters) / channels;
        return {values.data(), channels, rows, bank.filters};
    }

    void addRhythmPart(int channels, bool wantGradient) {
        rhythmPart = rhythm == nullptr
                         ? 0.0
                         : rhythm->evaluate(rowsOf(features, channels), rhythmWeight,
                                            wantGradient ? derivative.data() : nullptr);
    }

    // out [filters][filters] = F^T F / divisor
    void multiplyGram(const Matrix<Real>& f, std::ptrdiff_t rows, double divisor,
                      Matrix<Real>& out) {
        const std::ptrdiff_t filters = bank.filters;
        parallelGemm(pool, filters, filters, rows, static_cast<Real>(1.0 / divisor),
                     MatrixView<Real>{f.data(), filters, true}, MatrixView<Real>{f.data(), filters},
                     Real(0), out.data(), filters);
    }

    // out [rowsA][rowsB] = A B^T
    void multiplyFrames(const Matrix<Real>& a, std::ptrdiff_t rowsA, const Matrix<Real>& b,
                        std::ptrdiff_t rowsB, Matrix<Real>& out) {
        const std::ptrdiff_t filters = bank.filters;
        out.resize(static_cast<std::size_t>(rowsA * rowsB));
        parallelGemm(pool, rowsA, rowsB, filters, Real(1), MatrixView<Real>{a.data(), filters},
                     MatrixView<Real>{b.data(), filters, true}, Real(0), out.data(), rowsB);
    }

    // ||G_x - G_s||² over filters; derivative = its derivative by F.
    double byFilters(std::ptrdiff_t rows, double divisor, bool wantGradient) {
        const std::ptrdiff_t filters = bank.filters;
        if (styleGram.empty()) { // the style alone was better off with frames
            styleGram.resize(static_cast<std::size_t>(filters * filters));
            multiplyGram(styleFeatures, stylePatches, styleDivisor, styleGram);
        }
        plane.resize(static_cast<std::size_t>(filters * filters));
        multiplyGram(features, rows, divisor, plane);
        forBlocks(pool, filters * filters, [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
            for (std::ptrdiff_t i = begin; i < end; ++i) {
                plane[i] -= styleGram[i];
            }
        });
        if (wantGradient) {
            parallelGemm(
                pool, rows, filters, filters, static_cast<Real>(4.0 * settings.scale / divisor),
                MatrixView<Real>{features.data(), filters}, MatrixView<Real>{plane.data(), filters},
                Real(0), derivative.data(), filters);
        }
        return squares(plane, filters * filters);
    }

    // The same by way of the frames: ||F F^T||²/n² - 2 ||F B^T||²/(nm) + ||B B^T||²/m².
    double byFrames(std::ptrdiff_t rows, double divisor, bool wantGradient) {
        const std::ptrdiff_t filters = bank.filters;
        multiplyFrames(features, rows, features, rows, plane);
        multiplyFrames(features, rows, styleFeatures, stylePatches, cross);
        const double own = squares(plane, rows * rows) / (divisor * divisor);
        const double shared = squares(cross, rows * stylePatches) / (divisor * styleDivisor);
        if (wantGradient) {
            parallelGemm(pool, rows, filters, rows,
                         static_cast<Real>(4.0 * settings.scale / (divisor * divisor)),
                         MatrixView<Real>{plane.data(), rows},
                         MatrixView<Real>{features.data(), filters}, Real(0), derivative.data(),
                         filters);
            parallelGemm(pool, rows, filters, stylePatches,
                         static_cast<Real>(-4.0 * settings.scale / (divisor * styleDivisor)),
                         MatrixView<Real>{cross.data(), stylePatches},
                         MatrixView<Real>{styleFeatures.data(), filters}, Real(1),
                         derivative.data(), filters);
        }
        return own - 2.0 * shared + styleSquares;
    }

    void addContentPart(bool wantGradient) {
        contentPart = 0.0;
        if (contentFeatures.empty()) {
            return;
        }
        const auto count = static_cast<std::ptrdiff_t>(features.size());
        const Real factor = static_cast<Real>(2.0 * contentWeight);
        std::vector<double> partial(features.size() / bank.filters, 0.0);
        pool.run(static_cast<int>(partial.size()), [&](int row) {
            for (std::ptrdiff_t i = row * static_cast<std::ptrdiff_t>(bank.filters);
                 i < std::min<std::ptrdiff_t>(count, (row + 1L) * bank.filters); ++i) {
                const Real difference = features[i] - contentFeatures[i];
                partial[row] += static_cast<double>(difference) * static_cast<double>(difference);
                if (wantGradient) {
                    derivative[i] += factor * difference;
                }
            }
        });
        for (const double part : partial) {
            contentPart += contentWeight * part;
        }
    }

    // From dF to dX: through the ReLU, and every tap of the kernel back to its frame.
    void backToFeatures(const FeatureMap<Real>& x, FeatureMap<Real>& gradient) {
        const std::ptrdiff_t filters = bank.filters;
        const std::ptrdiff_t patches = patchesOf(x);
        if (settings.activation == Activation::relu) {
            forBlocks(pool, static_cast<std::ptrdiff_t>(features.size()),
                      [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
                          for (std::ptrdiff_t i = begin; i < end; ++i) {
                              derivative[i] = features[i] > Real(0) ? derivative[i] : Real(0);
                          }
                      });
        }
        FeatureMap<Real> wide(x.channels, x.frames + 2 * settings.padding, x.bins);
        const std::ptrdiff_t size = static_cast<std::ptrdiff_t>(bank.kernelSize) * bank.bins;
        const int chunks = (bank.bins + kBinsPerTask - 1) / kBinsPerTask;
        pool.run(chunks * x.channels, [&](int task) {
            const int channel = task / chunks;
            const int bin = task % chunks * kBinsPerTask;
            const int width = std::min(kBinsPerTask, bank.bins - bin);
            for (int j = 0; j < bank.kernelSize; ++j) {
                gemm(patches, width, filters, Real(1),
                     {derivative.data() + channel * patches * filters, filters},
                     {bank.weights.data() + static_cast<std::ptrdiff_t>(j) * bank.bins + bin, size},
                     Real(1), wide.frame(channel, j) + bin, bank.bins);
            }
        });
        if (settings.padding == 0) {
            gradient = std::move(wide);
            return;
        }
        gradient = FeatureMap<Real>(x.channels, x.frames, x.bins);
        for (int c = 0; c < x.channels; ++c) {
            std::copy_n(wide.frame(c, settings.padding),
                        static_cast<std::size_t>(x.frames) * x.bins, gradient.frame(c, 0));
        }
    }
};

template <class Real>
RandomFilters<Real>::RandomFilters(FilterBank<Real> bank, const GramSettings& settings,
                                   const FeatureMap<Real>& style, ThreadPool& pool)
    : m_impl(std::make_unique<Impl>(std::move(bank), settings, pool)) {
    m_impl->holdStyle(style);
}

template <class Real> RandomFilters<Real>::~RandomFilters() = default;

template <class Real>
void RandomFilters<Real>::keepFeaturesOf(const FeatureMap<Real>& content, double weight) {
    m_impl->featuresOf(content, m_impl->contentFeatures);
    m_impl->contentWeight = weight;
}

template <class Real> double RandomFilters<Real>::featureDistance() const {
    return m_impl->contentPart;
}

template <class Real> void RandomFilters<Real>::keepRhythm(LagRange lags, double weight) {
    m_impl->rhythm = std::make_unique<Autocorrelation<Real>>(
        m_impl->rowsOf(m_impl->styleFeatures, m_impl->styleChannels), lags, m_impl->pool);
    m_impl->rhythmWeight = weight;
}

template <class Real> double RandomFilters<Real>::rhythmDistance() const {
    return m_impl->rhythmPart;
}

template <class Real>
double RandomFilters<Real>::evaluate(const FeatureMap<Real>& x, FeatureMap<Real>* gradient) {
    Impl& self = *m_impl;
    self.featuresOf(x, self.features);
    self.derivative.resize(gradient != nullptr ? self.features.size() : 0);
    const std::ptrdiff_t rows = static_cast<std::ptrdiff_t>(self.patchesOf(x)) * x.channels;
    const double distance = self.bank.filters <= rows
                                ? self.byFilters(rows, self.divisorOf(x), gradient != nullptr)
                                : self.byFrames(rows, self.divisorOf(x), gradient != nullptr);
    self.addContentPart(gradient != nullptr);
    self.addRhythmPart(x.channels, gradient != nullptr);
    if (gradient != nullptr) {
        self.backToFeatures(x, *gradient);
    }
    return self.settings.scale * distance + self.contentPart + self.rhythmWeight * self.rhythmPart;
}

template class RandomFilters<float>;
template class RandomFilters<double>;

} // namespace tonegraft
