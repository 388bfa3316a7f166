// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/takes/BlindTest.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {

double guessingChance(int right, int trials) {
    double sum = 0.0;
    for (int k = std::max(right, 0); k <= trials; ++k) {
        sum += std::exp(std::lgamma(trials + 1.0) - std::lgamma(k + 1.0) -
                        std::lgamma(trials - k + 1.0) - trials * std::log(2.0));
    }
    return std::min(sum, 1.0);
}

bool BlindTest::answer(bool second) {
    const bool right = second == m_xIsSecond;
    ++m_trials;
    m_right += right ? 1 : 0;
    draw();
    return right;
}

} // namespace tonegraft
