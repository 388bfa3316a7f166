// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/TimePane.h"
#include "ui/pictures/SpectrogramImage.h"

#include <memory>

namespace tonegraft {

/// One pane: draws a spectrogram, or the difference of two, with its frequency axis, playhead and
/// read-out, and says where it was clicked, dragged or scrolled. It decides nothing:
/// SpectrogramStack does. The playhead and the pointer only cover the picture, which is rendered
/// anew only where it changes.
class SpectrogramView : public TimePane {
    Q_OBJECT

public:
    explicit SpectrogramView(const QString& title, QWidget* parent = nullptr);

    void setName(const QString& name); ///< of the clip, beside the title
    void setEmptyText(const QString& text);
    /// Whether it is drawn as a place for a file while it is empty.
    void setInvitesFiles(bool invites);
    /// Whether this is what is heard: then it is marked.
    void setHeard(bool heard);
    bool isHeard() const { return m_heard; }
    /// Null: none. Its time 0 lies at `startSeconds` of the axis.
    void setSpectrogram(std::shared_ptr<const SpectrogramTiles> tiles, double startSeconds = 0.0);
    /// The difference of the two in dB.
    void setDifference(std::shared_ptr<const SpectrogramTiles> tiles, double startSeconds,
                       std::shared_ptr<const SpectrogramTiles> minus);
    /// Of a difference, `colors` is a scale of differences, and what is quieter than `quietestDb`
    /// counts as that.
    void setLook(const ColorScale& colors, const FrequencyAxis& axis, double quietestDb = 0.0);
    /// A time axis of its own along the lower edge.
    void setShowsTimes(bool shows);

    const QString& title() const { return m_title; }
    const QString& name() const { return m_name; }
    const std::shared_ptr<const SpectrogramTiles>& spectrogram() const {
        return m_picture.content().tiles;
    }
    double startSeconds() const { return m_picture.content().startSeconds; }
    const ColorScale& colorScale() const { return m_picture.content().colors; }
    const FrequencyAxis& frequencyAxis() const { return m_picture.content().axis; }
    /// What the read-out says at a point of the axes; empty outside the clip.
    QString readOut(const PlotPoint& point) const;
    QString pointerText() const override { return pointer() ? readOut(*pointer()) : QString(); }
    /// What the keys do, for help texts.
    static QString keysHelp();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A click, or Return, where files are invited.
    void fileAsked();
    void frequencyZoomRequested(double factor, double anchorHz);
    /// By a part of the height that is shown, upwards.
    void frequencyPanRequested(double heights);
    /// By key: the level at this frequency and the playhead's time.
    void levelAsked(double hz);

protected:
    PlotPoint pointAt(QPointF position) const override;
    void draggedBy(QPointF pixels) override;
    void pinchedBy(double factor, QPointF position, Qt::KeyboardModifiers modifiers) override;

    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    bool showsDifference() const { return m_picture.content().minus != nullptr; }
    bool overFrequencies(QPointF position, Qt::KeyboardModifiers modifiers) const;
    double levelAtPoint(const PlotPoint& point) const;
    void askLevel(double steps);
    void updateDescription();
    int yOf(double hz) const;
    void paintPicture(QPainter& painter);
    void paintAxis(QPainter& painter) const;
    void paintNotes(QPainter& painter) const;
    void paintTimes(QPainter& painter) const;
    void paintTitle(QPainter& painter) const;
    void paintReadOut(QPainter& painter) const;
    void paintPointerLevel(QPainter& painter) const;
    void paintEmpty(QPainter& painter) const;
    void paintHeard(QPainter& painter) const;
    bool asksForFile() const { return m_invitesFiles && !spectrogram(); }

    QString m_title;
    QString m_name;
    QString m_emptyText;
    SpectrogramPicture m_picture;
    bool m_showsTimes = false;
    bool m_invitesFiles = false;
    bool m_heard = false;
};

} // namespace tonegraft
