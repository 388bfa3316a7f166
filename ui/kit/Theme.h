// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/WindowState.h"

#include <QColor>
#include <QIcon>
#include <QString>

class QApplication;
class QLabel;
class QPalette;
class QWidget;

namespace tonegraft {

/// Fusion in a quiet palette. Also while windows are open.
void applyTheme(QApplication& application, bool dark);
/// Whether the palette that the platform would give is dark.
bool platformIsDark(QApplication& application);
/// For tests and pictures.
QPalette themePalette(bool dark);
bool isDark(const QPalette& palette);

/// An icon of resources/icons in the color of the palette's text, sharp at every scale.
QIcon themedIcon(const QString& name);
/// The same in a color of its own.
QIcon coloredIcon(const QString& name, const QColor& color);

/// Border of cards and plots.
QColor borderColor(const QPalette& palette);
/// Text of second rank, still readable (contrast at least 4.5).
QColor quietTextColor(const QPalette& palette);
/// Makes a label small and quiet; follows a change of palette.
void makeQuiet(QLabel* label);

/// Readable on the window in light and dark.
QColor severityColor(Severity severity, const QPalette& palette);

} // namespace tonegraft
