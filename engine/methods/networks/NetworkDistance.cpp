// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/NetworkDistance.h"

#include "linalg/VectorOps.h"
#include "methods/networks/NetworkGram.h"
#include "tonegraft/Error.h"

#include <algorithm>

namespace tonegraft {
namespace {

template <class Real> Real rectifiedIf(bool wanted, Real value) {
    return wanted && value < Real(0) ? Real(0) : value;
}

double squaresOf(const std::vector<double>& values, ThreadPool& pool) {
    return dotProducts<double>(values.data(), {values.data()},
                               static_cast<std::ptrdiff_t>(values.size()), pool)[0];
}

} // namespace

template <class Real>
NetworkDistance<Real>::NetworkDistance(const NetworkWeights& weights,
                                       const NetworkDistanceSettings& settings,
                                       const FeatureMap<Real>& content,
                                       const FeatureMap<Real>& style, ThreadPool& pool)
    : m_settings(settings), m_inputs(weights.inputs), m_pool(pool) {
    m_count = 1 + settings.contentConvolution;
    for (const int convolution : settings.styleConvolutions) {
        m_count = std::max(m_count, convolution + 1);
        m_layers.emplace_back();
        m_layers.back().convolution = convolution;
    }
    for (int channel = 0; channel < content.channels; ++channel) {
        m_networks.push_back(std::make_unique<Network<Real>>(weights, pool));
    }
    m_images.resize(content.channels);
    Network<Real>& network = *m_networks[0];
    for (int channel = 0; channel < style.channels; ++channel) {
        forward(network, style, channel, m_images[0]);
        for (StyleLayer& layer : m_layers) {
            addGram(network.output(layer.convolution), settings.rectified, layer.target, pool,
                    m_scratch);
        }
    }
    for (StyleLayer& layer : m_layers) {
        const double divisor = divisorOf(
            layer.convolution, style.channels * network.output(layer.convolution).pixels());
        for (double& value : layer.target) {
            value /= divisor;
        }
        layer.squares = squaresOf(layer.target, pool);
    }
    double squares = 0.0;
    std::ptrdiff_t count = 0;
    for (int channel = 0; channel < content.channels && settings.contentConvolution >= 0;
         ++channel) {
        forward(network, content, channel, m_images[0]);
        m_content.push_back(network.output(settings.contentConvolution));
        for (Real& value : m_content.back().values) {
            value = rectifiedIf(settings.rectified, value);
        }
        const auto size = static_cast<std::ptrdiff_t>(m_content.back().values.size());
        const Real* values = m_content.back().values.data();
        squares += dotProducts<Real>(values, {values}, size, pool)[0];
        count += size;
    }
    m_contentDivisor = settings.relative ? squares : static_cast<double>(count);
}

template <class Real>
void NetworkDistance<Real>::forward(Network<Real>& network, const FeatureMap<Real>& x, int channel,
                                    NetworkImage<Real>& image) const {
    for (int i = 0; i < m_count; ++i) {
        if (network.framesAt(i, x.frames) < 1 || network.binsAt(i, x.bins) < 1) {
            throw Error(MessageCode::internal, {"The clip is too short for the network."});
        }
    }
    const int inputs = static_cast<int>(m_inputs.size());
    image.resize(x.frames, x.bins, inputs);
    const Real* from = x.frame(channel, 0);
    Real* to = image.values.data();
    forBlocks(m_pool, image.pixels(), [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
        for (int c = 0; c < inputs; ++c) {
            const auto mean = static_cast<Real>(m_inputs[c].mean);
            const auto factor = static_cast<Real>(1.0 / m_inputs[c].deviation);
            for (std::ptrdiff_t i = begin; i < end; ++i) {
                to[i * inputs + c] = factor * (from[i] - mean);
            }
        }
    });
    network.forward(image, m_count);
}

template <class Real>
double NetworkDistance<Real>::divisorOf(int convolution, std::ptrdiff_t pixels) const {
    const double channels = m_settings.relative ? 1.0 : m_networks[0]->channelsOf(convolution);
    return channels * static_cast<double>(pixels);
}

template <class Real>
double NetworkDistance<Real>::styleDistance(StyleLayer& layer, double weight) {
    std::vector<double>& gram = layer.gram;
    gram.assign(layer.target.size(), 0.0);
    std::ptrdiff_t pixels = 0;
    for (const auto& network : m_networks) {
        const NetworkImage<Real>& f = network->output(layer.convolution);
        addGram(f, m_settings.rectified, gram, m_pool, m_scratch);
        pixels += f.pixels();
    }
    const double divisor = divisorOf(layer.convolution, pixels);
    const double share = m_settings.relative
                             ? 1.0 / (static_cast<double>(m_layers.size()) * layer.squares)
                             : 1.0 / static_cast<double>(gram.size());
    // d(share * Σ D²)/dF = 4 share F D / divisor
    const double factor = weight * 4.0 * share / divisor;
    layer.matrix.resize(gram.size());
    forBlocks(m_pool, static_cast<std::ptrdiff_t>(gram.size()),
              [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
                  for (std::ptrdiff_t i = begin; i < end; ++i) {
                      gram[i] = gram[i] / divisor - layer.target[i];
                      layer.matrix[i] = static_cast<Real>(factor * gram[i]);
                  }
              });
    return share * squaresOf(gram, m_pool);
}

template <class Real> double NetworkDistance<Real>::styleSquares() const {
    double sum = 0.0;
    for (const StyleLayer& layer : m_layers) {
        sum += layer.squares / static_cast<double>(layer.target.size());
    }
    return m_settings.relative ? 1.0 : sum;
}

template <class Real> double NetworkDistance<Real>::contentDistance(double weight) {
    m_contentFactor = weight * 2.0 / m_contentDivisor;
    double squares = 0.0;
    for (std::size_t channel = 0; channel < m_content.size(); ++channel) {
        const NetworkImage<Real>& f = m_networks[channel]->output(m_settings.contentConvolution);
        const NetworkImage<Real>& target = m_content[channel];
        std::vector<double> rows(static_cast<std::size_t>(f.frames));
        m_pool.run(f.frames, [&](int frame) {
            const Real* a = f.row(frame);
            const Real* b = target.row(frame);
            double sum = 0.0;
            for (std::ptrdiff_t i = 0; i < f.rowSize(); ++i) {
                const double difference = rectifiedIf(m_settings.rectified, a[i]) - b[i];
                sum += difference * difference;
            }
            rows[frame] = sum;
        });
        for (const double sum : rows) {
            squares += sum;
        }
    }
    return squares / m_contentDivisor;
}

template <class Real>
void NetworkDistance<Real>::addDerivative(int channel, int convolution,
                                          NetworkImage<Real>& gradient) {
    const NetworkImage<Real>& f = m_networks[channel]->output(convolution);
    for (const StyleLayer& layer : m_layers) {
        if (layer.convolution == convolution) {
            addGramDerivative(f, m_settings.rectified, layer.matrix, gradient, m_pool, m_scratch);
        }
    }
    if (convolution != m_settings.contentConvolution) {
        return;
    }
    const Real* target = m_content[channel].values.data();
    const auto factor = static_cast<Real>(m_contentFactor);
    forBlocks(m_pool, static_cast<std::ptrdiff_t>(f.values.size()),
              [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
                  for (std::ptrdiff_t i = begin; i < end; ++i) {
                      const bool flat = m_settings.rectified && !(f.values[i] > Real(0));
                      gradient.values[i] += flat ? Real(0) : factor * (f.values[i] - target[i]);
                  }
              });
}

template <class Real>
void NetworkDistance<Real>::toGradient(const NetworkImage<Real>& imageGradient, int channel,
                                       FeatureMap<Real>& gradient) const {
    const int inputs = imageGradient.channels;
    const Real* from = imageGradient.values.data();
    Real* to = gradient.frame(channel, 0);
    forBlocks(m_pool, imageGradient.pixels(), [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
        std::fill(to + begin, to + end, Real(0));
        for (int c = 0; c < inputs; ++c) {
            const auto factor = static_cast<Real>(1.0 / m_inputs[c].deviation);
            for (std::ptrdiff_t i = begin; i < end; ++i) {
                to[i] += factor * from[i * inputs + c];
            }
        }
    });
}

template <class Real>
NetworkDistances NetworkDistance<Real>::evaluate(const FeatureMap<Real>& x, double styleWeight,
                                                 double contentWeight, FeatureMap<Real>* gradient) {
    for (int channel = 0; channel < x.channels; ++channel) {
        forward(*m_networks[channel], x, channel, m_images[channel]);
    }
    NetworkDistances distances;
    for (StyleLayer& layer : m_layers) {
        distances.style += styleDistance(layer, styleWeight);
    }
    if (m_settings.contentConvolution >= 0) {
        distances.content = contentDistance(contentWeight);
    }
    if (gradient == nullptr) {
        return distances;
    }
    if (gradient->values.size() != x.values.size()) {
        *gradient = FeatureMap<Real>(x.channels, x.frames, x.bins);
    }
    for (int channel = 0; channel < x.channels; ++channel) {
        m_networks[channel]->backward(
            [&](int convolution, NetworkImage<Real>& slope) {
                addDerivative(channel, convolution, slope);
            },
            m_imageGradient);
        toGradient(m_imageGradient, channel, *gradient);
    }
    return distances;
}

template class NetworkDistance<float>;
template class NetworkDistance<double>;

} // namespace tonegraft
