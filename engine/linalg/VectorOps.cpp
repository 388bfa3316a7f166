// SPDX-License-Identifier: GPL-3.0-or-later
#include "linalg/VectorOps.h"

#include <algorithm>

#include "linalg/Simd.h"

namespace tonegraft {
namespace {

constexpr std::ptrdiff_t kBlock = 16384; // numbers of a task
constexpr std::ptrdiff_t kChunk = 2048;  // stays in the first-level cache over all vectors
constexpr int kLanes = 16;

template <class Real>
TONEGRAFT_INLINE double chunkDot(const Real* __restrict a, const Real* __restrict b,
                                 std::ptrdiff_t count) {
    double lanes[kLanes] = {};
    std::ptrdiff_t i = 0;
    for (; i + kLanes <= count; i += kLanes) {
        for (int lane = 0; lane < kLanes; ++lane) {
            lanes[lane] += static_cast<double>(a[i + lane]) * static_cast<double>(b[i + lane]);
        }
    }
    for (; i < count; ++i) {
        lanes[0] += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    }
    double sum = 0.0;
    for (const double lane : lanes) {
        sum += lane;
    }
    return sum;
}

template <class Real>
TONEGRAFT_INLINE void chunkAdd(Real coefficient, const Real* __restrict in, Real* __restrict out,
                               std::ptrdiff_t count) {
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        out[i] += coefficient * in[i];
    }
}

template <class Real>
TONEGRAFT_TARGET_AVX512 double dotAvx512(const Real* a, const Real* b, std::ptrdiff_t n) {
    return chunkDot(a, b, n);
}
template <class Real>
TONEGRAFT_TARGET_AVX2 double dotAvx2(const Real* a, const Real* b, std::ptrdiff_t n) {
    return chunkDot(a, b, n);
}
template <class Real> double dotBaseline(const Real* a, const Real* b, std::ptrdiff_t n) {
    return chunkDot(a, b, n);
}
template <class Real>
TONEGRAFT_TARGET_AVX512 void addAvx512(Real c, const Real* in, Real* out, std::ptrdiff_t n) {
    chunkAdd(c, in, out, n);
}
template <class Real>
TONEGRAFT_TARGET_AVX2 void addAvx2(Real c, const Real* in, Real* out, std::ptrdiff_t n) {
    chunkAdd(c, in, out, n);
}
template <class Real> void addBaseline(Real c, const Real* in, Real* out, std::ptrdiff_t n) {
    chunkAdd(c, in, out, n);
}

// Four rows of lanes hide the latency of the multiply-add.
constexpr int kShortLanes = 64;

TONEGRAFT_INLINE double shortDot(const float* __restrict a, const float* __restrict b,
                                 std::ptrdiff_t count) {
    float lanes[kShortLanes] = {};
    std::ptrdiff_t i = 0;
    for (; i + kShortLanes <= count; i += kShortLanes) {
        for (int lane = 0; lane < kShortLanes; ++lane) {
            lanes[lane] += a[i + lane] * b[i + lane];
        }
    }
    for (; i < count; ++i) {
        lanes[i % kShortLanes] += a[i] * b[i];
    }
    double sum = 0.0;
    for (const float lane : lanes) {
        sum += static_cast<double>(lane);
    }
    return sum;
}

TONEGRAFT_TARGET_AVX512 double shortDotAvx512(const float* a, const float* b, std::ptrdiff_t n) {
    return shortDot(a, b, n);
}
TONEGRAFT_TARGET_AVX2 double shortDotAvx2(const float* a, const float* b, std::ptrdiff_t n) {
    return shortDot(a, b, n);
}
double shortDotBaseline(const float* a, const float* b, std::ptrdiff_t n) {
    return shortDot(a, b, n);
}

template <class Real> using Dot = double(const Real*, const Real*, std::ptrdiff_t);
template <class Real> using Add = void(Real, const Real*, Real*, std::ptrdiff_t);

template <class Real> Dot<Real>* dotLoop() {
    const SimdLevel level = simdLevel();
    return level == SimdLevel::avx512 ? dotAvx512<Real>
           : level == SimdLevel::avx2 ? dotAvx2<Real>
                                      : dotBaseline<Real>;
}

Dot<float>* shortDotLoop() {
    const SimdLevel level = simdLevel();
    return level == SimdLevel::avx512 ? shortDotAvx512
           : level == SimdLevel::avx2 ? shortDotAvx2
                                      : shortDotBaseline;
}

template <class Real> Add<Real>* addLoop() {
    const SimdLevel level = simdLevel();
    return level == SimdLevel::avx512 ? addAvx512<Real>
           : level == SimdLevel::avx2 ? addAvx2<Real>
                                      : addBaseline<Real>;
}

} // namespace

