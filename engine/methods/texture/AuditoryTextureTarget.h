// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/texture/AuditoryTextureValues.h"

#include <array>

namespace tonegraft {

/// The statistics of a style, and how far others are from them. Thread: any (a value).
class TextureTarget {
public:
    explicit TextureTarget(TextureValues values);

    /// Weighted Σ over classes of ||values - target||² / ||target||². Writes its derivatives, if
    /// asked for.
    double distance(const TextureValues& values, TextureValues* derivatives) const;

    /// McDermott & Simoncelli's criterion by class, 10 log10(||target||² / ||values - target||²),
    /// at most 100 dB; NaN where a class is empty.
    std::array<double, kTextureClasses> signalToNoiseDb(const TextureValues& values) const;

private:
    TextureValues m_values;
    std::array<double, kTextureClasses> m_squares{}; ///< of the target; 0: the class is empty
};

} // namespace tonegraft
