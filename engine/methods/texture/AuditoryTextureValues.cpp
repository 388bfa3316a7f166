// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/texture/AuditoryTextureValues.h"

#include <initializer_list>

namespace tonegraft {
namespace {

std::vector<BandPair> pairs(int bands, std::initializer_list<int> offsets) {
    std::vector<BandPair> list;
    for (const int offset : offsets) {
        for (int low = 0; low + offset < bands; ++low) {
            list.push_back({low, low + offset});
        }
    }
    return list;
}

} // namespace

const char* textureClassName(TextureClass textureClass) {
    switch (textureClass) {
    case TextureClass::mean:
        return "Match of envelope mean";
    case TextureClass::variation:
        return "Match of envelope variation";
    case TextureClass::skewness:
        return "Match of envelope skewness";
    case TextureClass::kurtosis:
        return "Match of envelope kurtosis";
    case TextureClass::correlation:
        return "Match of envelope correlations";
    case TextureClass::modulationPower:
        return "Match of modulation power";
    case TextureClass::c1:
        return "Match of modulation correlations C1";
    case TextureClass::c2:
        break;
    }
    return "Match of modulation phases C2";
}

TextureLayout::TextureLayout(double highestHz, double seconds)
    : limitHz(highestHz), bands(cochlearFilterCount(highestHz)),
      firstModulation(firstModulationFilter(seconds)), firstOctave(firstOctaveFilter(seconds)) {}

TextureValues TextureLayout::zeros() const {
    TextureValues values;
    const auto size = [&](TextureClass textureClass, int count) {
        of(values, textureClass).assign(static_cast<std::size_t>(count), 0.0);
    };
    size(TextureClass::mean, bands);
    size(TextureClass::variation, bands);
    size(TextureClass::skewness, bands);
    size(TextureClass::kurtosis, bands);
    size(TextureClass::correlation, static_cast<int>(correlationPairs(bands).size()));
    size(TextureClass::modulationPower, bands * modulations());
    size(TextureClass::c1, static_cast<int>(c1Pairs(bands).size()) * c1Octaves());
    size(TextureClass::c2, bands * octavePairs() * 2);
    return values;
}

std::vector<BandPair> correlationPairs(int bands) {
    return pairs(bands, {1, 2, 3, 5, 8, 11, 16, 21});
}

std::vector<BandPair> c1Pairs(int bands) {
    return pairs(bands, {1, 2});
}

} // namespace tonegraft
