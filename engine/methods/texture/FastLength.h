// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace tonegraft {

/// The least number, from `least` upward, with no prime factor over 7: lengths of quick Fourier
/// transforms. Thread: any.
inline std::ptrdiff_t fastLengthFrom(std::ptrdiff_t least) {
    for (std::ptrdiff_t length = least > 1 ? least : 1;; ++length) {
        std::ptrdiff_t rest = length;
        for (const int prime : {2, 3, 5, 7}) {
            while (rest % prime == 0) {
                rest /= prime;
            }
        }
        if (rest == 1) {
            return length;
        }
    }
}

} // namespace tonegraft
