// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRgb>

#include <array>

namespace tonegraft {

/// Perceptually uniform and safe for color-blind eyes: lightness alone carries the level. For
/// differences, a map with two arms: blue below, black in the middle, orange above.
enum class ColorMap { magma, viridis, cividis, grey, difference };

using ColorTable = std::array<QRgb, 256>;

/// From the quietest to the loudest. Thread: any.
const ColorTable& colorTable(ColorMap map);

/// Level in dB to color; levels outside the range take the end colors. Thread: any (a value).
class ColorScale {
public:
    explicit ColorScale(ColorMap map = ColorMap::magma, double floorDb = -100.0,
                        double ceilingDb = -20.0);

    ColorMap map() const { return m_map; }
    double floorDb() const { return m_floorDb; }
    double ceilingDb() const { return m_ceilingDb; }

    /// 0 at the floor and below (also for NaN), 255 at the ceiling and above.
    int indexOf(double db) const;
    QRgb colorOf(double db) const {
        return colorTable(m_map)[static_cast<std::size_t>(indexOf(db))];
    }

    bool operator==(const ColorScale& other) const {
        return m_map == other.m_map && m_floorDb == other.m_floorDb &&
               m_ceilingDb == other.m_ceilingDb;
    }

private:
    ColorMap m_map;
    double m_floorDb;
    double m_ceilingDb;
};

} // namespace tonegraft
