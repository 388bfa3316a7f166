// SPDX-License-Identifier: GPL-3.0-or-later
#include "linalg/Simd.h"

namespace tonegraft {

SimdLevel simdLevel() {
#if defined(__x86_64__) && defined(__GNUC__)
    static const SimdLevel level = [] {
        const bool fma = __builtin_cpu_supports("fma");
        if (fma && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
            __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")) {
            return SimdLevel::avx512;
        }
        return fma && __builtin_cpu_supports("avx2") ? SimdLevel::avx2 : SimdLevel::baseline;
    }();
    return level;
#else
    return SimdLevel::baseline;
#endif
}

} // namespace tonegraft
