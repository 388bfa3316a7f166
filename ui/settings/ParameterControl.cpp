// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/ParameterControl.h"

#include "ui/kit/Theme.h"
#include "ui/kit/Translated.h"
#include "ui/kit/ValueSpinBox.h"
#include "ui/settings/ParameterText.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kPercent = 100.0;
constexpr int kSliderSteps = 200;
constexpr double kWidestSlider = 1e7;  // wider ranges (a seed) are typed
constexpr double kSliderReach = 20.0;  // times the default; what is beyond it is typed
constexpr double kWeightReach = 100.0; // the same, of weights that may be 0
constexpr double kLogarithmicRatio = 100.0;
constexpr double kSameValue = 1e-9;

std::vector<double> powersOfTwo(double low, double high) {
    std::vector<double> values;
    for (double value = 32.0; value <= std::min(high, 8192.0); value *= 2.0) {
        if (value >= low) {
            values.push_back(value);
        }
    }
    return values;
}

} // namespace

ParameterControl::ParameterControl(const ParameterInfo& info, QWidget* parent)
    : QWidget(parent), m_info(info), m_value(info.defaultValue), m_label(new QLabel(this)),
      m_reset(new QToolButton(this)) {
    if (m_info.choices.empty()) {
        buildNumber();
        buildSlider();
    } else {
        buildChoice();
    }
    m_reset->setIcon(themedIcon(QStringLiteral("reset")));
    m_reset->setAutoRaise(true);
    connect(m_reset, &QToolButton::clicked, this, [this] { moveTo(m_info.defaultValue); });
    layOut();
    nameParts();
    showValue();
    updateState();
}

// A number without bounds to speak of, that may also be 0.
bool ParameterControl::isWeight() const {
    return !m_info.integer && m_info.minimum == 0.0 && m_info.defaultValue > 0.0 &&
           m_info.maximum >= kLogarithmicRatio * m_info.defaultValue;
}

void ParameterControl::buildChoice() {
    m_choice = new QComboBox(this);
    for (const std::string& choice : m_info.choices) {
        m_choice->addItem(choiceText(choice));
    }
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(8);
    m_choice->installEventFilter(this);
    m_choice->setFocusPolicy(Qt::StrongFocus);
    connect(m_choice, &QComboBox::activated, this, [this](int index) { moveTo(index); });
}

void ParameterControl::buildNumber() {
    const double scale = isPercent(m_info) ? kPercent : 1.0;
    m_spinBox = new ValueSpinBox(this);
    m_spinBox->setDecimals(shownDecimals(m_info));
    m_spinBox->setRange(m_info.minimum * scale, m_info.maximum * scale);
    m_spinBox->setSingleStep(isPercent(m_info) ? 5.0 : isWeight() ? m_info.defaultValue : 1.0);
    if (m_info.id == "filters") {
        m_ladder = powersOfTwo(m_info.minimum, m_info.maximum);
        m_spinBox->setLadder(m_ladder);
    }
    if (m_info.allowsInfinity) {
        m_spinBox->allowInfinity();
        m_ladder.push_back(0.0);
    }
    const QString unit = isPercent(m_info) ? QStringLiteral("%") : translated(m_info.unit);
    m_spinBox->setSuffix(unit.isEmpty() ? QString() : QStringLiteral(" ") + unit);
    m_spinBox->setFocusPolicy(Qt::StrongFocus);
    m_spinBox->installEventFilter(this);
    connect(m_spinBox, &QDoubleSpinBox::valueChanged, this, [this] { moveTo(readSpinBox()); });
}

void ParameterControl::buildSlider() {
    if (m_info.maximum - m_info.minimum > kWidestSlider && m_ladder.empty()) {
        return;
    }
    m_slider = new QSlider(Qt::Horizontal, this);
    const double values = m_info.maximum - m_info.minimum;
    const int last = !m_ladder.empty() ? static_cast<int>(m_ladder.size()) - 1
                     : m_info.integer && values <= kSliderSteps ? static_cast<int>(values)
                     : isPercent(m_info)                        ? static_cast<int>(kPercent)
                                                                : kSliderSteps;
    m_slider->setRange(0, last);
    m_slider->setPageStep(std::max(1, last / 10));
    m_slider->setFocusPolicy(Qt::StrongFocus);
    m_slider->installEventFilter(this);
    connect(m_slider, &QSlider::valueChanged, this,
            [this](int position) { moveTo(valueAtSlider(position)); });
}

int ParameterControl::longestChoice() const {
    constexpr int kArrowWidth = 32;
    int width = 0;
    for (int i = 0; i < m_choice->count(); ++i) {
        width = std::max(width, fontMetrics().horizontalAdvance(m_choice->itemText(i)));
    }
    return width + kArrowWidth;
}

void ParameterControl::layOut() {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(4);
    grid->setVerticalSpacing(1);
    m_label->setBuddy(editor());
    editor()->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("0")) * 17);
    grid->setColumnStretch(0, 1);
    grid->addWidget(m_label, 0, 0);
    if (m_choice != nullptr && longestChoice() > editor()->minimumWidth()) {
        grid->addWidget(m_choice, 1, 0, 1, 2);
        grid->addWidget(m_reset, 1, 2);
        return;
    }
    grid->addWidget(editor(), 0, 1);
    grid->addWidget(m_reset, 0, 2);
    if (m_slider != nullptr) {
        grid->addWidget(m_slider, 1, 0, 1, 2);
    }
}

