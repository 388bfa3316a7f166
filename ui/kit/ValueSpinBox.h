// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>

#include <vector>

namespace tonegraft {

/// A field for a number among the keys of a player: it takes only the keys that a number is typed
/// with (Space, L and Home stay the window's), and gives the focus back to the window when the
/// number is entered (Return), given up (Esc) or stepped by the mouse.
class NumberField : public QDoubleSpinBox {
    Q_OBJECT

public:
    using QDoubleSpinBox::QDoubleSpinBox;

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    /// Letters that may be part of a number here.
    virtual QString usableLetters() const { return {}; }

private:
    bool takes(const QKeyEvent& key) const;
    bool isStepper(QPoint position) const;
    void giveFocusBack();
};

/// A spin box that drops trailing zeros, and, where asked for, ends in infinity and climbs a
/// ladder of values (32, 64, 128, ...) while any value can be typed.
class ValueSpinBox : public NumberField {
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

protected:
    QString usableLetters() const override;

private:
    QString bare(const QString& text) const;
    bool m_allowsInfinity = false;
    std::vector<double> m_ladder;
};

} // namespace tonegraft
