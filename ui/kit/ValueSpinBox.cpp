// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/ValueSpinBox.h"

#include "ui/kit/Format.h"

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

ValueSpinBox::ValueSpinBox(QWidget* parent) : QDoubleSpinBox(parent) {
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
    return number.trimmed();
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
