// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/SpectrogramLook.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kSilentTopDb = -20.0;
constexpr double kStepDb = 5.0;

// In the order of the enumerations.
const std::array<QString, 4> kColorNames{QStringLiteral("magma"), QStringLiteral("viridis"),
                                         QStringLiteral("cividis"), QStringLiteral("grey")};
const std::array<QString, 3> kScaleNames{QStringLiteral("linear"), QStringLiteral("logarithmic"),
                                         QStringLiteral("mel")};

const QString kColors = QStringLiteral("colors");
const QString kFrequencies = QStringLiteral("frequency-axis");
const QString kRange = QStringLiteral("range-db");
const QString kCeiling = QStringLiteral("ceiling-db");
const QString kOneScale = QStringLiteral("one-level-scale");
const QString kOneTimeAxis = QStringLiteral("one-time-axis");
const QString kDifference = QStringLiteral("difference");
const QString kWaveform = QStringLiteral("waveform");

template <class Enum, std::size_t count>
Enum valueOf(const QVariant& variant, const std::array<QString, count>& names, Enum otherwise) {
    const auto found = std::find(names.begin(), names.end(), variant.toString());
    return found == names.end() ? otherwise : static_cast<Enum>(found - names.begin());
}

std::optional<double> numberOf(const QVariant& variant, double lowest, double highest) {
    bool understood = false;
    const double number = variant.toDouble(&understood);
    const bool sane = understood && number >= lowest && number <= highest;
    return sane ? std::optional<double>(number) : std::nullopt;
}

} // namespace

bool SpectrogramLook::operator==(const SpectrogramLook& other) const {
    return colors == other.colors && frequencyScale == other.frequencyScale &&
           rangeDb == other.rangeDb && ceilingDb == other.ceilingDb && oneScale == other.oneScale &&
           oneTimeAxis == other.oneTimeAxis && difference == other.difference &&
           waveform == other.waveform;
}

ColorScale sharedScale(const SpectrogramLook& look, double loudestDb) {
    const double automatic =
        std::isfinite(loudestDb) ? kStepDb * std::ceil(loudestDb / kStepDb) : kSilentTopDb;
    const double ceiling = look.ceilingDb.value_or(automatic);
    return ColorScale(look.colors, ceiling - look.rangeDb, ceiling);
}

QVariantMap toVariants(const SpectrogramLook& look) {
    QVariantMap variants{
        {kColors, kColorNames.at(static_cast<std::size_t>(look.colors))},
        {kFrequencies, kScaleNames.at(static_cast<std::size_t>(look.frequencyScale))},
        {kRange, look.rangeDb},
        {kOneScale, look.oneScale},
        {kOneTimeAxis, look.oneTimeAxis},
        {kDifference, look.difference},
        {kWaveform, look.waveform}};
    if (look.ceilingDb) {
        variants.insert(kCeiling, *look.ceilingDb);
    }
    return variants;
}

SpectrogramLook lookOf(const QVariantMap& variants) {
    SpectrogramLook look;
    look.colors = valueOf(variants.value(kColors), kColorNames, look.colors);
    look.frequencyScale = valueOf(variants.value(kFrequencies), kScaleNames, look.frequencyScale);
    look.rangeDb =
        numberOf(variants.value(kRange), kLeastRangeDb, kLargestRangeDb).value_or(look.rangeDb);
    look.ceilingDb = numberOf(variants.value(kCeiling), kLowestCeilingDb, kHighestCeilingDb);
    look.oneScale = variants.value(kOneScale, look.oneScale).toBool();
    look.oneTimeAxis = variants.value(kOneTimeAxis, look.oneTimeAxis).toBool();
    look.difference = variants.value(kDifference, look.difference).toBool();
    look.waveform = variants.value(kWaveform, look.waveform).toBool();
    return look;
}

} // namespace tonegraft
