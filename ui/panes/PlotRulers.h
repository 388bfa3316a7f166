// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pictures/ColorScale.h"
#include "ui/pictures/SpectrogramImage.h"

#include <QWidget>

namespace tonegraft {

/// The time axis below the panes; its left and right margins are theirs.
class TimeRuler : public QWidget {
    Q_OBJECT

public:
    explicit TimeRuler(QWidget* parent = nullptr);
    void setTimeRange(TimeRange range);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    TimeRange m_range;
};

/// What the colors mean, in dB.
class ColorBar : public QWidget {
    Q_OBJECT

public:
    explicit ColorBar(QWidget* parent = nullptr);
    void setColorScale(const ColorScale& colors);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ColorScale m_colors;
};

/// The bar of a color scale with its ticks at the right; shared with the figure.
void paintColorBar(QPainter& painter, const QRect& bar, const ColorScale& colors,
                   const QColor& text, const QColor& border);

} // namespace tonegraft
