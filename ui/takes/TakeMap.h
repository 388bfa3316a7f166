// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/takes/ShownTake.h"

#include <QDialog>
#include <QWidget>

#include <optional>
#include <vector>

namespace tonegraft {

/// The takes as points: the timbre reached to the right, the content kept upwards. What the mouse
/// or the arrow keys touch is heard. Setters emit nothing. Thread: GUI.
class TakeMap : public QWidget {
    Q_OBJECT

public:
    explicit TakeMap(QWidget* parent = nullptr);

    /// Those that are not measured are left out.
    void setTakes(const std::vector<ShownTake>& takes);
    /// 0: none.
    void setCurrent(quint64 id);
    quint64 current() const { return m_current; }
    /// Where a take is drawn; none: it is not on the map.
    std::optional<QPointF> placeOf(quint64 id) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// By hand.
    void touched(quint64 id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    /// Of an axis, and where its grid stands.
    struct Range {
        double low = 0.0;
        double high = 1.0;
        double step = 0.25;
    };

    static Range rangeOf(const std::vector<double>& values);
    void fitRanges();
    QRectF plot() const;
    QPointF placeOf(const ShownTake& take) const;
    const ShownTake* takeAt(QPointF place) const;
    const ShownTake* neighbor(Qt::Key direction) const;
    const ShownTake* takeOf(quint64 id) const;
    void touch(const ShownTake* take);
    void drawAxes(QPainter& painter) const;
    void drawTakes(QPainter& painter) const;

    std::vector<ShownTake> m_takes;
    Range m_reached;
    Range m_kept;
    quint64 m_current = 0;
    quint64 m_under = 0; ///< the mouse
};

/// The map in a window beside the main one.
class TakeMapDialog : public QDialog {
    Q_OBJECT

public:
    explicit TakeMapDialog(QWidget* parent = nullptr);
    TakeMap* map() const { return m_map; }

private:
    TakeMap* m_map;
};

} // namespace tonegraft
