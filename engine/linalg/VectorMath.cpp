// SPDX-License-Identifier: GPL-3.0-or-later
#include "linalg/VectorMath.h"

#include "linalg/Simd.h"

#include <cmath>
#include <cstdint>
#include <cstring>

namespace tonegraft {
namespace {

TONEGRAFT_INLINE float fromBits(std::int32_t bits) {
    float value;
    std::memcpy(&value, &bits, sizeof(value));
    return value;
}

TONEGRAFT_INLINE std::int32_t toBits(float value) {
    std::int32_t bits;
    std::memcpy(&bits, &value, sizeof(bits));
    return bits;
}

// e^x - 1 = 2^n (e^r - 1) + (2^n - 1), |r| <= ln 2 / 2, e^r - 1 by its Taylor series to r^7: no
// cancellation for small x, where n = 0.
TONEGRAFT_INLINE float expm1One(float x) {
    constexpr float kLog2e = 1.44269504088896341F;
    constexpr float kLn2High = 0.693359375F;
    constexpr float kLn2Low = -2.12194440e-4F;
    constexpr float kRound = 12582912.0F; // 1.5 * 2^23: adding it rounds to an integer
    const float shifted = x * kLog2e + kRound;
    const float n = shifted - kRound;
    const float r = (x - n * kLn2High) - n * kLn2Low;
    float p = 1.0F / 5040.0F;
    p = p * r + 1.0F / 720.0F;
    p = p * r + 1.0F / 120.0F;
    p = p * r + 1.0F / 24.0F;
    p = p * r + 1.0F / 6.0F;
    p = p * r + 0.5F;
    p = p * r * r + r;
    const float scale = fromBits((static_cast<std::int32_t>(n) + 127) << 23);
    return scale * p + (scale - 1.0F);
}

// ln(1 + x) = e ln 2 + 2 atanh((m - 1) / (m + 1)) with 1 + x = 2^e m, sqrt(1/2) <= m < sqrt(2);
// what 1 + x loses in rounding comes back as a correction of first order.
TONEGRAFT_INLINE float log1pOne(float x) {
    constexpr float kLn2 = 0.693147180559945F;
    const float u = 1.0F + x;
    const float lost = (x - (u - 1.0F)) / u;
    const std::int32_t bits = toBits(u) - 0x3f3504f3; // sqrt(1/2)
    const std::int32_t exponent = bits >> 23;
    const float m = fromBits((bits & 0x007fffff) + 0x3f3504f3);
    const float f = (m - 1.0F) / (m + 1.0F);
    const float f2 = f * f;
    float p = 2.0F / 9.0F;
    p = p * f2 + 2.0F / 7.0F;
    p = p * f2 + 2.0F / 5.0F;
    p = p * f2 + 2.0F / 3.0F;
    p = p * f2 + 2.0F;
    return static_cast<float>(exponent) * kLn2 + (p * f + lost);
}

TONEGRAFT_INLINE void expm1Loop(const float* in, float* out, std::ptrdiff_t count) {
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        out[i] = expm1One(in[i]);
    }
}

TONEGRAFT_INLINE void log1pLoop(const float* in, float* out, std::ptrdiff_t count) {
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        out[i] = log1pOne(in[i]);
    }
}

using Loop = void(const float*, float*, std::ptrdiff_t);

TONEGRAFT_TARGET_AVX512 void expm1Avx512(const float* in, float* out, std::ptrdiff_t n) {
    expm1Loop(in, out, n);
}
TONEGRAFT_TARGET_AVX2 void expm1Avx2(const float* in, float* out, std::ptrdiff_t n) {
    expm1Loop(in, out, n);
}
void expm1Baseline(const float* in, float* out, std::ptrdiff_t n) {
    expm1Loop(in, out, n);
}
TONEGRAFT_TARGET_AVX512 void log1pAvx512(const float* in, float* out, std::ptrdiff_t n) {
    log1pLoop(in, out, n);
}
TONEGRAFT_TARGET_AVX2 void log1pAvx2(const float* in, float* out, std::ptrdiff_t n) {
    log1pLoop(in, out, n);
}
void log1pBaseline(const float* in, float* out, std::ptrdiff_t n) {
    log1pLoop(in, out, n);
}

Loop* choose(Loop* avx512, Loop* avx2, Loop* baseline) {
    switch (simdLevel()) {
    case SimdLevel::avx512:
        return avx512;
    case SimdLevel::avx2:
        return avx2;
    default:
        return baseline;
    }
}

} // namespace

void expm1Of(const float* in, float* out, std::ptrdiff_t count) {
    static Loop* const loop = choose(expm1Avx512, expm1Avx2, expm1Baseline);
    loop(in, out, count);
}

void expm1Of(const double* in, double* out, std::ptrdiff_t count) {
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        out[i] = std::expm1(in[i]);
    }
}

void log1pOf(const float* in, float* out, std::ptrdiff_t count) {
    static Loop* const loop = choose(log1pAvx512, log1pAvx2, log1pBaseline);
    loop(in, out, count);
}

void log1pOf(const double* in, double* out, std::ptrdiff_t count) {
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        out[i] = std::log1p(in[i]);
    }
}

} // namespace tonegraft