void forBlocks(ThreadPool& pool, std::ptrdiff_t count,
               const std::function<void(std::ptrdiff_t, std::ptrdiff_t)>& task) {
    pool.run(static_cast<int>((count + kBlock - 1) / kBlock),
             [&](int index) { task(index * kBlock, std::min(count, (index + 1) * kBlock)); });
}

template <class Real>
std::vector<double> dotProducts(const Real* a, const std::vector<const Real*>& others,
                                std::ptrdiff_t count, ThreadPool& pool) {
    const std::size_t blocks = (count + kBlock - 1) / kBlock;
    std::vector<double> partial(blocks * others.size(), 0.0);
    Dot<Real>* const dot = dotLoop<Real>();
    forBlocks(pool, count, [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
        double* sums = partial.data() + begin / kBlock * others.size();
        for (std::ptrdiff_t i = begin; i < end; i += kChunk) {
            const std::ptrdiff_t length = std::min(kChunk, end - i);
            for (std::size_t v = 0; v < others.size(); ++v) {
                sums[v] += dot(a + i, others[v] + i, length);
            }
        }
    });
    std::vector<double> sums(others.size(), 0.0);
    for (std::size_t block = 0; block < blocks; ++block) {
        for (std::size_t v = 0; v < others.size(); ++v) {
            sums[v] += partial[block * others.size() + v];
        }
    }
    return sums;
}

std::vector<std::vector<double>>
dotTable(const std::vector<const float*>& lefts, const std::vector<const float*>& rights,
         std::ptrdiff_t count, ThreadPool& pool,
         const std::function<void(std::ptrdiff_t, std::ptrdiff_t)>& prepare) {
    const std::size_t blocks = (count + kBlock - 1) / kBlock;
    const std::size_t size = lefts.size() * rights.size();
    std::vector<double> partial(blocks * size, 0.0);
    Dot<float>* const dot = shortDotLoop();
    forBlocks(pool, count, [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
        double* sums = partial.data() + begin / kBlock * size;
        for (std::ptrdiff_t i = begin; i < end; i += kChunk) {
            const std::ptrdiff_t length = std::min(kChunk, end - i);
            if (prepare) {
                prepare(i, i + length);
            }
            for (std::size_t r = 0; r < rights.size(); ++r) {
                for (std::size_t l = 0; l < lefts.size(); ++l) {
                    sums[l * rights.size() + r] += dot(lefts[l] + i, rights[r] + i, length);
                }
            }
        }
    });
    std::vector<std::vector<double>> table(lefts.size(), std::vector<double>(rights.size(), 0.0));
    for (std::size_t block = 0; block < blocks; ++block) {
        for (std::size_t i = 0; i < size; ++i) {
            table[i / rights.size()][i % rights.size()] += partial[block * size + i];
        }
    }
    return table;
}

template <class Real>
void linearCombination(const std::vector<double>& coefficients,
                       const std::vector<const Real*>& vectors, Real* out, std::ptrdiff_t count,
                       ThreadPool& pool) {
    Add<Real>* const add = addLoop<Real>();
    forBlocks(pool, count, [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
        for (std::ptrdiff_t i = begin; i < end; i += kChunk) {
            const std::ptrdiff_t length = std::min(kChunk, end - i);
            std::fill(out + i, out + i + length, Real(0));
            for (std::size_t v = 0; v < vectors.size(); ++v) {
                add(static_cast<Real>(coefficients[v]), vectors[v] + i, out + i, length);
            }
        }
    });
}

template std::vector<double> dotProducts(const float*, const std::vector<const float*>&,
                                         std::ptrdiff_t, ThreadPool&);
template std::vector<double> dotProducts(const double*, const std::vector<const double*>&,
                                         std::ptrdiff_t, ThreadPool&);
template void linearCombination(const std::vector<double>&, const std::vector<const float*>&,
                                float*, std::ptrdiff_t, ThreadPool&);
template void linearCombination(const std::vector<double>&, const std::vector<const double*>&,
                                double*, std::ptrdiff_t, ThreadPool&);

} // namespace tonegraft
