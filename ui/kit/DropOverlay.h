// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioFile.h"

#include <QStringList>
#include <QWidget>

#include <array>
#include <vector>

namespace tonegraft {

/// Makes all of a window a target for files, and shows while they hover where they would go: each
/// role has places of its own, and anywhere else the nearest one counts. Of two files and more the
/// first is the content and the second the style. A file that is dropped right on the settings, or
/// is JSON wherever it is dropped, is to give its settings back. Thread: GUI.
class DropOverlay : public QWidget {
    Q_OBJECT

public:
    struct Target {
        QString title;                ///< "Content"
        std::vector<QWidget*> places; ///< where it is at home
    };

    /// `targets`: content, style.
    DropOverlay(QWidget* window, std::array<Target, 2> targets, Target settings);

    void setAcceptsFiles(bool accepts);

Q_SIGNALS:
    void dropped(tonegraft::ClipRole role, const QString& path);
    void settingsDropped(const QString& path);
    /// There were more than two.
    void leftOut(const QStringList& paths);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QRect placeOf(const QWidget* widget) const;
    ClipRole roleAt(QPoint position) const;
    bool takes(ClipRole role) const;
    bool forSettings(QPoint position) const;
    QString hintOf(ClipRole role, const QRect& place) const;
    void paintPlace(QPainter& painter, const QRect& place, bool taking, const QString& hint) const;
    void hover(QPoint position);
    void drop(QPoint position);

    QWidget* m_window;
    std::array<Target, 2> m_targets;
    Target m_settings;
    bool m_overSettings = false;
    QStringList m_files; ///< that hover
    ClipRole m_role = ClipRole::content;
};

} // namespace tonegraft
