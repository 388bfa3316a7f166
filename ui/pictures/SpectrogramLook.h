// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pictures/ColorScale.h"
#include "ui/pictures/FrequencyAxis.h"

#include <QVariantMap>

#include <optional>

namespace tonegraft {

/// How the spectrograms look that are to be compared.
struct SpectrogramLook {
    ColorMap colors = ColorMap::magma;
    FrequencyScale frequencyScale = FrequencyScale::logarithmic;
    double rangeDb = 80.0;                          ///< from the ceiling down to the floor
    std::optional<double> ceilingDb = std::nullopt; ///< none: from the loudest bin of the clips
    bool oneScale = true;    ///< of levels, for all panes; else each has its own ceiling
    bool oneTimeAxis = true; ///< else the style has its own
    bool difference = false; ///< whether its pane is shown
    bool waveform = true;    ///< whether its strip is shown

    bool operator==(const SpectrogramLook& other) const;
};

constexpr double kLeastRangeDb = 10.0;
constexpr double kLargestRangeDb = 180.0;
constexpr double kLowestCeilingDb = -120.0;
constexpr double kHighestCeilingDb = 40.0;

/// The scale for clips whose loudest bin this is: unless the look says where its ceiling is, the
/// loudest bin rounded up to 5 dB; -infinity (silence) gives -20 dB. Thread: any.
ColorScale sharedScale(const SpectrogramLook& look, double loudestDb);

/// For a settings file: words and numbers by name. What cannot be understood is at its default.
QVariantMap toVariants(const SpectrogramLook& look);
SpectrogramLook lookOf(const QVariantMap& variants);

} // namespace tonegraft
