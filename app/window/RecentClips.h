// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/system/Background.h"
#include "ui/window/MainWindow.h"

#include <QObject>
#include <QStringList>

namespace tonegraft {

/// The clips that were open, the newest first. Whether they are still there is looked at off the
/// GUI thread, since a folder on a network may not answer. Thread: GUI.
class RecentClips : public QObject {
    Q_OBJECT

public:
    static constexpr int kMost = 10;

    explicit RecentClips(MainWindow& window, QObject* parent = nullptr);

    void setPaths(const QStringList& paths);
    const QStringList& paths() const { return m_paths; }
    /// To the top of the list.
    void add(const QString& path);
    /// Is still looking.
    bool working() const { return m_looking.working(); }

private:
    void look();

    MainWindow& m_window;
    QStringList m_paths;
    Background m_looking;
};

} // namespace tonegraft
