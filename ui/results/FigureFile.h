// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/results/Figure.h"

#include <QByteArray>

namespace tonegraft {

enum class FigureFormat { png, svg, pdf };

/// Of the printed figure.
struct FigureSize {
    double widthMm = 180.0;
    double heightMm = 157.5;
    int dpi = 300; ///< of the pictures in it; text and lines of SVG and PDF have no resolution

    QSize pixels() const;
    /// Within the bounds below.
    bool possible() const;
};

constexpr double kLeastFigureMm = 40.0;
constexpr double kMostFigureMm = 1200.0;
constexpr int kLeastFigureDpi = 50;
constexpr int kMostFigureDpi = 1200;
/// More than any page needs; beyond it a picture takes gigabytes.
constexpr double kMostFigurePixels = 200e6;

/// The figure as the bytes of a file, empty if it cannot be made. Needs a QGuiApplication.
/// Thread: any.
QByteArray figureFile(const FigureParts& parts, const SpectrogramLook& look, FigureFormat format,
                      const FigureSize& size);

} // namespace tonegraft
