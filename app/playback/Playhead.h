// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tonegraft {

/// A playhead that moves evenly. What the sound server says of the position jitters: between two
/// measurements time itself is the better guide, and only slowly is the rest made good.
/// Thread: one at a time.
class Playhead {
public:
    /// Where to show it, at the time `nowSeconds`, if `measured` is heard.
    double follow(double measured, double nowSeconds);
    /// The next measurement counts as it is.
    void jump() { m_follows = false; }

private:
    double m_seconds = 0.0;
    double m_shownAt = 0.0;
    bool m_follows = false;
};

} // namespace tonegraft
