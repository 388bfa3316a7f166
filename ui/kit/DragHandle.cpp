// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/DragHandle.h"

#include "ui/kit/Theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDrag>
#include <QMimeData>
#include <QMouseEvent>
#include <QUrl>

#include <memory>

namespace tonegraft {
namespace {

constexpr int kPictureSize = 32;

std::unique_ptr<QMimeData> fileData(const QString& path) {
    auto data = std::make_unique<QMimeData>();
    data->setUrls({QUrl::fromLocalFile(path)});
    return data;
}

} // namespace

DragHandle::DragHandle(const DragTexts& texts, QWidget* parent)
    : QToolButton(parent), m_help(texts.help) {
    setIcon(themedIcon(QStringLiteral("drag")));
    setText(texts.text);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setAccessibleName(texts.accessibleName);
    setFocusPolicy(Qt::TabFocus);
    connect(this, &QToolButton::clicked, this, [this] { want(Wish::copy); });
    setObstacle({});
}

void DragHandle::setObstacle(const QString& reason) {
    setEnabled(reason.isEmpty());
    const QString& shown = reason.isEmpty() ? m_help : reason;
    setToolTip(QStringLiteral("<p>%1</p>").arg(shown.toHtmlEscaped()));
    setAccessibleDescription(reason);
}

void DragHandle::provide(const QString& path) {
    m_path = path;
    fulfil();
}

void DragHandle::forget() {
    m_path.clear();
    m_wish = Wish::none;
}

void DragHandle::mousePressEvent(QMouseEvent* event) {
    m_pressedAt = event->position().toPoint();
    m_wish = Wish::none;
    if (event->button() == Qt::LeftButton && m_path.isEmpty()) {
        Q_EMIT fileWanted(); // while the hand makes up its mind
    }
    QToolButton::mousePressEvent(event);
}

void DragHandle::mouseMoveEvent(QMouseEvent* event) {
    const QPoint moved = event->position().toPoint() - m_pressedAt;
    if (event->buttons().testFlag(Qt::LeftButton) && m_wish != Wish::drag &&
        moved.manhattanLength() >= QApplication::startDragDistance()) {
        want(Wish::drag);
    }
}

void DragHandle::mouseReleaseEvent(QMouseEvent* event) {
    if (m_wish == Wish::drag) {
        m_wish = Wish::none; // let go before the file was there
        setDown(false);
        return;
    }
    QToolButton::mouseReleaseEvent(event);
}

void DragHandle::want(Wish wish) {
    m_wish = wish;
    if (m_path.isEmpty()) {
        Q_EMIT fileWanted();
    } else {
        fulfil();
    }
}

void DragHandle::fulfil() {
    const Wish wish = m_wish;
    m_wish = Wish::none;
    if (wish == Wish::copy) {
        QGuiApplication::clipboard()->setMimeData(fileData(m_path).release());
        Q_EMIT copied();
    } else if (wish == Wish::drag) {
        startDrag();
    }
}

void DragHandle::startDrag() {
    setDown(false);
    auto* drag = new QDrag(this); // Qt deletes it, and the data with it
    drag->setMimeData(fileData(m_path).release());
    drag->setPixmap(icon().pixmap(QSize(kPictureSize, kPictureSize), devicePixelRatioF()));
    drag->exec(Qt::CopyAction);
}

} // namespace tonegraft
