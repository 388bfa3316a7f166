// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/OfferBar.h"

#include "ui/kit/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace tonegraft {

OfferBar::OfferBar(QWidget* parent)
    : QWidget(parent), m_text(new QLabel(this)), m_accept(new QPushButton(this)),
      m_decline(new QPushButton(this)) {
    setAccessibleName(tr("Offer"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 6, 10, 6);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    for (QPushButton* button : {m_accept, m_decline}) {
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
    }
    connect(m_accept, &QPushButton::clicked, this, [this] { answer(m_offer.accepted); });
    connect(m_decline, &QPushButton::clicked, this, [this] { answer(m_offer.declined); });
    hide();
}

void OfferBar::show(const Offer& offer) {
    m_offer = offer;
    m_text->setText(offer.text);
    m_accept->setText(offer.accept);
    m_decline->setText(offer.decline);
    setAccessibleDescription(offer.text);
    setVisible(true);
}

void OfferBar::withdraw() {
    m_offer = {};
    hide();
}

QString OfferBar::text() const {
    return isVisibleTo(parentWidget()) ? m_text->text() : QString();
}

void OfferBar::answer(const std::function<void()>& answered) {
    const std::function<void()> call = answered; // it may offer something else
    withdraw();
    if (call) {
        call();
    }
}

void OfferBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    QColor tint = palette().color(QPalette::Highlight);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(QRect(0, 0, 4, height()), tint);
    tint.setAlphaF(0.08F);
    painter.fillRect(rect(), tint);
    painter.fillRect(QRect(0, height() - 1, width(), 1), borderColor(palette()));
}

} // namespace tonegraft
