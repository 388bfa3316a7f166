// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/RecentClips.h"

#include "ui/kit/FileName.h"

#include <filesystem>
#include <system_error>

namespace tonegraft {

namespace {

bool isThere(const QString& path) {
    std::error_code error; // no answer: not there
    return std::filesystem::exists(bytesOfName(path).toStdString(), error);
}

} // namespace

RecentClips::RecentClips(MainWindow& window, QObject* parent)
    : QObject(parent), m_window(window), m_looking(QStringLiteral("recent")) {
    connect(&window, &MainWindow::recentClipsOpened, this, &RecentClips::look);
}

void RecentClips::setPaths(const QStringList& paths) {
    m_paths = paths.mid(0, kMost);
    QList<RecentClip> clips;
    for (const QString& path : m_paths)
        clips.append({path, true});
    m_window.setRecentClips(clips);
    look();
}

void RecentClips::add(const QString& path) {
    QStringList paths = m_paths;
    paths.removeAll(path);
    paths.prepend(path);
    setPaths(paths);
}

void RecentClips::look() {
    m_looking.replace([this, paths = m_paths]() -> Background::Delivery {
        QList<RecentClip> clips;
        for (const QString& path : paths)
            clips.append({path, isThere(path)});
        return [this, clips] { m_window.setRecentClips(clips); };
    });
}

} // namespace tonegraft
