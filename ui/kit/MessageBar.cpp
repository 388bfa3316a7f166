// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/MessageBar.h"

#include "ui/kit/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace tonegraft {
namespace {
constexpr int kIconSize = 20;

QString iconNameOf(Severity severity) {
    switch (severity) {
    case Severity::warning:
        return QStringLiteral("warning");
    case Severity::error:
        return QStringLiteral("error");
    case Severity::information:
        break;
    }
    return QStringLiteral("information");
}
} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QWidget(parent), m_icon(new QLabel(this)), m_text(new QLabel(this)) {
    setAccessibleName(tr("Message"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText); // file names may look like markup
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto* close = new QToolButton(this);
    close->setObjectName(QStringLiteral("closeMessage"));
    close->setIcon(themedIcon(QStringLiteral("close")));
    close->setAutoRaise(true);
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(tr("Close message"));
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 8, 8, 8);
    layout->setSpacing(10);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(close);
    hide();
}

void MessageBar::showMessage(Severity severity, const QString& text) {
    m_severity = severity;
    m_text->setText(text);
    setAccessibleDescription(text);
    refreshIcon();
    setVisible(!text.isEmpty());
    update();
}

QString MessageBar::text() const {
    return m_text->text();
}

QColor MessageBar::accent() const {
    return severityColor(m_severity, palette());
}

void MessageBar::refreshIcon() {
    const QIcon icon = coloredIcon(iconNameOf(m_severity), accent());
    m_icon->setPixmap(icon.pixmap(QSize(kIconSize, kIconSize), devicePixelRatioF()));
}

void MessageBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    QColor tint = accent();
    tint.setAlphaF(0.12F);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(rect(), tint);
    painter.fillRect(QRect(0, 0, 4, height()), accent());
    painter.fillRect(QRect(0, height() - 1, width(), 1), borderColor(palette()));
}

void MessageBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        refreshIcon();
    }
    QWidget::changeEvent(event);
}

void MessageBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        hide();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace tonegraft
