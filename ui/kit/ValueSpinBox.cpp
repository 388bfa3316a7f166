// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/ValueSpinBox.h"

#include "ui/kit/Format.h"

#include <QDialog>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStyle>
#include <QStyleOptionSpinBox>

#include <algorithm>

namespace tonegraft {
namespace {

const QString& infinitySign() {
    static const QString sign = QStringLiteral("∞");
    return sign;
}

QStringList infinityWords() {
    return {infinitySign(), QStringLiteral("infinite")};
}

bool isInfinityWord(const QString& text) {
    return text == infinitySign() || text.startsWith(QLatin1String("inf"), Qt::CaseInsensitive);
}

} // namespace

// --- NumberField -----------------------------------------------------------------------------

bool NumberField::takes(const QKeyEvent& key) const {
    if (key.matches(QKeySequence::Undo) || key.matches(QKeySequence::Redo)) {
        return false; // of the whole window, which a typed number is part of
    }
    if ((key.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) != 0) {
        return true; // as before: Ctrl+C and the like
    }
    if (key.key() == Qt::Key_Home || key.key() == Qt::Key_Space) {
        return false;
    }
    const QString typed = key.text();
    return typed.isEmpty() || !typed.front().isLetter() ||
           usableLetters().contains(typed.front(), Qt::CaseInsensitive);
}

bool NumberField::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && !takes(*static_cast<QKeyEvent*>(event))) {
        event->ignore(); // the window's shortcut acts
        return false;
    }
    return QDoubleSpinBox::event(event);
}

void NumberField::keyPressEvent(QKeyEvent* event) {
    const bool entered = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape) {
        lineEdit()->setText(prefix() + textFromValue(value()) + suffix());
    } else if (!takes(*event)) {
        event->ignore();
        return;
    } else {
        QDoubleSpinBox::keyPressEvent(event);
    }
    if (entered || event->key() == Qt::Key_Escape) {
        giveFocusBack();
    }
}

bool NumberField::isStepper(QPoint position) const {
    QStyleOptionSpinBox option;
    initStyleOption(&option);
    const auto hit = style()->hitTestComplexControl(QStyle::CC_SpinBox, &option, position, this);
    return hit == QStyle::SC_SpinBoxUp || hit == QStyle::SC_SpinBoxDown;
}

void NumberField::mouseReleaseEvent(QMouseEvent* event) {
    QDoubleSpinBox::mouseReleaseEvent(event);
    if (isStepper(event->position().toPoint())) {
        giveFocusBack();
    }
}

/// In a dialog the keys move on as everywhere.
void NumberField::giveFocusBack() {
    if (qobject_cast<QDialog*>(window()) == nullptr) {
        window()->setFocus(Qt::OtherFocusReason);
    }
}

// --- ValueSpinBox ----------------------------------------------------------------------------

QString ValueSpinBox::usableLetters() const {
    return m_allowsInfinity ? QStringLiteral("infte") : QString();
}

ValueSpinBox::ValueSpinBox(QWidget* parent) : NumberField(parent) {
    setKeyboardTracking(false); // a half-typed number is not a setting
    setAlignment(Qt::AlignRight);
    setGroupSeparatorShown(false);
}

void ValueSpinBox::allowInfinity() {
    m_allowsInfinity = true;
    setMaximum(maximum() + 1.0);
}

bool ValueSpinBox::isInfinite() const {
    return m_allowsInfinity && value() > maximum() - 0.5;
}

void ValueSpinBox::setInfinite() {
    setValue(maximum());
}

void ValueSpinBox::setLadder(std::vector<double> ladder) {
    m_ladder = std::move(ladder);
}

void ValueSpinBox::stepBy(int steps) {
    if (m_ladder.empty()) {
        QDoubleSpinBox::stepBy(steps);
        return;
    }
    const auto begin = m_ladder.begin();
    for (; steps > 0; --steps) {
        const auto above = std::upper_bound(begin, m_ladder.end(), value());
        setValue(above == m_ladder.end() ? maximum() : *above);
    }
    for (; steps < 0; ++steps) {
        const auto notBelow = std::lower_bound(begin, m_ladder.end(), value());
        setValue(notBelow == begin ? minimum() : *(notBelow - 1));
    }
    selectAll();
}

QString ValueSpinBox::textFromValue(double value) const {
    if (m_allowsInfinity && value > maximum() - 0.5) {
        return infinitySign();
    }
    return numberText(value, decimals());
}

QString ValueSpinBox::bare(const QString& text) const {
    QString number = text;
    if (!suffix().isEmpty() && number.endsWith(suffix())) {
        number.chop(suffix().size());
    }
    // The sign that numberText() writes, typed or left standing, beside the keyboard's own.
    return number.replace(QChar(0x2212), QLatin1Char('-')).trimmed();
}

double ValueSpinBox::valueFromText(const QString& text) const {
    const QString number = bare(text);
    if (m_allowsInfinity && isInfinityWord(number)) {
        return maximum();
    }
    // numberText() groups digits as the locale does, and so may the user.
    return locale().toDouble(number);
}

QValidator::State ValueSpinBox::validate(QString& text, int& position) const {
    const QString number = bare(text);
    if (m_allowsInfinity && !number.isEmpty()) {
        for (const QString& word : infinityWords()) {
            if (word.startsWith(number, Qt::CaseInsensitive)) {
                return isInfinityWord(number) ? QValidator::Acceptable : QValidator::Intermediate;
            }
        }
    }
    bool valid = false;
    const double typed = locale().toDouble(number, &valid);
    if (valid) {
        const double highest = m_allowsInfinity ? maximum() - 1.0 : maximum();
        return typed >= minimum() && typed <= highest ? QValidator::Acceptable
                                                      : QValidator::Intermediate;
    }
    return number.isEmpty() ? QValidator::Intermediate : QDoubleSpinBox::validate(text, position);
}

} // namespace tonegraft
