// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/texture/AuditoryTextureValues.h"

#include <memory>
#include <vector>

namespace tonegraft::benchmark {

/// One evaluation of the method grinstein's auditory texture in LibTorch, as a fair reference: the
/// formulas of McDermott & Simoncelli 2011 as they stand, bands at the clip's rate, automatic
/// differentiation by the samples of the loop.
class TextureStep {
public:
    TextureStep(const TextureLayout& layout, int sampleRateHz, std::size_t loopSamples,
                const TextureValues& target);
    ~TextureStep();
    /// Σ over classes of ||values - target||² / ||target||² at x; writes the derivative.
    double run(const std::vector<float>& x, std::vector<float>& gradient);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace tonegraft::benchmark
