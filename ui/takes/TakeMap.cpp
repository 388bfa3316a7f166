// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/takes/TakeMap.h"

#include "ui/kit/Theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kRadius = 6.0;
constexpr double kReach = 16.0; // that a hand may miss a point by
constexpr double kMargin = 46.0;

QString percent(double share) {
    const QString number = QString::number(std::lround(100.0 * share));
    return TakeMap::tr("%1 %").arg(QString(number).replace(QLatin1Char('-'), QChar(0x2212)));
}

double distance(QPointF one, QPointF other) {
    return std::hypot(one.x() - other.x(), one.y() - other.y());
}

} // namespace

TakeMap::TakeMap(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Map of takes"));
}

void TakeMap::setTakes(const std::vector<ShownTake>& takes) {
    m_takes.clear();
    std::copy_if(takes.begin(), takes.end(), std::back_inserter(m_takes),
                 [](const ShownTake& take) { return take.onMap(); });
    fitRanges();
    update();
}

/// To whole steps of a grid around all values, so coarse that its numbers do not touch.
TakeMap::Range TakeMap::rangeOf(const std::vector<double>& values) {
    constexpr double kMostSteps = 8.0;
    Range range;
    if (values.empty()) {
        return range;
    }
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    for (const double step : {0.05, 0.1, 0.25, 0.5, 1.0}) {
        const double low = std::floor(*least / step);
        const double high = std::max(std::ceil(*most / step), low + 2.0);
        range = {low * step, high * step, step};
        if (high - low <= kMostSteps) {
            break;
        }
    }
    return range;
}

void TakeMap::fitRanges() {
    std::vector<double> reached;
    std::vector<double> kept;
    for (const ShownTake& take : m_takes) {
        reached.push_back(take.reached);
        kept.push_back(take.kept);
    }
    m_reached = rangeOf(reached);
    m_kept = rangeOf(kept);
}

void TakeMap::setCurrent(quint64 id) {
    m_current = id;
    const ShownTake* take = takeOf(id);
    setAccessibleDescription(
        take == nullptr ? QString()
                        : tr("%1: timbre reached %2, content kept %3")
                              .arg(take->name, percent(take->reached), percent(take->kept)));
    update();
}

const ShownTake* TakeMap::takeOf(quint64 id) const {
    const auto found = std::find_if(m_takes.begin(), m_takes.end(),
                                    [id](const ShownTake& take) { return take.id == id; });
    return found == m_takes.end() ? nullptr : &*found;
}

std::optional<QPointF> TakeMap::placeOf(quint64 id) const {
    const ShownTake* take = takeOf(id);
    return take == nullptr ? std::nullopt : std::optional(placeOf(*take));
}

QRectF TakeMap::plot() const {
    return QRectF(rect()).adjusted(kMargin, kRadius * 2, -kRadius * 3, -kMargin);
}

QPointF TakeMap::placeOf(const ShownTake& take) const {
    const QRectF area = plot();
    const double x = (take.reached - m_reached.low) / (m_reached.high - m_reached.low);
    const double y = (take.kept - m_kept.low) / (m_kept.high - m_kept.low);
    return {area.left() + x * area.width(), area.bottom() - y * area.height()};
}

/// The nearest within reach.
const ShownTake* TakeMap::takeAt(QPointF place) const {
    const ShownTake* nearest = nullptr;
    for (const ShownTake& take : m_takes) {
        const double away = distance(placeOf(take), place);
        if (away <= kReach && (nearest == nullptr || away < distance(placeOf(*nearest), place))) {
            nearest = &take;
        }
    }
    return nearest;
}

/// The nearest in this direction; what lies aside counts as twice as far.
const ShownTake* TakeMap::neighbor(Qt::Key direction) const {
    const ShownTake* from = takeOf(m_current);
    if (from == nullptr) {
        return m_takes.empty() ? nullptr : &m_takes.front();
    }
    const ShownTake* nearest = nullptr;
    double least = 0.0;
    for (const ShownTake& take : m_takes) {
        const QPointF way = placeOf(take) - placeOf(*from);
        const bool sideways = direction == Qt::Key_Left || direction == Qt::Key_Right;
        const bool back = direction == Qt::Key_Left || direction == Qt::Key_Up;
        const double along = (sideways ? way.x() : way.y()) * (back ? -1.0 : 1.0);
        const double aside = std::abs(sideways ? way.y() : way.x());
        const double away = along + 2.0 * aside;
        if (along > 0.0 && (nearest == nullptr || away < least)) {
            nearest = &take;
            least = away;
        }
    }
    return nearest;
}

void TakeMap::touch(const ShownTake* take) {
    if (take == nullptr || take->id == m_current) {
        return;
    }
    setCurrent(take->id);
    Q_EMIT touched(m_current);
}

