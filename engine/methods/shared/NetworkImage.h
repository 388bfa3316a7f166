// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace tonegraft {

/// What flows through a network: `values` [frames][bins][channels], channels contiguous, so that
/// neighbors along bins lie side by side. Sizes only grow: memory is kept when they shrink.
template <class Real> struct NetworkImage {
    int frames = 0;
    int bins = 0;
    int channels = 0;
    std::vector<Real> values;

    NetworkImage() = default;
    NetworkImage(int frameCount, int binCount, int channelCount) {
        resize(frameCount, binCount, channelCount);
    }

    void resize(int frameCount, int binCount, int channelCount) {
        frames = frameCount;
        bins = binCount;
        channels = channelCount;
        values.resize(static_cast<std::size_t>(pixels()) * channels);
    }
    std::ptrdiff_t pixels() const { return static_cast<std::ptrdiff_t>(frames) * bins; }
    std::ptrdiff_t rowSize() const { return static_cast<std::ptrdiff_t>(bins) * channels; }
    Real* row(int frame) { return values.data() + frame * rowSize(); }
    const Real* row(int frame) const { return values.data() + frame * rowSize(); }
};

} // namespace tonegraft
