// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/FoldedText.h"

#include "ui/kit/Theme.h"

#include <QLabel>
#include <QTextLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace tonegraft {
namespace {

/// The first lines of `text` in `width`, the last of them with dots where more follows.
QString firstLines(const QString& text, const QFont& font, int width) {
    QTextLayout layout(text.section(QLatin1Char('\n'), 0, 0), font);
    const QFontMetrics metrics(font);
    QStringList lines;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid() && lines.size() < FoldedText::kLines;
         line = layout.createLine()) {
        line.setLineWidth(width);
        const bool last = lines.size() + 1 == FoldedText::kLines;
        lines << (last ? metrics.elidedText(layout.text().mid(line.textStart()), Qt::ElideRight,
                                            width)
                       : layout.text().mid(line.textStart(), line.textLength()).trimmed());
    }
    layout.endLayout();
    return lines.join(QLatin1Char('\n'));
}

} // namespace

FoldedText::FoldedText(QWidget* parent)
    : QWidget(parent), m_label(new QLabel(this)), m_more(new QToolButton(this)) {
    m_label->setTextFormat(Qt::PlainText);
    m_label->setMinimumWidth(1);
    makeQuiet(m_label);
    m_more->setCheckable(true);
    m_more->setAutoRaise(true);
    m_more->setToolTip(tr("All that there is to say about this method"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_label);
    layout->addWidget(m_more, 0, Qt::AlignRight);
    connect(m_more, &QToolButton::toggled, this, &FoldedText::refold);
    setText({});
}

void FoldedText::setText(const QString& text) {
    m_text = text;
    m_more->setChecked(false);
    setAccessibleDescription(text);
    refold();
}

QString FoldedText::shownText() const {
    return m_label->text();
}

void FoldedText::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    refold();
}

void FoldedText::refold() {
    const bool unfolded = m_more->isChecked();
    const QString folded = firstLines(m_text, m_label->font(), width());
    m_label->setWordWrap(unfolded);
    m_label->setText(unfolded ? m_text : folded);
    m_more->setText(unfolded ? tr("less") : tr("more…"));
    m_more->setVisible(unfolded || folded != m_text);
}

} // namespace tonegraft
