// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pictures/SpectrogramLook.h"
#include "ui/pictures/SpectrogramTiles.h"

#include <QImage>
#include <QSize>
#include <QString>

#include <vector>

class QPainter;
class QRect;

namespace tonegraft {

/// One of the pictures of the figure.
struct FigurePart {
    const SpectrogramTiles* spectrogram; ///< borrowed for the call
    QString title;                       ///< "Content - march.flac"
};

/// From the top: content, style and output, or what there is of them; not empty.
using FigureParts = std::vector<FigurePart>;

/// The size that the figure is laid out for; others keep its proportions between text and plots.
constexpr QSize kFigureSize(1600, 1400);

/// The spectrograms one above the other, on one time axis (s), one frequency axis (Hz) and
/// one scale of levels with its bar (dB re full-scale sine), black on white. Depends on nothing
/// but its arguments and the fonts. Needs a QGuiApplication (the platform "offscreen" will do).
QImage transferFigure(const FigureParts& parts, const SpectrogramLook& look = {},
                      QSize size = kFigureSize);
/// The same with any painter, for SVG and PDF.
void paintTransferFigure(QPainter& painter, const QRect& page, const FigureParts& parts,
                         const SpectrogramLook& look);

} // namespace tonegraft
