// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/DropOverlay.h"

#include "ui/kit/FileDrop.h"
#include "ui/kit/FileName.h"

#include <QDropEvent>
#include <QPainter>

#include <algorithm>
#include <limits>

namespace tonegraft {
namespace {

constexpr int kRadius = 6;
constexpr float kVeil = 0.6F;
constexpr float kOther = 0.18F;

int distance(const QRect& rect, QPoint point) {
    const int dx = std::max({rect.left() - point.x(), 0, point.x() - rect.right()});
    const int dy = std::max({rect.top() - point.y(), 0, point.y() - rect.bottom()});
    return dx + dy;
}

QColor withAlpha(QColor color, float alpha) {
    color.setAlphaF(alpha);
    return color;
}

} // namespace

DropOverlay::DropOverlay(QWidget* window, std::array<Target, 2> targets, Target settings)
    : QWidget(window), m_window(window), m_targets(std::move(targets)),
      m_settings(std::move(settings)) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAcceptsFiles(true);
    window->installEventFilter(this);
    hide();
}

void DropOverlay::setAcceptsFiles(bool accepts) {
    m_window->setAcceptDrops(accepts);
    if (!accepts) {
        hide();
    }
}

QRect DropOverlay::placeOf(const QWidget* widget) const {
    // Only what is seen of it: a panel may be scrolled.
    const QRect visible = widget->visibleRegion().boundingRect();
    return {widget->mapTo(m_window, visible.topLeft()), visible.size()};
}

ClipRole DropOverlay::roleAt(QPoint position) const {
    ClipRole nearest = ClipRole::content;
    int least = std::numeric_limits<int>::max();
    for (const ClipRole role : {ClipRole::content, ClipRole::style}) {
        for (const QWidget* place : m_targets[static_cast<std::size_t>(role)].places) {
            const int here = distance(placeOf(place), position);
            if (here < least) {
                least = here;
                nearest = role;
            }
        }
    }
    return nearest;
}

bool DropOverlay::takes(ClipRole role) const {
    return !m_overSettings && (m_files.size() > 1 || role == m_role);
}

bool DropOverlay::forSettings(QPoint position) const {
    const auto isJson = [](const QString& file) {
        return file.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
    };
    const auto isOver = [&](const QWidget* place) { return placeOf(place).contains(position); };
    return m_files.size() == 1 &&
           (isJson(m_files.constFirst()) ||
            std::any_of(m_settings.places.begin(), m_settings.places.end(), isOver));
}

bool DropOverlay::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_window) {
        return false;
    }
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto* drag = static_cast<QDragMoveEvent*>(event);
        // What is dragged out of this window is not meant for it.
        m_files = drag->source() == nullptr ? droppedFiles(drag->mimeData()) : QStringList();
        if (m_files.isEmpty()) {
            return false;
        }
        if (!acceptAsCopy(*drag)) {
            hide();
            return false;
        }
        hover(drag->position().toPoint());
        return true;
    }
    case QEvent::DragLeave:
        hide();
        return true;
    case QEvent::Drop: {
        auto* drop_ = static_cast<QDropEvent*>(event);
        hide();
        if (acceptAsCopy(*drop_)) {
            drop(drop_->position().toPoint());
        }
        return true;
    }
    default:
        return false;
    }
}

void DropOverlay::hover(QPoint position) {
    m_role = roleAt(position);
    m_overSettings = forSettings(position);
    setGeometry(m_window->rect());
    show();
    raise();
    update();
}

void DropOverlay::drop(QPoint position) {
    const QStringList files = m_files;
    if (files.size() > 1) {
        Q_EMIT dropped(ClipRole::content, files.at(0));
        Q_EMIT dropped(ClipRole::style, files.at(1));
        if (files.size() > 2) {
            Q_EMIT leftOut(files.mid(2));
        }
    } else if (forSettings(position)) {
        Q_EMIT settingsDropped(files.constFirst());
    } else if (!files.isEmpty()) {
        Q_EMIT dropped(roleAt(position), files.at(0));
    }
}

QString DropOverlay::hintOf(ClipRole role, const QRect& place) const {
    const auto index = static_cast<std::size_t>(role);
    const QString& title = m_targets[index].title;
    if (!takes(role)) {
        return title;
    }
    const QString file =
        shownName(m_files.size() > 1 ? m_files.at(static_cast<int>(index)) : m_files.at(0));
    return title + QLatin1Char('\n') +
           fontMetrics().elidedText(file.section(QLatin1Char('/'), -1), Qt::ElideMiddle,
                                    place.width() - 2 * kRadius);
}

void DropOverlay::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), withAlpha(palette().color(QPalette::Window), kVeil));
    for (const ClipRole role : {ClipRole::content, ClipRole::style}) {
        for (const QWidget* widget : m_targets[static_cast<std::size_t>(role)].places) {
            if (const QRect place = placeOf(widget); !place.isEmpty()) {
                paintPlace(painter, place, takes(role), hintOf(role, place));
            }
        }
    }
    QRect settings;
    for (const QWidget* widget : m_settings.places) {
        settings |= placeOf(widget);
    }
    if (!settings.isEmpty()) {
        paintPlace(painter, settings, m_overSettings, m_settings.title);
    }
}

void DropOverlay::paintPlace(QPainter& painter, const QRect& place, bool taking,
                             const QString& hint) const {
    const QColor accent = palette().color(QPalette::Highlight);
    const QRectF frame = QRectF(place).adjusted(1, 1, -1, -1);
    painter.setPen(Qt::NoPen); // what is below must not mix with the hint
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(frame, kRadius, kRadius);
    painter.setPen(QPen(accent, 2, taking ? Qt::SolidLine : Qt::DashLine));
    painter.setBrush(taking ? accent : withAlpha(accent, kOther));
    painter.drawRoundedRect(frame, kRadius, kRadius);
    painter.setPen(palette().color(taking ? QPalette::HighlightedText : QPalette::Text));
    painter.drawText(place, Qt::AlignCenter | Qt::TextWordWrap, hint);
}

} // namespace tonegraft