void ParameterControl::nameParts() {
    const QString name = translated(m_info.label);
    m_label->setText(name);
    editor()->setAccessibleName(name);
    m_reset->setAccessibleName(tr("Reset %1").arg(name));
    m_reset->setToolTip(
        tr("Back to the default: %1").arg(parameterValueText(m_info, m_info.defaultValue)));
    if (m_slider != nullptr) {
        m_slider->setAccessibleName(tr("%1 slider").arg(name));
    }
}

QWidget* ParameterControl::editor() const {
    return m_choice != nullptr ? static_cast<QWidget*>(m_choice) : m_spinBox;
}

void ParameterControl::setValue(double value) {
    m_value = value;
    showValue();
    updateState();
}

bool ParameterControl::isAtDefault() const {
    return std::abs(m_value - m_info.defaultValue) <= kSameValue * (1.0 + std::abs(m_value));
}

void ParameterControl::setEffective(bool effective, const QString& reason) {
    m_effective = effective;
    m_reason = effective ? QString() : reason;
    updateState();
}

void ParameterControl::setLocked(bool locked) {
    m_locked = locked;
    updateState();
}

void ParameterControl::moveTo(double value) {
    if (value == m_value) {
        return;
    }
    setValue(value);
    Q_EMIT moved(m_value);
}

void ParameterControl::showValue() {
    if (m_choice != nullptr) {
        m_choice->setCurrentIndex(static_cast<int>(std::lround(m_value)));
        return;
    }
    const QSignalBlocker spinBoxBlocker(m_spinBox);
    if (m_info.allowsInfinity && m_value == 0.0) {
        m_spinBox->setInfinite();
    } else {
        m_spinBox->setValue(m_value * (isPercent(m_info) ? kPercent : 1.0));
    }
    if (m_slider != nullptr) {
        const QSignalBlocker sliderBlocker(m_slider);
        m_slider->setValue(sliderPositionOf(m_value));
    }
}

double ParameterControl::readSpinBox() const {
    if (m_spinBox->isInfinite()) {
        return 0.0;
    }
    return m_spinBox->value() / (isPercent(m_info) ? kPercent : 1.0);
}

double ParameterControl::valueAtSlider(int position) const {
    if (!m_ladder.empty()) {
        return m_ladder[static_cast<std::size_t>(position)];
    }
    const double along = static_cast<double>(position) / std::max(m_slider->maximum(), 1);
    const double low = m_info.minimum;
    const double usual = m_info.defaultValue;
    if (isWeight()) {
        // 0 at the left end, then by factors: as far below the default as above it.
        const double high = std::min(m_info.maximum, kWeightReach * usual);
        const double above = (position - 1.0) / std::max(m_slider->maximum() - 1, 1);
        return position == 0 ? 0.0 : usual * usual / high * std::pow(high / usual, 2.0 * above);
    }
    if (low > 0.0 && m_info.maximum / low >= kLogarithmicRatio) {
        const double high = std::min(m_info.maximum, kSliderReach * usual);
        const double value = low * std::pow(high / low, along);
        return m_info.integer ? std::round(value) : value;
    }
    const double value = low + along * (m_info.maximum - low);
    return m_info.integer ? std::round(value) : value;
}

int ParameterControl::sliderPositionOf(double value) const {
    // The mapping rises, so the nearest position is found by looking at all of them.
    int nearest = 0;
    double leastDistance = std::numeric_limits<double>::infinity();
    const bool infinite = m_info.allowsInfinity && value == 0.0;
    for (int position = 0; position <= m_slider->maximum(); ++position) {
        const double here = valueAtSlider(position);
        const bool end = !m_ladder.empty() && here == 0.0;
        const double distance =
            end || infinite ? (end && infinite ? 0.0 : 1e300) : std::abs(here - value);
        if (distance < leastDistance) {
            leastDistance = distance;
            nearest = position;
        }
    }
    return nearest;
}

void ParameterControl::updateState() {
    const bool usable = m_effective && !m_locked;
    editor()->setEnabled(usable);
    m_label->setEnabled(m_effective);
    if (m_slider != nullptr) {
        m_slider->setEnabled(usable);
    }
    m_reset->setEnabled(usable && !isAtDefault());
    QString help = QStringLiteral("<p>%1</p>").arg(translated(m_info.hears).toHtmlEscaped());
    for (const QString& extra : {translated(m_info.note), m_reason}) {
        if (!extra.isEmpty()) {
            help += QStringLiteral("<p><i>%1</i></p>").arg(extra.toHtmlEscaped());
        }
    }
    setToolTip(help); // children without a tooltip of their own show it
    editor()->setToolTip(help);
    m_label->setToolTip(help);
    editor()->setAccessibleDescription(translated(m_info.hears));
}

bool ParameterControl::eventFilter(QObject* watched, QEvent* event) {
    // The wheel scrolls the panel; only a control that was chosen before takes it.
    auto* widget = qobject_cast<QWidget*>(watched);
    if (event->type() == QEvent::Wheel && widget != nullptr && !widget->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tonegraft
