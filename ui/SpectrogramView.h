// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Spectrogram.h"
#include "ui/ColorScale.h"
#include "ui/FrequencyAxis.h"
#include "ui/SpectrogramImage.h"
#include "ui/TimePane.h"

#include <QImage>

#include <memory>

namespace tonegraft {

/// One pane: draws a spectrogram with its frequency axis, playhead and read-out, and says where
/// it was clicked, dragged or scrolled. It decides nothing: SpectrogramStack does. The picture is
/// rendered once for a look, range and size; the playhead and the pointer only cover it.
class SpectrogramView : public TimePane {
    Q_OBJECT

public:
    explicit SpectrogramView(const QString& title, QWidget* parent = nullptr);

    void setName(const QString& name); ///< of the clip, beside the title
    void setEmptyText(const QString& text);
    void setAcceptsFiles(bool accepts);
    /// Its time 0 lies at `startSeconds` of the axis.
    void setSpectrogram(std::shared_ptr<const Spectrogram> spectrogram, double startSeconds = 0.0);
    void setLook(const ColorScale& colors, const FrequencyAxis& axis);

    const std::shared_ptr<const Spectrogram>& spectrogram() const { return m_spectrogram; }
    /// What the read-out says at a point of the axes; empty outside the clip.
    QString readOut(const PlotPoint& point) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void fileDropped(const QString& path);

protected:
    void paintEvent(QPaintEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

    PlotPoint pointAt(QPointF position) const override;
    void invalidate() override;

private:
    void updateDescription();
    void renderIfStale();
    void paintAxis(QPainter& painter) const;
    void paintTitle(QPainter& painter) const;
    void paintReadOut(QPainter& painter) const;
    void paintPointerLevel(QPainter& painter) const;
    void paintEmpty(QPainter& painter) const;

    QString m_title;
    QString m_name;
    QString m_emptyText;
    std::shared_ptr<const Spectrogram> m_spectrogram;
    double m_startSeconds = 0.0; ///< of m_spectrogram
    ColorScale m_colors;
    FrequencyAxis m_axis;

    QImage m_image; ///< valid for m_spectrogram, m_colors, m_axis, timeRange() and its own size
    bool m_imageStale = true;

    bool m_dropHovers = false;
};

} // namespace tonegraft
