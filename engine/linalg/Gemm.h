// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"

#include <cstddef>

namespace tonegraft {

/// A matrix in row-major order inside a larger one: row r begins at data + r * stride.
template <class Real> struct MatrixView {
    const Real* data;
    std::ptrdiff_t stride;
    bool transposed = false; ///< read as its transpose
};

/// C [rows, columns] = alpha * A [rows, inner] * B [inner, columns] + beta * C, A and B after
/// their transposition if asked for; C row-major with the given stride. Serial on the calling
/// thread. By tileGemm() where the processor has it, else by plainGemm(). The same shapes give
/// the same bits. Thread: any.
void gemm(std::ptrdiff_t rows, std::ptrdiff_t columns, std::ptrdiff_t inner, float alpha,
          MatrixView<float> a, MatrixView<float> b, float beta, float* c, std::ptrdiff_t cStride);
/// The same by oneDNN's dnnl_sgemm: in single precision throughout, on any processor. Serial
/// inside a ThreadPool task (or where OpenMP has one thread). Throws Error if oneDNN refuses.
void plainGemm(std::ptrdiff_t rows, std::ptrdiff_t columns, std::ptrdiff_t inner, float alpha,
               MatrixView<float> a, MatrixView<float> b, float beta, float* c,
               std::ptrdiff_t cStride);
/// The same in double, for checking: plain loops.
void gemm(std::ptrdiff_t rows, std::ptrdiff_t columns, std::ptrdiff_t inner, double alpha,
          MatrixView<double> a, MatrixView<double> b, double beta, double* c,
          std::ptrdiff_t cStride);

/// The same product on the pool, cut into tiles whose shape depends on the matrices alone.
template <class Real>
void parallelGemm(ThreadPool& pool, std::ptrdiff_t rows, std::ptrdiff_t columns,
                  std::ptrdiff_t inner, Real alpha, MatrixView<Real> a, MatrixView<Real> b,
                  Real beta, Real* c, std::ptrdiff_t cStride);

} // namespace tonegraft
