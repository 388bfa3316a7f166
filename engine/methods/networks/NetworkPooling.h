// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "methods/networks/NetworkLayers.h"
#include "methods/shared/NetworkImage.h"

namespace tonegraft {

/// output = averages or maxima of max(0, input) over the layer's windows, which do not overlap;
/// an odd rest is dropped.
template <class Real>
void poolForward(const LayerShape& layer, const NetworkImage<Real>& input,
                 NetworkImage<Real>& output, ThreadPool& pool);

/// The derivative by the input (before it was rectified) from that by the output. Of equal maxima
/// the first one counts. inputGradient is resized to the input.
template <class Real>
void poolAdjoint(const LayerShape& layer, const NetworkImage<Real>& input,
                 const NetworkImage<Real>& outputGradient, NetworkImage<Real>& inputGradient,
                 ThreadPool& pool);

} // namespace tonegraft
