// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tonegraft {

/// Which of a loop's compiled versions to run. Loops are written once, as always-inlined
/// templates, and instantiated inside functions that carry one of the attributes below.
enum class SimdLevel { baseline, avx2, avx512 };

/// The best level of this processor. Thread: any.
SimdLevel simdLevel();

} // namespace tonegraft

#if defined(__x86_64__) && defined(__GNUC__)
#define TONEGRAFT_TARGET_AVX2 [[gnu::target("avx2,fma")]]
#ifdef __clang__
#define TONEGRAFT_TARGET_AVX512 [[gnu::target("avx512f,avx512dq,avx512vl,avx512bw,fma")]]
#else
#define TONEGRAFT_TARGET_AVX512                                                                    \
    [[gnu::target("avx512f,avx512dq,avx512vl,avx512bw,fma,prefer-vector-width=512")]]
#endif
#else
#define TONEGRAFT_TARGET_AVX2
#define TONEGRAFT_TARGET_AVX512
#endif
#define TONEGRAFT_INLINE [[gnu::always_inline]] inline
