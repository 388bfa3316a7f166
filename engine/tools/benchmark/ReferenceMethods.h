// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/FeatureMap.h"

#include <functional>
#include <vector>

namespace tonegraft::benchmark {

// One evaluation of a published method as it would be written in LibTorch: the formulas as they
// stand, automatic differentiation, filters that take no gradients. Random numbers differ from
// the engine's, the amount of work does not.

/// Ulyanov & Lebedev 2016: value and gradient.
std::function<void()> ulyanovReference(const FeatureMap<float>& content,
                                       const FeatureMap<float>& style, int filters, int kernelSize);

/// Antognini, Hoffman & Weiss 2018: value and gradient of the Gram matrices' and the rhythm's
/// terms (autocorrelations by Fourier transform), and of the distance to the style unshifted.
std::function<void()> antogniniReference(const FeatureMap<float>& content,
                                         const FeatureMap<float>& style,
                                         const std::vector<int>& widths, int filters, int firstLag,
                                         int lastLag);

/// Driedger, Prätzlich & Müller 2015: one update and its divergence, on magnitudes.
std::function<void()> mosaicReference(const FeatureMap<float>& content,
                                      const FeatureMap<float>& style, int repetition, int polyphony,
                                      int continuity);

} // namespace tonegraft::benchmark
