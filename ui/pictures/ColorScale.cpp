// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/ColorScale.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

// Every fifth entry of the published tables of 256; between them a straight line is within 1/255
// of the table (cividis: 4/255). magma and viridis: S. van der Walt and N. Smith, CC0. cividis:
// Nunez, Anderton and Renslow 2018, "Optimizing colormaps with consideration for color vision
// deficiency to enable accurate interpretation of scientific data", PLoS ONE.
constexpr int kAnchorSpacing = 5;
using Anchors = std::array<QRgb, 255 / kAnchorSpacing + 1>;

constexpr Anchors kMagma{
    0x000004, 0x02020b, 0x050416, 0x090720, 0x0e0b2b, 0x140e36, 0x1a1042, 0x21114e, 0x29115a,
    0x311165, 0x390f6e, 0x420f75, 0x4a1079, 0x52137c, 0x5a167e, 0x621980, 0x6a1c81, 0x721f81,
    0x792282, 0x812581, 0x892881, 0x912b81, 0x992d80, 0xa1307e, 0xaa337d, 0xb2357b, 0xba3878,
    0xc23b75, 0xca3e72, 0xd2426f, 0xd9466b, 0xe04c67, 0xe75263, 0xec5860, 0xf1605d, 0xf4695c,
    0xf7725c, 0xf97b5d, 0xfb8560, 0xfc8e64, 0xfd9869, 0xfea16e, 0xfeaa74, 0xfeb47b, 0xfebd82,
    0xfec68a, 0xfecf92, 0xfed89a, 0xfde2a3, 0xfdebac, 0xfcf4b6, 0xfcfdbf};
constexpr Anchors kViridis{
    0x440154, 0x46085c, 0x471063, 0x481769, 0x481d6f, 0x482475, 0x472a7a, 0x46307e, 0x453781,
    0x433d84, 0x414287, 0x3f4889, 0x3d4e8a, 0x3a538b, 0x38598c, 0x355e8d, 0x33638d, 0x31688e,
    0x2e6d8e, 0x2c718e, 0x2a768e, 0x297b8e, 0x27808e, 0x25848e, 0x23898e, 0x218e8d, 0x20928c,
    0x1f978b, 0x1e9c89, 0x1fa188, 0x21a585, 0x24aa83, 0x28ae80, 0x2eb37c, 0x35b779, 0x3dbc74,
    0x46c06f, 0x50c46a, 0x5ac864, 0x65cb5e, 0x70cf57, 0x7cd250, 0x89d548, 0x95d840, 0xa2da37,
    0xb0dd2f, 0xbddf26, 0xcae11f, 0xd8e219, 0xe5e419, 0xf1e51d, 0xfde725};
constexpr Anchors kCividis{
    0x00224e, 0x002656, 0x002a5f, 0x002d68, 0x003070, 0x083370, 0x163770, 0x203a6f, 0x273e6e,
    0x2e416d, 0x34456c, 0x3a486c, 0x3f4c6c, 0x444f6c, 0x49536c, 0x4e566c, 0x535a6d, 0x575d6d,
    0x5c616e, 0x60646f, 0x656870, 0x696b71, 0x6d6f72, 0x727274, 0x767676, 0x7a7a78, 0x7e7d78,
    0x838179, 0x888578, 0x8d8878, 0x928c78, 0x969077, 0x9b9476, 0xa09875, 0xa59c74, 0xaaa073,
    0xafa471, 0xb5a86f, 0xbaac6d, 0xbfb06b, 0xc4b468, 0xc9b965, 0xcfbd62, 0xd4c15f, 0xdac65b,
    0xdfca57, 0xe5cf52, 0xead34c, 0xf0d846, 0xf6dd3f, 0xfce236, 0xfee838};

QRgb between(QRgb low, QRgb high, int step) {
    const auto mix = [step](int from, int to) {
        return (from * (kAnchorSpacing - step) + to * step + kAnchorSpacing / 2) / kAnchorSpacing;
    };
    return qRgb(mix(qRed(low), qRed(high)), mix(qGreen(low), qGreen(high)),
                mix(qBlue(low), qBlue(high)));
}

ColorTable interpolated(const Anchors& anchors) {
    ColorTable table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const std::size_t low = std::min(i / kAnchorSpacing, anchors.size() - 2);
        table[i] =
            between(anchors[low], anchors[low + 1], static_cast<int>(i - low * kAnchorSpacing));
    }
    return table;
}

ColorTable greys() {
    ColorTable table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const int level = static_cast<int>(i);
        table[i] = qRgb(level, level, level);
    }
    return table;
}

/// From black to a bright end, over a color that leaves no doubt which arm it is.
constexpr std::array<QRgb, 3> kBelow{0x101114, 0x2f74c0, 0xb4dcff};
constexpr std::array<QRgb, 3> kAbove{0x101114, 0xc4640c, 0xffe0a8};

QRgb alongArm(const std::array<QRgb, 3>& arm, double part) {
    const auto low = static_cast<std::size_t>(part < 0.5 ? 0 : 1);
    const double inside = 2.0 * part - static_cast<double>(low);
    const auto mix = [inside](int from, int to) {
        return static_cast<int>(std::lround(from + inside * (to - from)));
    };
    return qRgb(mix(qRed(arm[low]), qRed(arm[low + 1])),
                mix(qGreen(arm[low]), qGreen(arm[low + 1])),
                mix(qBlue(arm[low]), qBlue(arm[low + 1])));
}

ColorTable arms() {
    ColorTable table{};
    constexpr std::size_t kHalf = 128;
    for (std::size_t i = 0; i < kHalf; ++i) {
        const double part = static_cast<double>(i) / (kHalf - 1);
        table[kHalf - 1 - i] = alongArm(kBelow, part);
        table[kHalf + i] = alongArm(kAbove, part);
    }
    return table;
}

} // namespace

const ColorTable& colorTable(ColorMap map) {
    static const ColorTable magma = interpolated(kMagma);
    static const ColorTable viridis = interpolated(kViridis);
    static const ColorTable cividis = interpolated(kCividis);
    static const ColorTable grey = greys();
    static const ColorTable difference = arms();
    switch (map) {
    case ColorMap::viridis:
        return viridis;
    case ColorMap::cividis:
        return cividis;
    case ColorMap::grey:
        return grey;
    case ColorMap::difference:
        return difference;
    case ColorMap::magma:
        break;
    }
    return magma;
}

ColorScale::ColorScale(ColorMap map, double floorDb, double ceilingDb)
    : m_map(map), m_floorDb(floorDb), m_ceilingDb(std::max(ceilingDb, floorDb + 1.0)) {}

int ColorScale::indexOf(double db) const {
    const double position = (db - m_floorDb) / (m_ceilingDb - m_floorDb);
    if (!(position > 0.0)) { // also NaN and -infinity
        return 0;
    }
    return static_cast<int>(std::lround(std::min(position, 1.0) * 255.0));
}

} // namespace tonegraft
