// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMenu>
#include <QString>

namespace tonegraft {

/// A clip that was open before.
struct RecentClip {
    QString path;
    bool exists = true; ///< as far as was looked
};

/// The clips that were open before, the newest first; those that are gone are there but cannot be
/// chosen. Thread: GUI.
class RecentMenu : public QMenu {
    Q_OBJECT

public:
    explicit RecentMenu(QWidget* parent = nullptr);
    void setClips(const QList<RecentClip>& clips);

Q_SIGNALS:
    void chosen(const QString& path);

private:
    void rebuild(const QList<RecentClip>& clips);
    QString nameOf(const QString& path) const;
};

} // namespace tonegraft
