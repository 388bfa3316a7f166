// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/Playhead.h"

#include <cmath>

namespace tonegraft {

namespace {

/// Further off than this is no jitter: the loop has begun again, or the device stood still.
constexpr double kJumpSeconds = 0.15;
constexpr double kCatchUpPerSecond = 2.0;

} // namespace

double Playhead::follow(double measured, double nowSeconds) {
    const double passed = nowSeconds - m_shownAt;
    const double expected = m_seconds + passed;
    const double off = measured - expected;
    const bool even = m_follows && std::abs(off) < kJumpSeconds;
    m_seconds = even ? expected + off * (1.0 - std::exp(-kCatchUpPerSecond * passed)) : measured;
    m_shownAt = nowSeconds;
    m_follows = true;
    return m_seconds;
}

} // namespace tonegraft
