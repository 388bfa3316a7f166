// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Spectrogram.h"
#include "ui/ColorScale.h"
#include "ui/FrequencyAxis.h"
#include "ui/TimeRange.h"

#include <QImage>
#include <QSize>

namespace tonegraft {

/// A spectrogram as `size` pixels, low frequencies at the bottom. A pixel that covers several
/// frames or bins shows the loudest of them, so that thin lines survive; one that covers less
/// than one is interpolated. What lies outside the clip (before, after, above its Nyquist
/// frequency) is `outside`. Null for an empty size. Thread: any.
QImage spectrogramImage(const Spectrogram& spectrogram, const ColorScale& colors,
                        const FrequencyAxis& axis, TimeRange range, QSize size, QRgb outside);

/// Level in dB at a time and frequency (nearest frame and bin), -infinity for silence; NaN
/// outside the clip. Thread: any.
double levelAt(const Spectrogram& spectrogram, double seconds, double hz);

} // namespace tonegraft
