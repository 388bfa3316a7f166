// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/Gemm.h"

namespace tonegraft {

/// The processor has tiles of bfloat16 products (Intel AMX), and the system lets this process
/// use them. Thread: any.
bool tileGemmAvailable();

/// gemm() on AMX tiles. Every number is split in two bfloat16 halves, x = high + low, and three of
/// the four products of halves are summed in single precision: the error is about 2^-17 of the
/// factors in each term, that of a single-precision sum of a few hundred terms, at several times
/// the rate of single-precision arithmetic. Serial; needs tileGemmAvailable(). The same shapes
/// give the same bits. Thread: any.
void tileGemm(std::ptrdiff_t rows, std::ptrdiff_t columns, std::ptrdiff_t inner, float alpha,
              MatrixView<float> a, MatrixView<float> b, float beta, float* c,
              std::ptrdiff_t cStride);

} // namespace tonegraft
