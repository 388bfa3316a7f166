// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

namespace tonegraft::test {

/// Drags files over a widget, up to `where`; false if nothing takes them there. As Qt does, the
/// nearest widget around it that takes drops gets the events.
inline bool hoverFiles(const QWidget* widget, const QList<QUrl>& urls, QPoint where) {
    QWidget* window = widget->window();
    if (!window->acceptDrops()) {
        return false;
    }
    QMimeData data;
    data.setUrls(urls);
    QDragEnterEvent enter(widget->mapTo(window, where), Qt::CopyAction, &data, Qt::LeftButton,
                          Qt::NoModifier);
    enter.ignore();
    QApplication::sendEvent(window, &enter);
    return enter.isAccepted();
}

/// The same, and drops them there.
inline bool dropFiles(const QWidget* widget, const QList<QUrl>& urls, QPoint where) {
    if (!hoverFiles(widget, urls, where)) {
        return false;
    }
    QMimeData data;
    data.setUrls(urls);
    QDropEvent drop(widget->mapTo(widget->window(), where), Qt::CopyAction, &data, Qt::LeftButton,
                    Qt::NoModifier);
    QApplication::sendEvent(widget->window(), &drop);
    return drop.isAccepted();
}

inline bool dropFile(const QWidget* widget, const QUrl& url) {
    return dropFiles(widget, {url}, widget->rect().center());
}

} // namespace tonegraft::test
