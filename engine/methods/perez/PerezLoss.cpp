// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/perez/PerezLoss.h"

#include "linalg/Gemm.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr int kBands = 128;
constexpr double kTop = 11025.0 / 700.0;  // the highest frequency on the mel scale
constexpr double kSameStatistics = 1e-12; // of the style's own squares

template <class Real> double squares(const std::vector<Real>& values) {
    double sum = 0.0;
    for (const Real v : values) {
        sum += static_cast<double>(v) * static_cast<double>(v);
    }
    return sum;
}

template <class Real> double distance(const std::vector<Real>& a, const std::vector<Real>& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double difference = static_cast<double>(a[i]) - static_cast<double>(b[i]);
        sum += difference * difference;
    }
    return sum;
}

// Evenly spaced on the mel scale, 2595 log10(1 + f / 700); at least one bin each.
std::vector<int> bandEdges(int bins) {
    const int bands = std::min(kBands, bins);
    std::vector<int> edges{0};
    for (int band = 1; band <= bands; ++band) {
        const double place = (std::pow(1.0 + kTop, static_cast<double>(band) / bands) - 1.0) / kTop;
        edges.push_back(std::clamp(static_cast<int>(std::lround(place * bins)), edges.back() + 1,
                                   bins - (bands - band)));
    }
    return edges;
}

/// The pixels of a band, [pixel][channel].
template <class Real>
void gather(const NetworkImage<Real>& layer, int begin, int end, std::vector<Real>& pixels) {
    const std::ptrdiff_t width = static_cast<std::ptrdiff_t>(end - begin) * layer.channels;
    pixels.resize(static_cast<std::size_t>(layer.frames * width));
    for (int t = 0; t < layer.frames; ++t) {
        std::copy_n(layer.row(t) + static_cast<std::ptrdiff_t>(begin) * layer.channels, width,
                    pixels.data() + t * width);
    }
}

template <class Real>
void scatter(const std::vector<Real>& pixels, int begin, int end, NetworkImage<Real>& layer) {
    const std::ptrdiff_t width = static_cast<std::ptrdiff_t>(end - begin) * layer.channels;
    for (int t = 0; t < layer.frames; ++t) {
        std::copy_n(pixels.data() + t * width, width,
                    layer.row(t) + static_cast<std::ptrdiff_t>(begin) * layer.channels);
    }
}

/// Mean of f f^T over pixels.
template <class Real>
void gramOf(const std::vector<Real>& pixels, std::ptrdiff_t channels, Real* gram) {
    const auto count = static_cast<std::ptrdiff_t>(pixels.size()) / channels;
    gemm(channels, channels, count, Real(1) / static_cast<Real>(count),
         MatrixView<Real>{pixels.data(), channels, true}, MatrixView<Real>{pixels.data(), channels},
         Real(0), gram, channels);
}

} // namespace

template <class Real>
PerezLoss<Real>::PerezLoss(const AutoencoderSizes& sizes, std::vector<Real> parameters,
                           double scale, const FeatureMap<Real>& content,
                           const FeatureMap<Real>& style, ThreadPool& pool)
    : m_pool(pool), m_network(sizes, pool), m_parameters(std::move(parameters)), m_scale(scale) {
    encode(style);
    for (int layer = 0; layer < kLayers; ++layer) {
        m_styleGrams[layer] = gramsOf(m_network.layer(layer));
    }
    encode(content);
    for (int layer = 0; layer < kLayers; ++layer) {
        const double start = distance(gramsOf(m_network.layer(layer)), m_styleGrams[layer]);
        const bool same = start <= kSameStatistics * squares(m_styleGrams[layer]);
        m_styleStart[layer] = same ? 0.0 : start;
    }
    m_content = m_network.layer(0);
    m_contentSquares = std::max(squares(m_content.values), 1e-30);
}

template <class Real> void PerezLoss<Real>::encode(const FeatureMap<Real>& x) {
    m_image.resize(x.frames, x.bins, 1);
    const auto scale = static_cast<Real>(m_scale);
    m_pool.run(x.frames, [&](int frame) {
        std::transform(x.frame(0, frame), x.frame(0, frame) + x.bins, m_image.row(frame),
                       [scale](Real v) { return scale * v; });
    });
    m_network.encode(m_image, m_parameters, kLayers);
}

