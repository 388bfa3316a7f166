// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/StridedConvolution.h"

#include "linalg/Gemm.h"

#include <algorithm>

namespace tonegraft {
namespace {

constexpr int kTileBins = 160; // rows of a product: what they see stays in the cache
constexpr int kGroups = 16;    // partial sums of a weight's gradient, whatever the threads

} // namespace

template <class Real>
int StridedConvolution<Real>::tilesOf(const NetworkImage<Real>& output) const {
    return output.frames * ((output.bins + kTileBins - 1) / kTileBins);
}

template <class Real>
typename StridedConvolution<Real>::Tile
StridedConvolution<Real>::tile(const NetworkImage<Real>& output, int index) const {
    const int across = (output.bins + kTileBins - 1) / kTileBins;
    const int bin = index % across * kTileBins;
    return {index / across, bin, std::min(kTileBins, output.bins - bin)};
}

// rows [tile.bins][kernel frame][kernel bin][input]: what the kernel sees, zeros outside.
template <class Real>
void StridedConvolution<Real>::surroundings(const NetworkImage<Real>& input, const Tile& tile,
                                            Real* rows) const {
    const int half = m_shape.kernel / 2;
    const int channels = m_shape.inputs;
    for (int b = 0; b < tile.bins; ++b) {
        for (int j = 0; j < m_shape.kernel; ++j) {
            const int frame = tile.frame * m_shape.stride + (j - half) * m_shape.dilation;
            const int first = (tile.bin + b) * m_shape.stride - half;
            const int begin = std::clamp(-first, 0, m_shape.kernel);
            const int end = frame < 0 || frame >= input.frames
                                ? begin
                                : std::clamp(input.bins - first, begin, m_shape.kernel);
            std::fill(rows, rows + begin * channels, Real(0));
            if (end > begin) {
                std::copy_n(input.row(frame) + (first + begin) * channels, (end - begin) * channels,
                            rows + begin * channels);
            }
            std::fill(rows + end * channels, rows + m_shape.kernel * channels, Real(0));
            rows += m_shape.kernel * channels;
        }
    }
}

template <class Real>
void StridedConvolution<Real>::forward(const NetworkImage<Real>& input, const Real* weights,
                                       NetworkImage<Real>& output, int firstChannel) const {
    const std::ptrdiff_t seen = static_cast<std::ptrdiff_t>(m_shape.taps()) * m_shape.inputs;
    m_pool.run(tilesOf(output), [&](int index) {
        thread_local std::vector<Real> rows;
        const Tile t = tile(output, index);
        rows.resize(static_cast<std::size_t>(t.bins * seen));
        surroundings(input, t, rows.data());
        gemm(t.bins, m_shape.outputs, seen, Real(1), MatrixView<Real>{rows.data(), seen},
             MatrixView<Real>{weights, m_shape.outputs}, Real(0),
             output.row(t.frame) + static_cast<std::ptrdiff_t>(t.bin) * output.channels +
                 firstChannel,
             output.channels);
    });
}

template <class Real>
void StridedConvolution<Real>::adjoint(const NetworkImage<Real>& output, const Real* weights,
                                       NetworkImage<Real>& input, int firstChannel) const {
    const int half = m_shape.kernel / 2;
    const std::ptrdiff_t seen = static_cast<std::ptrdiff_t>(m_shape.kernel) * m_shape.inputs;
    // A task gathers what one frame of the input gets, so no two write the same place.
    m_pool.run(input.frames, [&](int frame) {
        thread_local std::vector<Real> rows;
        rows.resize(static_cast<std::size_t>(output.bins * seen));
        for (int j = 0; j < m_shape.kernel; ++j) {
            const int from = frame - (j - half) * m_shape.dilation;
            if (from < 0 || from % m_shape.stride != 0 || from / m_shape.stride >= output.frames) {
                continue;
            }
            gemm(
                output.bins, seen, m_shape.outputs, Real(1),
                MatrixView<Real>{output.row(from / m_shape.stride) + firstChannel, output.channels},
                MatrixView<Real>{weights + j * seen * m_shape.outputs, m_shape.outputs, true},
                Real(0), rows.data(), seen);
            for (int b = 0; b < output.bins; ++b) {
                const int first = b * m_shape.stride - half;
                const int begin = std::max(0, -first);
                const int end = std::min(m_shape.kernel, input.bins - first);
                const Real* row = rows.data() + b * seen;
                Real* in = input.row(frame) + static_cast<std::ptrdiff_t>(first) * m_shape.inputs;
                for (int i = begin * m_shape.inputs; i < end * m_shape.inputs; ++i) {
                    in[i] += row[i];
                }
            }
        }
    });
}

template <class Real>
void StridedConvolution<Real>::weightGradient(const NetworkImage<Real>& input,
                                              const NetworkImage<Real>& output, Real* gradient,
                                              int firstChannel) const {
    const std::ptrdiff_t seen = static_cast<std::ptrdiff_t>(m_shape.taps()) * m_shape.inputs;
    const std::ptrdiff_t count = m_shape.weightCount();
    const int tiles = tilesOf(output);
    std::vector<Real> partial(static_cast<std::size_t>(kGroups * count), Real(0));
    m_pool.run(kGroups, [&](int group) {
        thread_local std::vector<Real> rows;
        for (int index = tiles * group / kGroups; index < tiles * (group + 1) / kGroups; ++index) {
            const Tile t = tile(output, index);
            rows.resize(static_cast<std::size_t>(t.bins * seen));
            surroundings(input, t, rows.data());
            gemm(seen, m_shape.outputs, t.bins, Real(1), MatrixView<Real>{rows.data(), seen, true},
                 MatrixView<Real>{output.row(t.frame) +
                                      static_cast<std::ptrdiff_t>(t.bin) * output.channels +
                                      firstChannel,
                                  output.channels},
                 Real(1), partial.data() + group * count, m_shape.outputs);
        }
    });
    for (int group = 0; group < kGroups; ++group) {
        for (std::ptrdiff_t i = 0; i < count; ++i) {
            gradient[i] += partial[static_cast<std::size_t>(group * count + i)];
        }
    }
}

template class StridedConvolution<float>;
template class StridedConvolution<double>;

} // namespace tonegraft
