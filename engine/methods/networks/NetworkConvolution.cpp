// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/NetworkConvolution.h"

#include "linalg/Gemm.h"

#include <algorithm>

namespace tonegraft {
namespace {

constexpr int kTilePixels = 512;
// With so few inputs a flipped convolution would read far more than it writes.
constexpr int kFewInputs = 4;
constexpr int kFewFactors = 32;
// Of neighboring output frames so many outputs are taken together: most of what they see is the
// same, and need not be laid out for each of them.
constexpr int kOutputsTogether = 128;

int framesPerTile(int bins) {
    return std::max(1, kTilePixels / bins);
}

int tilesOf(int frames, int bins) {
    return (frames + framesPerTile(bins) - 1) / framesPerTile(bins);
}

template <class Real>
void addScaled(Real factor, const Real* __restrict in, int count, Real* __restrict out) {
    for (int i = 0; i < count; ++i) {
        out[i] += factor * in[i];
    }
}

template <class Real>
void copyRectified(const Real* __restrict from, std::ptrdiff_t count, bool rectified,
                   Real* __restrict to) {
    if (rectified) {
        for (std::ptrdiff_t i = 0; i < count; ++i) {
            to[i] = from[i] > Real(0) ? from[i] : Real(0);
        }
    } else {
        std::copy_n(from, count, to);
    }
}

// The surroundings of all pixels of one output frame: rows [bins][kernel frame][kernel bin][input].
template <class Real>
void layOutFrame(const LayerShape& shape, const NetworkImage<Real>& input, bool rectified,
                 int frame, Real* rows) {
    const std::ptrdiff_t channels = input.channels;
    const std::ptrdiff_t stripe = shape.kernelBins * channels;
    const std::ptrdiff_t rowSize = shape.kernelFrames * stripe;
    const int reach = (shape.kernelBins - 1) / 2;
    const int from = frame * shape.strideFrames - shape.paddingFrames;
    if (input.bins == 1 && shape.kernelBins == 1 && from >= 0 &&
        from + shape.kernelFrames <= input.frames) {
        copyRectified(input.row(from), rowSize, rectified, rows);
        return;
    }
    for (int k = 0; k < shape.kernelFrames; ++k) {
        const int source = from + k;
        for (int bin = 0; bin < input.bins; ++bin) {
            Real* out = rows + bin * rowSize + k * stripe;
            if (source < 0 || source >= input.frames) {
                std::fill_n(out, stripe, Real(0));
                continue;
            }
            const int first = std::max(0, bin - reach);
            const int end = std::min(input.bins, bin - reach + shape.kernelBins);
            const std::ptrdiff_t before = (first - (bin - reach)) * channels;
            const std::ptrdiff_t count = (end - first) * channels;
            std::fill_n(out, before, Real(0));
            copyRectified(input.row(source) + first * channels, count, rectified, out + before);
            std::fill_n(out + before + count, stripe - before - count, Real(0));
        }
    }
}

bool hasFewFactors(const LayerShape& shape) {
    return shape.inputs * shape.kernelFrames * shape.kernelBins <= kFewFactors;
}

/// The adjoint is the convolution with the kernel turned round.
bool isTurned(const LayerShape& shape) {
    return shape.strideFrames == 1 && shape.inputs > kFewInputs;
}

/// The layer that gives several output frames of a layer along frames as one frame.
LayerShape joinedShape(const LayerShape& shape) {
    LayerShape joined = shape;
    if (shape.kernelBins > 1 || shape.strideFrames == 1 || hasFewFactors(shape)) {
        return joined;
    }
    const int together = std::clamp(kOutputsTogether / shape.outputs, 1,
                                    std::max(1, shape.kernelFrames / shape.strideFrames));
    joined.outputs *= together;
    joined.kernelFrames += (together - 1) * shape.strideFrames;
    joined.strideFrames *= together;
    return joined;
}

/// output [frames][bins][columns] = surroundings of input * matrix [.. ][columns] + bias.
template <class Real> struct Multiplication {
    const LayerShape& shape;
    const NetworkImage<Real>& input;
    bool rectified;
    const std::vector<Real>& matrix;
    const std::vector<Real>* bias; // may be null
};

template <class Real>
void multiply(const Multiplication<Real>& with, NetworkImage<Real>& output, ThreadPool& pool,
              ScratchPool<Real>& scratchPool) {
    const int perTile = framesPerTile(output.bins);
    const std::ptrdiff_t columns = output.channels;
    const auto inner = static_cast<std::ptrdiff_t>(with.matrix.size()) / columns;
    const auto task = [&](int tile) {
        const int begin = tile * perTile;
        const int end = std::min(output.frames, begin + perTile);
        const std::ptrdiff_t pixels = static_cast<std::ptrdiff_t>(end - begin) * output.bins;
        std::vector<Real> rows = scratchPool.take();
        rows.resize(static_cast<std::size_t>(perTile * output.bins * inner));
        for (int frame = begin; frame < end; ++frame) {
            layOutFrame(with.shape, with.input, with.rectified, frame,
                        rows.data() + (frame - begin) * output.bins * inner);
        }
        Real* out = output.row(begin);
        if (with.bias != nullptr) {
            for (std::ptrdiff_t pixel = 0; pixel < pixels; ++pixel) {
                std::copy_n(with.bias->data(), columns, out + pixel * columns);
            }
        }
        gemm(pixels, columns, inner, Real(1), MatrixView<Real>{rows.data(), inner},
             MatrixView<Real>{with.matrix.data(), columns},
             with.bias != nullptr ? Real(1) : Real(0), out, columns);
        scratchPool.giveBack(std::move(rows));
    };
    pool.run(tilesOf(output.frames, output.bins), task);
}

} // namespace

template <class Real>
NetworkConvolution<Real>::NetworkConvolution(const LayerShape& shape,
                                             const std::vector<float>& weight,
                                             const std::vector<float>& bias, ThreadPool& pool)
    : m_shape(shape), m_joined(joinedShape(shape)), m_pool(pool),
      m_weights(static_cast<std::size_t>(m_joined.kernelFrames) * shape.kernelBins * shape.inputs *
                m_joined.outputs),
      m_flipped(isTurned(shape) ? weight.size() : 0) {
    const int kernelFrames = shape.kernelFrames;
    const int kernelBins = shape.kernelBins;
    const int together = m_joined.outputs / shape.outputs;
    std::size_t from = 0;
    for (int o = 0; o < shape.outputs; ++o) {
        for (int i = 0; i < shape.inputs; ++i) {
            for (int b = 0; b < kernelBins; ++b) {
                for (int f = 0; f < kernelFrames; ++f) {
                    const auto value = static_cast<Real>(weight[from++]);
                    const int tap = f * kernelBins + b;
                    const int opposite = kernelFrames * kernelBins - 1 - tap;
                    for (int t = 0; t < together; ++t) {
                        const int place = tap + t * shape.strideFrames * kernelBins;
                        m_weights[(static_cast<std::size_t>(place) * shape.inputs + i) *
                                      m_joined.outputs +
                                  t * shape.outputs + o] = value;
                    }
                    if (!m_flipped.empty()) {
                        m_flipped[(static_cast<std::size_t>(opposite) * shape.outputs + o) *
                                      shape.inputs +
                                  i] = value;
                    }
                }
            }
        }
    }
    for (int t = 0; t < together; ++t) {
        m_bias.insert(m_bias.end(), bias.begin(), bias.end());
    }
}

template <class Real>
void NetworkConvolution<Real>::forward(const NetworkImage<Real>& input, bool rectified,
                                       NetworkImage<Real>& output) {
    const int frames = framesOut(input.frames);
    output.resize(joinedFrames(frames), input.bins, m_joined.outputs);
    if (hasFewFactors(m_shape)) {
        forwardDirectly(input, rectified, output);
    } else {
        multiply<Real>({m_joined, input, rectified, m_weights, &m_bias}, output, m_pool, m_scratch);
    }
    output.resize(frames, input.bins, m_shape.outputs);
}

// A product of matrices with so few factors would spend its time on laying out the rows.
template <class Real>
void NetworkConvolution<Real>::forwardDirectly(const NetworkImage<Real>& input, bool rectified,
                                               NetworkImage<Real>& output) {
    const int inputs = m_shape.inputs;
    const int outputs = m_shape.outputs;
    const int reach = (m_shape.kernelBins - 1) / 2;
    const std::ptrdiff_t stripe = static_cast<std::ptrdiff_t>(m_shape.kernelBins) * inputs;
    m_pool.run(output.frames, [&](int frame) {
        for (int bin = 0; bin < output.bins; ++bin) {
            Real* out = output.row(frame) + bin * outputs;
            std::copy_n(m_bias.data(), outputs, out);
            const int first = std::max(0, reach - bin) * inputs;
            const int end = std::min(m_shape.kernelBins, input.bins - bin + reach) * inputs;
            for (int k = 0; k < m_shape.kernelFrames; ++k) {
                const int source = frame * m_shape.strideFrames + k - m_shape.paddingFrames;
                if (source < 0 || source >= input.frames) {
                    continue;
                }
                const Real* row = input.row(source);
                const Real* weights = m_weights.data() + k * stripe * outputs;
                for (int tap = first; tap < end; ++tap) {
                    const Real value = row[(bin - reach) * inputs + tap];
                    addScaled(rectified && value < Real(0) ? Real(0) : value,
                              weights + static_cast<std::ptrdiff_t>(tap) * outputs, outputs, out);
                }
            }
        }
    });
}

template <class Real>
void NetworkConvolution<Real>::adjoint(const NetworkImage<Real>& outputGradient,
                                       NetworkImage<Real>& inputGradient) {
    if (m_joined.outputs > m_shape.outputs) {
        m_joinedGradient.resize(joinedFrames(outputGradient.frames), 1, m_joined.outputs);
        const auto rest = std::copy(outputGradient.values.begin(), outputGradient.values.end(),
                                    m_joinedGradient.values.begin());
        std::fill(rest, m_joinedGradient.values.end(), Real(0));
        adjointByProducts(m_joinedGradient, inputGradient);
    } else if (isTurned(m_shape)) {
        adjointByConvolution(outputGradient, inputGradient);
    } else {
        adjointByProducts(outputGradient, inputGradient);
    }
}

// The adjoint of a convolution without stride is the convolution with the kernel turned round.
template <class Real>
void NetworkConvolution<Real>::adjointByConvolution(const NetworkImage<Real>& outputGradient,
                                                    NetworkImage<Real>& inputGradient) {
    LayerShape turned = m_shape;
    turned.paddingFrames = m_shape.kernelFrames - 1 - m_shape.paddingFrames;
    multiply<Real>({turned, outputGradient, false, m_flipped, nullptr}, inputGradient, m_pool,
                   m_scratch);
}

// What each output pixel sends to each place around it, then, for each input frame, its sum.
template <class Real>
void NetworkConvolution<Real>::adjointByProducts(const NetworkImage<Real>& outputGradient,
                                                 NetworkImage<Real>& inputGradient) {
    const std::ptrdiff_t inputs = m_joined.inputs;
    const std::ptrdiff_t outputs = m_joined.outputs;
    const std::ptrdiff_t stripe = m_joined.kernelBins * inputs;
    const std::ptrdiff_t rowSize = m_joined.kernelFrames * stripe;
    const int bins = outputGradient.bins;
    const int reach = (m_joined.kernelBins - 1) / 2;
    m_products.resize(static_cast<std::size_t>(outputGradient.pixels() * rowSize));
    const int perTile = framesPerTile(bins);
    m_pool.run(tilesOf(outputGradient.frames, bins), [&](int tile) {
        const int begin = tile * perTile;
        const int end = std::min(outputGradient.frames, begin + perTile);
        const std::ptrdiff_t pixels = static_cast<std::ptrdiff_t>(end - begin) * bins;
        gemm(pixels, rowSize, outputs, Real(1),
             MatrixView<Real>{outputGradient.row(begin), outputs},
             MatrixView<Real>{m_weights.data(), outputs, true}, Real(0),
             m_products.data() + begin * bins * rowSize, rowSize);
    });
    m_pool.run(tilesOf(inputGradient.frames, bins), [&](int tile) {
        const int begin = tile * perTile;
        const int end = std::min(inputGradient.frames, begin + perTile);
        std::fill(inputGradient.row(begin), inputGradient.row(end), Real(0));
        for (int frame = begin; frame < end; ++frame) {
            const int padded = frame + m_joined.paddingFrames;
            const int nearest = padded % m_joined.strideFrames;
            for (int k = nearest; k < std::min(m_joined.kernelFrames, padded + 1);
                 k += m_joined.strideFrames) {
                const int from = (padded - k) / m_joined.strideFrames;
                if (from >= outputGradient.frames) {
                    continue;
                }
                const Real* products = m_products.data() + from * bins * rowSize + k * stripe;
                for (int bin = 0; bin < bins; ++bin) {
                    const int first = std::max(0, reach - bin);
                    const int last = std::min(m_joined.kernelBins, bins - bin + reach);
                    const Real* in = products + bin * rowSize + first * inputs;
                    Real* out = inputGradient.row(frame) + (bin - reach + first) * inputs;
                    for (std::ptrdiff_t i = 0; i < (last - first) * inputs; ++i) {
                        out[i] += in[i];
                    }
                }
            }
        }
    });
}

template class NetworkConvolution<float>;
template class NetworkConvolution<double>;

} // namespace tonegraft