template <class Real>
std::vector<Real> PerezLoss<Real>::gramsOf(const NetworkImage<Real>& layer) const {
    const std::ptrdiff_t size = static_cast<std::ptrdiff_t>(layer.channels) * layer.channels;
    const std::vector<int> edges = bandEdges(layer.bins);
    std::vector<Real> grams((edges.size() - 1) * size);
    m_pool.run(static_cast<int>(edges.size()) - 1, [&](int band) {
        thread_local std::vector<Real> pixels;
        gather(layer, edges[band], edges[band + 1], pixels);
        gramOf(pixels, layer.channels, grams.data() + band * size);
    });
    return grams;
}

// Writes the derivative by the layer, weighted; returns the term.
template <class Real> double PerezLoss<Real>::addStyle(int layer, double weight) {
    const NetworkImage<Real>& activation = m_network.layer(layer);
    NetworkImage<Real>& derivative = m_byLayer[layer];
    derivative.resize(activation.frames, activation.bins, activation.channels);
    const std::ptrdiff_t channels = activation.channels;
    const std::ptrdiff_t size = channels * channels;
    const std::vector<int> edges = bandEdges(activation.bins);
    // Alike from the start: nothing to move.
    const double scale = m_styleStart[layer] > 0.0 ? 1.0 / m_styleStart[layer] : 0.0;
    std::vector<double> distances(edges.size() - 1);
    m_pool.run(static_cast<int>(distances.size()), [&](int band) {
        thread_local std::vector<Real> pixels, gram, slopes;
        gather(activation, edges[band], edges[band + 1], pixels);
        gram.resize(static_cast<std::size_t>(size));
        gramOf(pixels, channels, gram.data());
        for (std::ptrdiff_t i = 0; i < size; ++i) {
            gram[i] -= m_styleGrams[layer][band * size + i];
        }
        distances[band] = squares(gram);
        const auto count = static_cast<std::ptrdiff_t>(pixels.size()) / channels;
        slopes.resize(pixels.size());
        gemm(count, channels, channels,
             static_cast<Real>(4.0 * weight * scale / static_cast<double>(count)),
             MatrixView<Real>{pixels.data(), channels}, MatrixView<Real>{gram.data(), channels},
             Real(0), slopes.data(), channels);
        scatter(slopes, edges[band], edges[band + 1], derivative);
    });
    double sum = 0.0;
    for (const double part : distances) {
        sum += part;
    }
    return scale * sum;
}

// Adds the derivative by layer 0, weighted; returns the term.
template <class Real> double PerezLoss<Real>::contentTerm(double weight) {
    const NetworkImage<Real>& activation = m_network.layer(0);
    const auto factor = static_cast<Real>(2.0 * weight / m_contentSquares);
    std::vector<double> partial(activation.frames, 0.0);
    m_pool.run(activation.frames, [&](int t) {
        const Real* own = activation.row(t);
        const Real* kept = m_content.row(t);
        Real* derivative = m_byLayer[0].row(t);
        for (std::ptrdiff_t i = 0; i < activation.rowSize(); ++i) {
            const Real difference = own[i] - kept[i];
            partial[t] += static_cast<double>(difference) * static_cast<double>(difference);
            derivative[i] += factor * difference;
        }
    });
    double sum = 0.0;
    for (const double part : partial) {
        sum += part;
    }
    return sum / m_contentSquares;
}

template <class Real>
PerezTerms PerezLoss<Real>::evaluate(const FeatureMap<Real>& x, double styleWeight,
                                     FeatureMap<Real>& gradient) {
    encode(x);
    PerezTerms terms;
    for (int layer = 0; layer < kLayers; ++layer) {
        terms.style += addStyle(layer, styleWeight / kLayers) / kLayers;
    }
    terms.content = contentTerm(1.0 - styleWeight);
    m_network.backToImage(m_parameters, m_byLayer[0], m_byLayer[1], m_byImage);
    const auto scale = static_cast<Real>(m_scale);
    gradient = FeatureMap<Real>(1, x.frames, x.bins);
    m_pool.run(x.frames, [&](int frame) {
        std::transform(m_byImage.row(frame), m_byImage.row(frame) + x.bins,
                       gradient.frame(0, frame), [scale](Real v) { return scale * v; });
    });
    return terms;
}

template class PerezLoss<float>;
template class PerezLoss<double>;

} // namespace tonegraft
