// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>

#include <vector>

namespace tonegraft {

/// A spin box that drops trailing zeros, and, where asked for, ends in infinity and climbs a
/// ladder of values (32, 64, 128, ...) while any value can be typed.
class ValueSpinBox : public QDoubleSpinBox {
    Q_OBJECT

public:
    explicit ValueSpinBox(QWidget* parent = nullptr);

    /// Adds infinity above the maximum; typed as "inf" or "∞". Call after setRange().
    void allowInfinity();
    /// Whether infinity is shown; value() is then above the finite maximum.
    bool isInfinite() const;
    void setInfinite();
    /// Rising; what the arrows and the wheel step through.
    void setLadder(std::vector<double> ladder);

    void stepBy(int steps) override;
    QString textFromValue(double value) const override;
    double valueFromText(const QString& text) const override;
    QValidator::State validate(QString& text, int& position) const override;

private:
    QString bare(const QString& text) const;
    bool m_allowsInfinity = false;
    std::vector<double> m_ladder;
};

} // namespace tonegraft
