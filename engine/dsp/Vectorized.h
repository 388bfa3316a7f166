// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/Simd.h"

namespace tonegraft {

namespace detail {

template <class Loop, class... Arguments>
TONEGRAFT_TARGET_AVX512 void runAvx512(Arguments... arguments) {
    Loop::template run<64>(arguments...);
}

template <class Loop, class... Arguments>
TONEGRAFT_TARGET_AVX2 void runAvx2(Arguments... arguments) {
    Loop::template run<32>(arguments...);
}

} // namespace detail

/// Runs Loop::run<vectorBytes>(arguments...), a TONEGRAFT_INLINE static function template,
/// compiled for the processor at hand, whose vectors have that many bytes.
template <class Loop, class... Arguments> void runVectorized(Arguments... arguments) {
    switch (simdLevel()) {
    case SimdLevel::avx512:
        return detail::runAvx512<Loop>(arguments...);
    case SimdLevel::avx2:
        return detail::runAvx2<Loop>(arguments...);
    case SimdLevel::baseline:
        break;
    }
    Loop::template run<16>(arguments...);
}

} // namespace tonegraft
