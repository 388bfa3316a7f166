// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/NetworkPooling.h"

#include <algorithm>

namespace tonegraft {
namespace {

template <class Real> Real rectified(Real value) {
    return value > Real(0) ? value : Real(0);
}

/// The windows of one output pixel, channels running fastest.
template <class Real> class Window {
public:
    Window(const LayerShape& layer, const NetworkImage<Real>& input)
        : m_layer(layer), m_input(input) {}

    int size() const { return m_layer.kernelFrames * m_layer.kernelBins; }
    /// Where the numbers of the window's place `index` begin, counted from values.
    std::ptrdiff_t at(int frame, int bin, int index) const {
        const int sourceFrame = frame * m_layer.kernelFrames + index / m_layer.kernelBins;
        const int sourceBin = bin * m_layer.kernelBins + index % m_layer.kernelBins;
        return (static_cast<std::ptrdiff_t>(sourceFrame) * m_input.bins + sourceBin) *
               m_input.channels;
    }

private:
    const LayerShape& m_layer;
    const NetworkImage<Real>& m_input;
};

// Separate loops over the channels, without branches, so that they are vectorized.

template <class Real>
void addShare(const Real* __restrict in, int count, Real share, Real* __restrict out) {
    for (int c = 0; c < count; ++c) {
        out[c] += share * rectified(in[c]);
    }
}

template <class Real> void takeMaximum(const Real* __restrict in, int count, Real* __restrict out) {
    for (int c = 0; c < count; ++c) {
        out[c] = in[c] > out[c] ? in[c] : out[c];
    }
}

template <class Real>
void passShare(const Real* __restrict in, const Real* __restrict slope, int count, Real share,
               Real* __restrict out) {
    for (int c = 0; c < count; ++c) {
        out[c] = in[c] > Real(0) ? share * slope[c] : Real(0);
    }
}

// The slope of one output pixel goes to the largest number of each channel, if it is above 0.
template <class Real>
void passToMaximum(const Window<Real>& window, int frame, int bin, const NetworkImage<Real>& input,
                   const Real* slope, NetworkImage<Real>& inputGradient) {
    for (int c = 0; c < input.channels; ++c) {
        std::ptrdiff_t best = window.at(frame, bin, 0) + c;
        for (int index = 1; index < window.size(); ++index) {
            const std::ptrdiff_t other = window.at(frame, bin, index) + c;
            best = input.values[other] > input.values[best] ? other : best;
        }
        inputGradient.values[best] = input.values[best] > Real(0) ? slope[c] : Real(0);
    }
}

} // namespace

template <class Real>
void poolForward(const LayerShape& layer, const NetworkImage<Real>& input,
                 NetworkImage<Real>& output, ThreadPool& pool) {
    output.resize(input.frames / layer.kernelFrames, input.bins / layer.kernelBins, input.channels);
    const Window<Real> window(layer, input);
    const bool average = layer.kind == LayerKind::averagePool;
    const Real share = Real(1) / static_cast<Real>(window.size());
    pool.run(output.frames, [&](int frame) {
        std::fill_n(output.row(frame), output.rowSize(), Real(0));
        for (int bin = 0; bin < output.bins; ++bin) {
            Real* out = output.row(frame) + bin * output.channels;
            for (int index = 0; index < window.size(); ++index) {
                const Real* in = input.values.data() + window.at(frame, bin, index);
                if (average) {
                    addShare(in, input.channels, share, out);
                } else {
                    takeMaximum(in, input.channels, out);
                }
            }
        }
    });
}

template <class Real>
void poolAdjoint(const LayerShape& layer, const NetworkImage<Real>& input,
                 const NetworkImage<Real>& outputGradient, NetworkImage<Real>& inputGradient,
                 ThreadPool& pool) {
    inputGradient.resize(input.frames, input.bins, input.channels);
    const Window<Real> window(layer, input);
    const bool average = layer.kind == LayerKind::averagePool;
    const Real share = Real(1) / static_cast<Real>(window.size());
    // One task more than there are output frames: what a rest of frames keeps is cleared, too.
    pool.run(outputGradient.frames + 1, [&](int frame) {
        const int first = frame * layer.kernelFrames;
        const int end = frame == outputGradient.frames ? input.frames : first + layer.kernelFrames;
        std::fill(inputGradient.row(first), inputGradient.row(end), Real(0));
        for (int bin = 0; bin < outputGradient.bins && frame < outputGradient.frames; ++bin) {
            const Real* slope = outputGradient.row(frame) + bin * input.channels;
            if (!average) {
                passToMaximum(window, frame, bin, input, slope, inputGradient);
            }
            for (int index = 0; index < window.size() && average; ++index) {
                const std::ptrdiff_t at = window.at(frame, bin, index);
                passShare(input.values.data() + at, slope, input.channels, share,
                          inputGradient.values.data() + at);
            }
        }
    });
}

template void poolForward(const LayerShape&, const NetworkImage<float>&, NetworkImage<float>&,
                          ThreadPool&);
template void poolForward(const LayerShape&, const NetworkImage<double>&, NetworkImage<double>&,
                          ThreadPool&);
template void poolAdjoint(const LayerShape&, const NetworkImage<float>&, const NetworkImage<float>&,
                          NetworkImage<float>&, ThreadPool&);
template void poolAdjoint(const LayerShape&, const NetworkImage<double>&,
                          const NetworkImage<double>&, NetworkImage<double>&, ThreadPool&);

} // namespace tonegraft
