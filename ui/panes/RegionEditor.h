// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pictures/Region.h"

#include <QWidget>

#include <optional>

class QDoubleSpinBox;
class QToolButton;

namespace tonegraft {

/// Where the region of a clip starts and how long it is, as numbers, and the way back to all of
/// the clip. Setters emit nothing. Thread: GUI.
class RegionEditor : public QWidget {
    Q_OBJECT

public:
    /// `clipTitle`: "Content"; `help`: what the region is for.
    RegionEditor(const QString& clipTitle, const QString& help, QWidget* parent = nullptr);

    /// Another clip: all of it is the region. 0: none.
    void setClipSeconds(double seconds);
    /// Cut at the clip's end; none: all of the clip.
    void setRegion(std::optional<Region> region);
    std::optional<Region> region() const;

    QDoubleSpinBox* start() const { return m_start; }
    QDoubleSpinBox* length() const { return m_length; }
    QToolButton* resetButton() const { return m_reset; }

Q_SIGNALS:
    /// By hand.
    void edited(std::optional<tonegraft::Region> region);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QDoubleSpinBox* makeBox(const QString& accessibleName, const QString& help);
    void moveStart(double seconds);
    void changeLength(double seconds);
    void change(const Region& region);
    void refresh();

    double m_clipSeconds = 0.0;
    Region m_region; ///< may be all of the clip
    QDoubleSpinBox* m_start;
    QDoubleSpinBox* m_length;
    QToolButton* m_reset;
};

} // namespace tonegraft
