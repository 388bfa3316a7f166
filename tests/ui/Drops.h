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
inline bool hoverFiles(const QWidget* widget, const QList<QUrl>& urls, QPoint where,
                       Qt::DropActions offered = Qt::CopyAction) {
    QWidget* window = widget->window();
    if (!window->acceptDrops()) {
        return false;
    }
    QMimeData data;
    data.setUrls(urls);
    QDragEnterEvent enter(widget->mapTo(window, where), offered, &data, Qt::LeftButton,
                          Qt::NoModifier);
    enter.ignore();
    QApplication::sendEvent(window, &enter);
    return enter.isAccepted();
}

/// Drops files that the one who offers them proposes to move; how that is answered, IgnoreAction
/// if not at all.
inline Qt::DropAction answerToMove(const QWidget* widget, const QList<QUrl>& urls,
                                   Qt::DropActions offered) {
    const QPoint where = widget->rect().center();
    if (!hoverFiles(widget, urls, where, offered)) {
        return Qt::IgnoreAction;
    }
    QMimeData data;
    data.setUrls(urls);
    // Qt proposes to move with Shift, or where nothing else is offered.
    QDropEvent drop(widget->mapTo(widget->window(), where), offered, &data, Qt::LeftButton,
                    Qt::ShiftModifier);
    QApplication::sendEvent(widget->window(), &drop);
    return drop.isAccepted() ? drop.dropAction() : Qt::IgnoreAction;
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
