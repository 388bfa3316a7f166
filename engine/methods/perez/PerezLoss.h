// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/perez/Autoencoder.h"
#include "methods/shared/FeatureMap.h"

#include <vector>

namespace tonegraft {

struct PerezTerms {
    double style = 0.0;   ///< mean over the layers; 1 where the content starts
    double content = 0.0; ///< 0 at the content, 1 at silence in the layer
};

/// Perez, Proctor & Jain 2017: w Σ_l ||G - G_s||² + (1-w) ||F - F_c||² over layers of an
/// autoencoder, style on layers 0 and 1, content on layer 0. G = F^T F is taken in each of 128
/// bands of neighboring bins (where there are fewer bins, in each): over all of them it would not
/// know low from high, and leave timbre alone. It is a mean over the band's pixels, so that lengths
/// may differ. Each term is divided by what it is at the start (the content by its own square),
/// which is how the authors advise to weigh them. Thread: one at a time for each object. The same
/// bits on any number of threads.
template <class Real> class PerezLoss {
public:
    /// Features of one channel, of the same bins, times `scale` before the network sees them.
    PerezLoss(const AutoencoderSizes& sizes, std::vector<Real> parameters, double scale,
              const FeatureMap<Real>& content, const FeatureMap<Real>& style, ThreadPool& pool);

    /// The total w style + (1-w) content has the gradient that is written.
    PerezTerms evaluate(const FeatureMap<Real>& x, double styleWeight, FeatureMap<Real>& gradient);

private:
    static constexpr int kLayers = Autoencoder<Real>::kStyleLayers;

    void encode(const FeatureMap<Real>& x);
    std::vector<Real> gramsOf(const NetworkImage<Real>& layer) const;
    double addStyle(int layer, double weight);
    double contentTerm(double weight);

    ThreadPool& m_pool;
    Autoencoder<Real> m_network;
    std::vector<Real> m_parameters;
    double m_scale;
    NetworkImage<Real> m_image, m_byImage, m_byLayer[kLayers];
    std::vector<Real> m_styleGrams[kLayers]; // [band][channels][channels]
    double m_styleStart[kLayers] = {};
    NetworkImage<Real> m_content; // layer 0
    double m_contentSquares = 0.0;
};

} // namespace tonegraft
