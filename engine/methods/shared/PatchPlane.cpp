// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/shared/PatchPlane.h"

#include "linalg/Gemm.h"
#include "linalg/Sums.h"
#include "methods/shared/PatchKernel.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr int kTile = 160;        // frames of a product tile: a multiple of tileGemm's 32
constexpr int kRowsPerTask = 16;  // patch rows of one task of the element-wise phases
constexpr int kBinsPerTask = 192; // bins of one task of the gradient's products
constexpr double kSilence = 1e-6; // of the largest patch norm

int tasksFor(int count, int perTask) {
    return (count + perTask - 1) / perTask;
}

} // namespace

template <class Real>
PatchNorms<Real>::PatchNorms(const FeatureMap<Real>& map, int kernelSize, ThreadPool& pool)
    : patches(map.frames - kernelSize + 1) {
    std::vector<double> energy(static_cast<std::size_t>(map.channels) * map.frames);
    const int rows = map.channels * map.frames;
    pool.run(tasksFor(rows, kRowsPerTask), [&](int task) {
        const int end = std::min(rows, (task + 1) * kRowsPerTask);
        for (int row = task * kRowsPerTask; row < end; ++row) {
            const Real* values = map.values.data() + static_cast<std::size_t>(row) * map.bins;
            energy[row] = energyOf(values, map.bins);
        }
    });
    norm.resize(static_cast<std::size_t>(map.channels) * patches);
    inverse.resize(norm.size());
    double largest = 0.0;
    for (int c = 0; c < map.channels; ++c) {
        for (int t = 0; t < patches; ++t) {
            double sum = 0.0;
            for (int j = 0; j < kernelSize; ++j) {
                sum += energy[static_cast<std::size_t>(c) * map.frames + t + j];
            }
            const double length = std::sqrt(sum);
            norm[static_cast<std::size_t>(c) * patches + t] = static_cast<Real>(length);
            largest = std::max(largest, length);
        }
    }
    for (std::size_t i = 0; i < norm.size(); ++i) {
        const bool silent = static_cast<double>(norm[i]) <= kSilence * largest;
        inverse[i] = silent ? Real(0) : Real(1) / norm[i];
        norm[i] = silent ? Real(0) : norm[i];
    }
}

template <class Real>
StripSums PatchPlane<Real>::process(const StripRows<Real>& rows,
                                    std::vector<ColumnRun<Real>>& columns) {
    layOut(rows, columns);
    multiplyFrames(rows, columns);
    const StripSums sums = applyKernel(rows, columns);
    if (rows.gradient != nullptr) {
        spread(rows, columns);
        multiplyBack(rows, columns);
    }
    return sums;
}

template <class Real>
void PatchPlane<Real>::layOut(const StripRows<Real>& rows, std::vector<ColumnRun<Real>>& columns) {
    m_stride = 0;
    m_mirrorPatches = 0;
    for (ColumnRun<Real>& run : columns) {
        run.offset = m_stride;
        m_stride += (run.frameCount + 15) / 16 * 16;
        if (run.kind == ColumnKind::mirror) {
            m_mirrorPatches += run.patchCount;
        }
    }
    const auto needed = static_cast<std::size_t>(m_stride) * rows.frameCount;
    if (m_products.size() < needed) {
        m_products.resize(needed);
        m_patches.resize(needed);
    }
}

template <class Real>
void PatchPlane<Real>::multiplyFrames(const StripRows<Real>& rows,
                                      const std::vector<ColumnRun<Real>>& columns) {
    struct Tile {
        const ColumnRun<Real>* run;
        int row, rowCount, column, columnCount;
    };
    std::vector<Tile> tiles;
    for (const ColumnRun<Real>& run : columns) {
        const bool symmetric = run.kind == ColumnKind::self;
        for (int column = 0; column < run.frameCount; column += kTile) {
            const int width = std::min(kTile, run.frameCount - column);
            // Of the symmetric square, the tiles on and above the diagonal; else whole columns.
            const int height =
                symmetric ? std::min(rows.frameCount, column + kTile) : rows.frameCount;
            tiles.push_back({&run, 0, height, column, width});
        }
    }
    // The tall tiles first: they end together.
    std::stable_sort(tiles.begin(), tiles.end(),
                     [](const Tile& a, const Tile& b) { return a.rowCount > b.rowCount; });
    m_pool.run(static_cast<int>(tiles.size()), [&](int index) {
        const Tile& tile = tiles[index];
        Real* out = m_products.data() + tile.row * m_stride + tile.run->offset + tile.column;
        gemm(tile.rowCount, tile.columnCount, m_bins, Real(1),
             {rows.frames + static_cast<std::ptrdiff_t>(tile.row) * m_bins, m_bins},
             {tile.run->frames + static_cast<std::ptrdiff_t>(tile.column) * m_bins, m_bins, true},
             Real(0), out, m_stride);
        if (tile.run->kind != ColumnKind::self) {
            return;
        }
        // Mirror what lies above the diagonal tile.
        Real* square = m_products.data() + tile.run->offset;
        for (int c = tile.column; c < tile.column + tile.columnCount; ++c) {
            for (int r = 0; r < tile.column; ++r) {
                square[c * m_stride + r] = square[r * m_stride + c];
            }
        }
    });
}

