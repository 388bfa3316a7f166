// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/perez/Convolution.h"

#include <algorithm>

namespace tonegraft {
namespace {

/// Calls meet(input pixel, output pixel, first weight) for each pair that a tap joins.
template <class Meet>
void forPairs(const KernelShape& shape, const KernelStrip& strip, const Meet& meet) {
    const int half = shape.kernel / 2;
    for (int frame = 0; frame < strip.outputFrames; ++frame) {
        for (int tap = 0; tap < shape.taps(); ++tap) {
            const int from =
                frame * shape.stride + tap / shape.kernel * shape.dilation - strip.framesBefore;
            for (int bin = 0; from >= 0 && from < strip.inputFrames && bin < strip.outputBins;
                 ++bin) {
                const int fromBin = bin * shape.stride + tap % shape.kernel - half;
                if (fromBin >= 0 && fromBin < strip.inputBins) {
                    meet((static_cast<std::ptrdiff_t>(from) * strip.inputBins + fromBin) *
                             shape.inputs,
                         (static_cast<std::ptrdiff_t>(frame) * strip.outputBins + bin) *
                             shape.outputs,
                         static_cast<std::ptrdiff_t>(tap) * shape.inputs * shape.outputs);
                }
            }
        }
    }
}

} // namespace

void Convolution::forward(const KernelStrip& strip, const double* input, const double* weights,
                          double* output) const {
    std::fill_n(
        output,
        static_cast<std::ptrdiff_t>(strip.outputFrames) * strip.outputBins * m_shape.outputs, 0.0);
    forPairs(m_shape, strip, [&](std::ptrdiff_t in, std::ptrdiff_t out, std::ptrdiff_t weight) {
        for (int i = 0; i < m_shape.inputs; ++i) {
            for (int o = 0; o < m_shape.outputs; ++o) {
                output[out + o] += weights[weight + i * m_shape.outputs + o] * input[in + i];
            }
        }
    });
}

void Convolution::adjoint(const KernelStrip& strip, const double* output, const double* weights,
                          double* input) const {
    std::fill_n(input,
                static_cast<std::ptrdiff_t>(strip.inputFrames) * strip.inputBins * m_shape.inputs,
                0.0);
    forPairs(m_shape, strip, [&](std::ptrdiff_t in, std::ptrdiff_t out, std::ptrdiff_t weight) {
        for (int i = 0; i < m_shape.inputs; ++i) {
            for (int o = 0; o < m_shape.outputs; ++o) {
                input[in + i] += weights[weight + i * m_shape.outputs + o] * output[out + o];
            }
        }
    });
}

void Convolution::addWeightGradient(const KernelStrip& strip, const double* input,
                                    const double* output, double* gradient) const {
    forPairs(m_shape, strip, [&](std::ptrdiff_t in, std::ptrdiff_t out, std::ptrdiff_t weight) {
        for (int i = 0; i < m_shape.inputs; ++i) {
            for (int o = 0; o < m_shape.outputs; ++o) {
                gradient[weight + i * m_shape.outputs + o] += input[in + i] * output[out + o];
            }
        }
    });
}

} // namespace tonegraft
