// SPDX-License-Identifier: GPL-3.0-or-later
#include "linalg/Gemm.h"

#include "linalg/TileGemm.h"
#include "tonegraft/Error.h"

#include <dnnl.h>

#include <algorithm>
#include <string>

namespace tonegraft {
namespace {

constexpr std::ptrdiff_t kLeastSide = 48; // below, splitting the numbers costs more than it saves

} // namespace

// NOLINTNEXTLINE(readability-function-size): a matrix product has this many parameters.
void gemm(std::ptrdiff_t rows, std::ptrdiff_t columns, std::ptrdiff_t inner, float alpha,
          MatrixView<float> a, MatrixView<float> b, float beta, float* c, std::ptrdiff_t cStride) {
    if (rows >= kLeastSide && columns >= kLeastSide && inner >= kLeastSide && tileGemmAvailable()) {
        tileGemm(rows, columns, inner, alpha, a, b, beta, c, cStride);
    } else {
        plainGemm(rows, columns, inner, alpha, a, b, beta, c, cStride);
    }
}

// NOLINTNEXTLINE(readability-function-size): a matrix product has this many parameters.
void plainGemm(std::ptrdiff_t rows, std::ptrdiff_t columns, std::ptrdiff_t inner, float alpha,
               MatrixView<float> a, MatrixView<float> b, float beta, float* c,
               std::ptrdiff_t cStride) {
    if (rows == 0 || columns == 0) {
        return;
    }
    // dnnl_sgemm is row-major, with leading dimensions of the untransposed matrices.
    const dnnl_status_t status =
        dnnl_sgemm(a.transposed ? 'T' : 'N', b.transposed ? 'T' : 'N', rows, columns, inner, alpha,
                   a.data, a.stride, b.data, b.stride, beta, c, cStride);
    if (status != dnnl_success) {
        throw Error(MessageCode::internal,
                    {"The matrix product failed (oneDNN status " + std::to_string(status) +
                     "); there may be too little memory."});
    }
}

// NOLINTNEXTLINE(readability-function-size): a matrix product has this many parameters.
void gemm(std::ptrdiff_t rows, std::ptrdiff_t columns, std::ptrdiff_t inner, double alpha,
          MatrixView<double> a, MatrixView<double> b, double beta, double* c,
          std::ptrdiff_t cStride) {
    const auto aAt = [&](std::ptrdiff_t r, std::ptrdiff_t i) {
        return a.transposed ? a.data[i * a.stride + r] : a.data[r * a.stride + i];
    };
    const auto bAt = [&](std::ptrdiff_t i, std::ptrdiff_t col) {
        return b.transposed ? b.data[col * b.stride + i] : b.data[i * b.stride + col];
    };
    for (std::ptrdiff_t r = 0; r < rows; ++r) {
        for (std::ptrdiff_t col = 0; col < columns; ++col) {
            double sum = 0.0;
            for (std::ptrdiff_t i = 0; i < inner; ++i) {
                sum += aAt(r, i) * bAt(i, col);
            }
            double& out = c[r * cStride + col];
            out = alpha * sum + (beta == 0.0 ? 0.0 : beta * out);
        }
    }
}

namespace {

constexpr std::ptrdiff_t kTileRows = 480;
constexpr std::ptrdiff_t kTileColumns = 224;
constexpr std::ptrdiff_t kLeastTileRows = 64;
constexpr std::ptrdiff_t kFewTiles = 8; // more than that keep a few processors busy

template <class Real>
const Real* at(const MatrixView<Real>& m, std::ptrdiff_t row, std::ptrdiff_t column) {
    return m.transposed ? m.data + column * m.stride + row : m.data + row * m.stride + column;
}

} // namespace

template <class Real>
// NOLINTNEXTLINE(readability-function-size): a matrix product has this many parameters.
void parallelGemm(ThreadPool& pool, std::ptrdiff_t rows, std::ptrdiff_t columns,
                  std::ptrdiff_t inner, Real alpha, MatrixView<Real> a, MatrixView<Real> b,
                  Real beta, Real* c, std::ptrdiff_t cStride) {
    const std::ptrdiff_t columnTiles = (columns + kTileColumns - 1) / kTileColumns;
    const std::ptrdiff_t tileRows =
        std::clamp(rows * columnTiles / kFewTiles, kLeastTileRows, kTileRows);
    const std::ptrdiff_t rowTiles = (rows + tileRows - 1) / tileRows;
    pool.run(static_cast<int>(rowTiles * columnTiles), [&](int task) {
        const std::ptrdiff_t row = task % rowTiles * tileRows;
        const std::ptrdiff_t column = task / rowTiles * kTileColumns;
        gemm(std::min(tileRows, rows - row), std::min(kTileColumns, columns - column), inner, alpha,
             {at(a, row, 0), a.stride, a.transposed}, {at(b, 0, column), b.stride, b.transposed},
             beta, c + row * cStride + column, cStride);
    });
}

template void parallelGemm(ThreadPool&, std::ptrdiff_t, std::ptrdiff_t, std::ptrdiff_t, float,
                           MatrixView<float>, MatrixView<float>, float, float*, std::ptrdiff_t);
template void parallelGemm(ThreadPool&, std::ptrdiff_t, std::ptrdiff_t, std::ptrdiff_t, double,
                           MatrixView<double>, MatrixView<double>, double, double*, std::ptrdiff_t);

} // namespace tonegraft
