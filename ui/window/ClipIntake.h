// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioFile.h"
#include "ui/clips/RecentMenu.h"

#include <QObject>

#include <array>

class QToolButton;

namespace tonegraft {

class DropOverlay;
struct WindowLayout;

/// All ways by which a file becomes content or style: dialog, recent clips, drop. Thread: GUI.
class ClipIntake : public QObject {
    Q_OBJECT

public:
    /// `layout` is borrowed, and lives in `window`.
    ClipIntake(QWidget* window, const WindowLayout& layout);

    /// In a run the clips stay as they are.
    void setChangeable(bool changeable);
    /// That the dialog starts in.
    void setFolder(const QString& folder) { m_folder = folder; }
    void setRecentClips(const QList<RecentClip>& clips);
    void ask(ClipRole role);

Q_SIGNALS:
    void chosen(tonegraft::ClipRole role, const QString& path);
    /// Files were dropped for which there is no role.
    void leftOut(const QStringList& paths);
    /// A file was dropped on the settings, or is none that could be a clip.
    void settingsDropped(const QString& path);
    /// A list of recent clips is about to be seen.
    void recentOpened();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addRecent(QToolButton* button, RecentMenu* menu);

    QWidget* m_window;
    DropOverlay* m_drops;
    std::array<RecentMenu*, 2> m_recent{};
    QString m_folder;
    bool m_changeable = true;
};

} // namespace tonegraft