template <class Real>
void PatchPlane<Real>::kernelRow(int t, const StripRows<Real>& rows,
                                 std::vector<ColumnRun<Real>>& columns, StripSums& sums,
                                 Real* columnNorms) {
    double normGradient = rows.normGradient != nullptr ? rows.normGradient[t] : 0.0;
    const ColumnRun<Real>* self = nullptr;
    for (const ColumnRun<Real>& run : columns) {
        // The shift-sum: p_t·q_u is the sum of the frame products along the diagonal.
        Real* __restrict patch = m_patches.data() + t * m_stride + run.offset;
        const Real* first = m_products.data() + t * m_stride + run.offset;
        std::copy(first, first + run.patchCount, patch);
        for (int j = 1; j < m_kernelSize; ++j) {
            const Real* __restrict shifted = first + j * m_stride + j;
            for (int u = 0; u < run.patchCount; ++u) {
                patch[u] += shifted[u];
            }
        }
        const bool mirrored = run.kind == ColumnKind::mirror;
        PatchRow<Real> row;
        row.count = run.patchCount;
        row.dot = patch;
        row.norm = rows.norms[t];
        row.inverseNorm = rows.inverseNorms[t];
        row.norms = run.norms;
        row.inverseNorms = run.inverseNorms;
        row.weight = run.weight;
        if (rows.gradient != nullptr) {
            row.gradient = patch;
            row.columnNormGradient = mirrored ? columnNorms : nullptr;
        }
        const PatchRowSums rowSums = patchKernelRow(m_activation, row);
        (run.kind == ColumnKind::style ? sums.style : sums.self) +=
            mirrored ? 2.0 * rowSums.squares : rowSums.squares;
        normGradient += rowSums.normGradient;
        columnNorms += mirrored ? run.patchCount : 0;
        self = run.kind == ColumnKind::self ? &run : self;
    }
    if (rows.gradient != nullptr) {
        // d|p|/dp = p/|p|: the way through the norm goes onto the diagonal.
        m_patches[t * m_stride + self->offset + t] +=
            static_cast<Real>(normGradient) * rows.inverseNorms[t];
    }
}

template <class Real>
StripSums PatchPlane<Real>::applyKernel(const StripRows<Real>& rows,
                                        std::vector<ColumnRun<Real>>& columns) {
    const int tasks = tasksFor(rows.patchCount, kRowsPerTask);
    std::vector<StripSums> partial(tasks);
    m_columnNorms.assign(static_cast<std::size_t>(tasks) * m_mirrorPatches, Real(0));
    m_pool.run(tasks, [&](int task) {
        const int end = std::min(rows.patchCount, (task + 1) * kRowsPerTask);
        for (int t = task * kRowsPerTask; t < end; ++t) {
            kernelRow(t, rows, columns, partial[task],
                      m_columnNorms.data() + static_cast<std::size_t>(task) * m_mirrorPatches);
        }
    });
    StripSums sums;
    for (const StripSums& part : partial) {
        sums.self += part.self;
        sums.style += part.style;
    }
    if (rows.gradient != nullptr) {
        std::size_t column = 0;
        for (const ColumnRun<Real>& run : columns) {
            for (int u = 0; run.kind == ColumnKind::mirror && u < run.patchCount; ++u, ++column) {
                for (int task = 0; task < tasks; ++task) {
                    run.columnNormGradient[u] += static_cast<double>(
                        m_columnNorms[static_cast<std::size_t>(task) * m_mirrorPatches + column]);
                }
            }
        }
    }
    return sums;
}

template <class Real>
void PatchPlane<Real>::spread(const StripRows<Real>& rows,
                              const std::vector<ColumnRun<Real>>& columns) {
    const int patchRows = rows.patchCount;
    m_pool.run(tasksFor(rows.frameCount, kRowsPerTask), [&](int task) {
        const int end = std::min(rows.frameCount, (task + 1) * kRowsPerTask);
        for (int r = task * kRowsPerTask; r < end; ++r) {
            for (const ColumnRun<Real>& run : columns) {
                Real* __restrict out = m_products.data() + r * m_stride + run.offset;
                std::fill(out, out + run.frameCount, Real(0));
                for (int j = std::max(0, r - patchRows + 1); j < std::min(m_kernelSize, r + 1);
                     ++j) {
                    const Real* __restrict in = m_patches.data() + (r - j) * m_stride + run.offset;
                    for (int u = 0; u < run.patchCount; ++u) {
                        out[u + j] += in[u];
                    }
                }
            }
        }
    });
}

template <class Real>
void PatchPlane<Real>::multiplyBack(const StripRows<Real>& rows,
                                    const std::vector<ColumnRun<Real>>& columns) {
    m_pool.run(tasksFor(m_bins, kBinsPerTask), [&](int task) {
        const int bin = task * kBinsPerTask;
        const int width = std::min(kBinsPerTask, m_bins - bin);
        for (const ColumnRun<Real>& run : columns) {
            const Real* plane = m_products.data() + run.offset;
            gemm(rows.frameCount, width, run.frameCount, Real(1), {plane, m_stride},
                 {run.frames + bin, m_bins}, Real(1), rows.gradient + bin, m_bins);
            if (run.kind == ColumnKind::mirror) {
                gemm(run.frameCount, width, rows.frameCount, Real(1), {plane, m_stride, true},
                     {rows.frames + bin, m_bins}, Real(1), run.gradient + bin, m_bins);
            }
        }
    });
}

template struct PatchNorms<float>;
template struct PatchNorms<double>;
template class PatchPlane<float>;
template class PatchPlane<double>;

} // namespace tonegraft
