// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/LevelMeasurement.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {

namespace {

/// The largest sample of a 16-bit converter is 1 - 2^-15, and a resampler may take a little off.
constexpr float kFullScale = 0.9995F;

} // namespace

void LevelMeasurement::add(const float* samples, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const float size = std::isfinite(samples[i]) ? std::abs(samples[i]) : 0.0F;
        m_peak = std::max(m_peak, size);
        m_squares += static_cast<double>(size) * size;
    }
    m_count += count;
}

InputLevel LevelMeasurement::take() {
    InputLevel level;
    level.peak = m_peak;
    level.clipped = m_peak >= kFullScale;
    if (m_count > 0)
        level.rms = static_cast<float>(std::sqrt(m_squares / static_cast<double>(m_count)));
    *this = {};
    return level;
}

} // namespace tonegraft
