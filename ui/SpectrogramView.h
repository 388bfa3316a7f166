// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Spectrogram.h"
#include "ui/ColorScale.h"
#include "ui/FrequencyAxis.h"
#include "ui/SpectrogramImage.h"

#include <QImage>
#include <QWidget>

#include <memory>
#include <optional>

namespace tonegraft {

/// Where the pointer is, in the units of the axes.
struct PlotPoint {
    double seconds = 0.0;
    double hz = 0.0;
};

/// One pane: draws a spectrogram with its frequency axis, playhead and read-out, and says where
/// it was clicked, dragged or scrolled. It decides nothing: SpectrogramStack does. The picture is
/// rendered once for a look, range and size; the playhead and the pointer only cover it.
class SpectrogramView : public QWidget {
    Q_OBJECT

public:
    explicit SpectrogramView(const QString& title, QWidget* parent = nullptr);

    void setName(const QString& name); ///< of the clip, beside the title
    void setEmptyText(const QString& text);
    void setAcceptsFiles(bool accepts);
    void setSpectrogram(std::shared_ptr<const Spectrogram> spectrogram);
    void setLook(const ColorScale& colors, const FrequencyAxis& axis);
    void setTimeRange(TimeRange range);
    void setPlayhead(std::optional<double> seconds);
    void setPointer(std::optional<PlotPoint> point);

    const std::shared_ptr<const Spectrogram>& spectrogram() const { return m_spectrogram; }
    TimeRange timeRange() const { return m_range; }
    /// Of the picture within the widget; the axis is left of it.
    QRect plotRect() const;
    double secondsAt(double x) const;
    double xOf(double seconds) const;
    /// What the read-out says at a point of the axes; empty outside the clip.
    QString readOut(const PlotPoint& point) const;
    /// Width of the frequency axis, for whoever aligns with the picture.
    static int axisWidth(const QWidget* widget);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void fileDropped(const QString& path);
    void pointed(double seconds, double hz);
    void pointerLeft();
    void seekRequested(double seconds);
    void zoomRequested(double factor, double anchorSeconds);
    void panRequested(double seconds);
    void fitRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    PlotPoint pointAt(QPointF position) const;
    void updateStrip(std::optional<double> seconds);
    void updateDescription();
    void renderIfStale();
    void paintAxis(QPainter& painter) const;
    void paintTitle(QPainter& painter) const;
    void paintReadOut(QPainter& painter) const;
    void paintPointer(QPainter& painter) const;
    void paintPlayhead(QPainter& painter) const;
    void paintEmpty(QPainter& painter) const;

    QString m_title;
    QString m_name;
    QString m_emptyText;
    std::shared_ptr<const Spectrogram> m_spectrogram;
    ColorScale m_colors;
    FrequencyAxis m_axis;
    TimeRange m_range;
    std::optional<double> m_playheadSeconds;
    std::optional<PlotPoint> m_pointer;

    QImage m_image; ///< valid for m_spectrogram, m_colors, m_axis, m_range and its own size
    bool m_imageStale = true;

    bool m_dropHovers = false;
    bool m_dragging = false;
    QPointF m_pressedAt;
    double m_draggedX = 0.0;
};

} // namespace tonegraft
