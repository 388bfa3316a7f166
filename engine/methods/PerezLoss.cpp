// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/PerezLoss.h"

#include "linalg/Gemm.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr int kGroups = 16;               // partial sums over frames, whatever the threads
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

} // namespace

template <class Real>
PerezLoss<Real>::PerezLoss(const AutoencoderSizes& sizes, std::vector<Real> parameters,
                           double scale, const FeatureMap<Real>& content,
                           const FeatureMap<Real>& style, ThreadPool& pool)
    : m_pool(pool), m_network(sizes, pool), m_parameters(std::move(parameters)), m_scale(scale) {
    encode(style);
    for (int layer = 0; layer < kLayers; ++layer) {
        m_styleGram[layer] = gramOf(m_network.layer(layer));
    }
    encode(content);
    for (int layer = 0; layer < kLayers; ++layer) {
        const double start = distance(gramOf(m_network.layer(layer)), m_styleGram[layer]);
        const bool same = start <= kSameStatistics * squares(m_styleGram[layer]);
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
std::vector<Real> PerezLoss<Real>::gramOf(const NetworkImage<Real>& layer) const {
    const std::ptrdiff_t channels = layer.channels;
    const auto size = static_cast<std::size_t>(channels * channels);
    std::vector<Real> partial(kGroups * size, Real(0));
    m_pool.run(kGroups, [&](int group) {
        for (int t = layer.frames * group / kGroups; t < layer.frames * (group + 1) / kGroups;
             ++t) {
            gemm(channels, channels, layer.bins, Real(1) / static_cast<Real>(layer.pixels()),
                 MatrixView<Real>{layer.row(t), channels, true},
                 MatrixView<Real>{layer.row(t), channels}, Real(1), partial.data() + group * size,
                 channels);
        }
    });
    std::vector<Real> gram(size, Real(0));
    for (int group = 0; group < kGroups; ++group) {
        for (std::size_t i = 0; i < size; ++i) {
            gram[i] += partial[group * size + i];
        }
    }
    return gram;
}

// Writes the derivative by the layer, weighted; returns the term.
template <class Real> double PerezLoss<Real>::addStyle(int layer, double weight) {
    const NetworkImage<Real>& activation = m_network.layer(layer);
    NetworkImage<Real>& derivative = m_byLayer[layer];
    derivative.resize(activation.frames, activation.bins, activation.channels);
    if (m_styleStart[layer] == 0.0) {
        std::fill(derivative.values.begin(), derivative.values.end(), Real(0));
        return 0.0;
    }
    std::vector<Real> difference = gramOf(activation);
    for (std::size_t i = 0; i < difference.size(); ++i) {
        difference[i] -= m_styleGram[layer][i];
    }
    const std::ptrdiff_t channels = activation.channels;
    const double factor =
        4.0 * weight / (m_styleStart[layer] * static_cast<double>(activation.pixels()));
    m_pool.run(activation.frames, [&](int t) {
        gemm(activation.bins, channels, channels, static_cast<Real>(factor),
             MatrixView<Real>{activation.row(t), channels},
             MatrixView<Real>{difference.data(), channels}, Real(0), derivative.row(t), channels);
    });
    return squares(difference) / m_styleStart[layer];
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
