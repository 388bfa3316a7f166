// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Methods.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QGridLayout;
class QLabel;
class QSlider;
class QToolButton;

namespace tonegraft {

class ValueSpinBox;

/// One control as its ParameterInfo describes it: label, editor with unit, slider where that
/// helps, reset, tooltip that says what one hears. Values are those of the ParameterInfo:
/// fractions stay fractions (shown in percent), a choice is its index, infinity is 0.
class ParameterControl : public QWidget {
    Q_OBJECT

public:
    explicit ParameterControl(const ParameterInfo& info, QWidget* parent = nullptr);

    const ParameterInfo& info() const { return m_info; }
    double value() const { return m_value; }
    /// No signal.
    void setValue(double value);
    bool isAtDefault() const;

    /// False: it would change nothing now; `reason` says why in the tooltip.
    void setEffective(bool effective, const QString& reason = {});
    /// True while a run goes on that this control cannot steer.
    void setLocked(bool locked);

    QWidget* editor() const;                     ///< spin box or combo box
    QSlider* slider() const { return m_slider; } ///< null where there is none
    QToolButton* resetButton() const { return m_reset; }

Q_SIGNALS:
    /// By hand, also by reset.
    void moved(double value);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildChoice();
    void buildNumber();
    void buildSlider();
    int longestChoice() const; ///< in pixels
    void layOut();
    void nameParts();
    void moveTo(double value);
    void showValue();
    void updateState();
    bool isWeight() const;
    double valueAtSlider(int position) const;
    int sliderPositionOf(double value) const;
    double readSpinBox() const;

    ParameterInfo m_info;
    double m_value = 0.0;
    bool m_effective = true;
    bool m_locked = false;
    QString m_reason;
    std::vector<double> m_ladder; ///< of slider and arrows; 0 at the end is infinity

    QLabel* m_label;
    QComboBox* m_choice = nullptr;
    ValueSpinBox* m_spinBox = nullptr;
    QSlider* m_slider = nullptr;
    QToolButton* m_reset;
};

} // namespace tonegraft