void TakeMap::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        touch(takeAt(event->position()));
    }
}

void TakeMap::mouseMoveEvent(QMouseEvent* event) {
    const ShownTake* take = takeAt(event->position());
    if (event->buttons() & Qt::LeftButton) {
        touch(take);
    }
    const quint64 under = take == nullptr ? 0 : take->id;
    if (under != m_under) {
        m_under = under;
        setCursor(under == 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
        update();
    }
}

void TakeMap::leaveEvent(QEvent*) {
    m_under = 0;
    update();
}

void TakeMap::keyPressEvent(QKeyEvent* event) {
    const auto key = static_cast<Qt::Key>(event->key());
    if (key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down) {
        touch(neighbor(key));
    } else {
        QWidget::keyPressEvent(event);
    }
}

void TakeMap::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    drawAxes(painter);
    if (m_takes.empty()) {
        painter.setPen(quietTextColor(palette()));
        painter.drawText(plot(), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("Takes stand here when they are measured"));
    }
    drawTakes(painter);
}

void TakeMap::drawAxes(QPainter& painter) const {
    const QRectF area = plot();
    const QFontMetricsF metrics(font());
    ShownTake at;
    for (double share = m_reached.low; share <= m_reached.high + m_reached.step / 2;
         share += m_reached.step) {
        at.reached = share;
        at.kept = m_kept.low;
        const double x = placeOf(at).x();
        painter.setPen(borderColor(palette()));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        painter.setPen(quietTextColor(palette()));
        painter.drawText(QRectF(x - kMargin, area.bottom() + 2, 2 * kMargin, metrics.height()),
                         Qt::AlignHCenter, percent(share));
    }
    for (double share = m_kept.low; share <= m_kept.high + m_kept.step / 2; share += m_kept.step) {
        at.reached = m_reached.low;
        at.kept = share;
        const double y = placeOf(at).y();
        painter.setPen(borderColor(palette()));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(quietTextColor(palette()));
        painter.drawText(QRectF(0, y - metrics.height() / 2, kMargin - 4, metrics.height()),
                         Qt::AlignRight, percent(share));
    }
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(
        QRectF(area.left(), height() - metrics.height() - 4, area.width(), metrics.height()),
        Qt::AlignRight, tr("Timbre reached →"));
    painter.drawText(QRectF(area.left() + 6, area.top() + 2, area.width(), metrics.height()),
                     Qt::AlignLeft, tr("↑ Content kept"));
}

void TakeMap::drawTakes(QPainter& painter) const {
    for (const ShownTake& take : m_takes) {
        const bool chosen = take.id == m_current;
        painter.setPen(QPen(palette().color(QPalette::Base), 1.0));
        painter.setBrush(chosen ? palette().color(QPalette::Highlight) : quietTextColor(palette()));
        painter.drawEllipse(placeOf(take), chosen ? kRadius + 2 : kRadius,
                            chosen ? kRadius + 2 : kRadius);
        if (take.starred) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(palette().color(QPalette::Text), 1.4));
            painter.drawEllipse(placeOf(take), kRadius + 4, kRadius + 4);
        }
    }
    // The name stands on all points.
    for (const quint64 id : {m_current, m_under}) {
        const ShownTake* take = takeOf(id);
        if (take == nullptr) {
            continue;
        }
        const QFontMetricsF metrics(font());
        const QPointF place = placeOf(*take);
        const double width = metrics.horizontalAdvance(take->name) + 10;
        const double left =
            std::clamp(place.x() - width / 2, 0.0, std::max(0.0, this->width() - width));
        const bool below = place.y() < kRadius * 4 + metrics.height();
        const QRectF label(left, below ? place.y() + 12 : place.y() - 14 - metrics.height(), width,
                           metrics.height() + 2);
        painter.fillRect(label, palette().color(QPalette::ToolTipBase));
        painter.setPen(palette().color(QPalette::ToolTipText));
        painter.drawText(label, Qt::AlignCenter, take->name);
    }
}

QSize TakeMap::sizeHint() const {
    return {520, 420};
}

QSize TakeMap::minimumSizeHint() const {
    return {260, 220};
}

TakeMapDialog::TakeMapDialog(QWidget* parent) : QDialog(parent), m_map(new TakeMap(this)) {
    setWindowTitle(tr("Map of takes"));
    auto* help =
        new QLabel(tr("Touch a point to hear its take, or go from one to the next with the "
                      "arrow keys. Content kept is the mean of melody, rhythm and dynamics "
                      "kept."),
                   this);
    help->setWordWrap(true);
    makeQuiet(help);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_map, 1);
    layout->addWidget(help);
}

} // namespace tonegraft
