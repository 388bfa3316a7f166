// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace tonegraft {

/// Triangular dither of ±1 least significant bit: the sum of two uniform numbers, so that neither
/// mean nor power of the rounding error depends on the sound (Lipshitz, Wannamaker & Vanderkooy
/// 1992). Generator: SplitMix64 (Steele, Lea & Flood 2014), one draw a sample; the same seed gives
/// the same numbers on every machine.
class TriangularDither {
public:
    explicit TriangularDither(std::uint64_t seed) : m_state(seed) {}

    double next() {
        m_state += 0x9E3779B97F4A7C15U;
        std::uint64_t bits = m_state;
        bits = (bits ^ (bits >> 30U)) * 0xBF58476D1CE4E5B9U;
        bits = (bits ^ (bits >> 27U)) * 0x94D049BB133111EBU;
        bits ^= bits >> 31U;
        constexpr double kUnit = 1.0 / 4294967296.0;
        return (static_cast<double>(bits >> 32U) - static_cast<double>(bits & 0xFFFFFFFFU)) * kUnit;
    }

private:
    std::uint64_t m_state;
};

} // namespace tonegraft
