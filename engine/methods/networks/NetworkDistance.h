// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/networks/Network.h"
#include "methods/shared/FeatureMap.h"

#include <memory>
#include <vector>

namespace tonegraft {

/// How far an image's features in a network are from a content's, and their Gram matrices from a
/// style's.
struct NetworkDistanceSettings {
    std::vector<int> styleConvolutions; ///< counted from 0, ascending
    int contentConvolution = -1;        ///< -1: no content distance
    bool rectified = false;             ///< features behind the ReLU, not before it
    /// False: mean squares as in PyTorch's tutorial after Gatys et al. 2015, style Σ_l mean(D_l²)
    /// with D = G - G_s, G = F^T F / (channels * pixels), content mean((F - F_c)²). True: relative,
    /// style the mean of ||D_l||² / ||G_s||², content ||F - F_c||² / ||F_c||².
    bool relative = false;
};

struct NetworkDistances {
    double style = 0.0;
    double content = 0.0;
};

/// Images are feature maps: one for each channel of a clip, which enter the Gram matrices together.
/// Content, style and x may differ in length and channels. Thread: one at a time for each object.
template <class Real> class NetworkDistance {
public:
    NetworkDistance(const NetworkWeights& weights, const NetworkDistanceSettings& settings,
                    const FeatureMap<Real>& content, const FeatureMap<Real>& style,
                    ThreadPool& pool);

    /// What the style distance would be without features: Σ_l mean(G_s²), or 1.
    double styleSquares() const;

    /// The distances of x, which has the content's shape. If gradient is given, it is overwritten
    /// with the derivative of styleWeight * style + contentWeight * content.
    NetworkDistances evaluate(const FeatureMap<Real>& x, double styleWeight, double contentWeight,
                              FeatureMap<Real>* gradient);

private:
    struct StyleLayer {
        int convolution = 0;
        std::vector<double> target; // [channels][channels]
        double squares = 0.0;       // of the target
        std::vector<double> gram;   // of the output, then its difference from the target
        std::vector<Real> matrix;   // of the derivative
    };

    void forward(Network<Real>& network, const FeatureMap<Real>& x, int channel,
                 NetworkImage<Real>& image) const;
    double divisorOf(int convolution, std::ptrdiff_t pixels) const;
    double styleDistance(StyleLayer& layer, double weight);
    double contentDistance(double weight);
    void addDerivative(int channel, int convolution, NetworkImage<Real>& gradient);
    void toGradient(const NetworkImage<Real>& imageGradient, int channel,
                    FeatureMap<Real>& gradient) const;

    NetworkDistanceSettings m_settings;
    std::vector<InputChannel> m_inputs;
    ThreadPool& m_pool;
    int m_count = 0;                                        // of convolutions needed
    std::vector<std::unique_ptr<Network<Real>>> m_networks; // one a channel of x
    std::vector<NetworkImage<Real>> m_images;
    std::vector<NetworkImage<Real>> m_content; // features, one a channel
    double m_contentDivisor = 1.0;
    double m_contentFactor = 0.0; // of F - F_c in the derivative
    std::vector<StyleLayer> m_layers;
    NetworkImage<Real> m_imageGradient;
    ScratchPool<Real> m_scratch;
};

} // namespace tonegraft
