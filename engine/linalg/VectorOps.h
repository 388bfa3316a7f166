// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace tonegraft {

/// Dot products of one vector with several, [count] each, in one pass over memory; double sums in
/// a fixed order (the same bits on any number of threads).
template <class Real>
std::vector<double> dotProducts(const Real* a, const std::vector<const Real*>& others,
                                std::ptrdiff_t count, ThreadPool& pool);

/// table[l][r] = lefts[l]·rights[r], [count] each, in one pass over memory: for an optimizer's
/// history. Sums in float over short blocks, then in double, in a fixed order. prepare(begin, end),
/// if given, is called for each short block first and may fill one of the vectors there.
std::vector<std::vector<double>>
dotTable(const std::vector<const float*>& lefts, const std::vector<const float*>& rights,
         std::ptrdiff_t count, ThreadPool& pool,
         const std::function<void(std::ptrdiff_t, std::ptrdiff_t)>& prepare = {});

/// out = Σ coefficients[i] * vectors[i], in one pass; out may not be one of the vectors.
template <class Real>
void linearCombination(const std::vector<double>& coefficients,
                       const std::vector<const Real*>& vectors, Real* out, std::ptrdiff_t count,
                       ThreadPool& pool);

/// task(begin, end) over [0, count) in blocks of a fixed size.
void forBlocks(ThreadPool& pool, std::ptrdiff_t count,
               const std::function<void(std::ptrdiff_t, std::ptrdiff_t)>& task);

} // namespace tonegraft
