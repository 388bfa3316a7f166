// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/networks/Network.h"
#include "methods/shared/FeatureMap.h"

#include <memory>

namespace tonegraft::benchmark {

/// One evaluation of distances in a network, as the method gatys takes them, in LibTorch, as a fair
/// reference: the same layers with the
/// same weights, which take no gradients, autograd by the image.
class NetworkStep {
public:
    NetworkStep(const NetworkWeights& weights, const FeatureMap<float>& content,
                const FeatureMap<float>& style);
    ~NetworkStep();
    /// The total at x; writes the derivative.
    double run(const FeatureMap<float>& x, FeatureMap<float>* gradient);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace tonegraft::benchmark
