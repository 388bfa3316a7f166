// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace tonegraft {

/// The level of a stretch of sound, full scale ±1, all channels together.
struct InputLevel {
    float peak = 0.0F;
    float rms = 0.0F;
    bool clipped = false; ///< reached full scale: the converter had no more to give
};

/// Adds up stretches to one. Thread: one at a time.
class LevelMeasurement {
public:
    void add(const float* samples, std::size_t count);
    std::size_t count() const { return m_count; }
    /// Of all that was added since the last call.
    InputLevel take();

private:
    float m_peak = 0.0F;
    double m_squares = 0.0;
    std::size_t m_count = 0;
};

} // namespace tonegraft
