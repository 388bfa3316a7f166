// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pictures/ColorScale.h"

#include <QWidget>

class QSpinBox;

namespace tonegraft {

class ColorBar;

/// What the colors of the panes mean, with the two ends of the scale to be set. A double click on
/// the bar gives the ceiling back to the loudest clip. Thread: GUI.
class LevelScale : public QWidget {
    Q_OBJECT

public:
    explicit LevelScale(QWidget* parent = nullptr);
    void setColorScale(const ColorScale& colors);
    /// Whether the ends can be set.
    void setEditable(bool editable);

Q_SIGNALS:
    void ceilingChosen(double db);
    void floorChosen(double db);
    void automaticChosen();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QSpinBox* makeEnd(const QString& name, const QString& help);

    QSpinBox* m_ceiling;
    ColorBar* m_bar;
    QSpinBox* m_floor;
};

} // namespace tonegraft
