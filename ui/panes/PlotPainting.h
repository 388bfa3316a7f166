// SPDX-License-Identifier: GPL-3.0-or-later
// What is painted over pictures, readable on every color of every map.
#pragma once

#include <QColor>
#include <QRect>
#include <QString>

class QPainter;

namespace tonegraft {

const QColor kChipColor(0, 0, 0, 165);

/// Where chips may be within a picture.
QRect chipRoom(const QRect& plot);

/// Text on a dark rounded chip in a corner of `room`: Qt::AlignTop or Qt::AlignBottom with
/// Qt::AlignLeft or Qt::AlignRight. Elided in its middle where the room is too narrow.
void paintChip(QPainter& painter, const QRect& room, Qt::Alignment corner, const QString& text,
               const QColor& fill = kChipColor);

/// An upright line between two dark ones.
void paintContrastLine(QPainter& painter, const QRect& plot, int x, const QColor& color);

} // namespace tonegraft
