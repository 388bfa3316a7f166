// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/LevelScale.h"

#include "ui/panes/PlotRulers.h"
#include "ui/pictures/SpectrogramLook.h"

#include <QEvent>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <cmath>

namespace tonegraft {
namespace {
constexpr int kStepDb = 5;
const QChar kMinus(0x2212); // as in the ticks beside it

/// Negative numbers with a minus sign; a hyphen can be typed.
class LevelSpinBox : public QSpinBox {
public:
    using QSpinBox::QSpinBox;

    QString textFromValue(int value) const override {
        return QSpinBox::textFromValue(value).replace(QLatin1Char('-'), kMinus);
    }
    int valueFromText(const QString& text) const override {
        return QSpinBox::valueFromText(typed(text));
    }
    QValidator::State validate(QString& text, int& position) const override {
        QString number = typed(text);
        return QSpinBox::validate(number, position);
    }

private:
    static QString typed(QString text) { return text.replace(kMinus, QLatin1Char('-')); }
};

} // namespace

LevelScale::LevelScale(QWidget* parent)
    : QWidget(parent), m_ceiling(makeEnd(tr("Ceiling of the levels in dB"),
                                         tr("Ceiling: this level, in dB, and all above it is "
                                            "brightest. Double-click the scale to let the loudest "
                                            "clip decide."))),
      m_bar(new ColorBar(this)),
      m_floor(makeEnd(tr("Floor of the levels in dB"),
                      tr("Floor: this level, in dB, and all below it is darkest."))) {
    m_ceiling->setRange(static_cast<int>(kLowestCeilingDb), static_cast<int>(kHighestCeilingDb));
    m_floor->setRange(static_cast<int>(kLowestCeilingDb - kLargestRangeDb),
                      static_cast<int>(kHighestCeilingDb - kLeastRangeDb));
    m_bar->setObjectName(QStringLiteral("colorBar"));
    m_bar->installEventFilter(this);
    m_bar->setToolTip(tr("Double-click: the loudest clip decides about the ceiling"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_ceiling);
    layout->addWidget(m_bar, 1);
    layout->addWidget(m_floor);
    connect(m_ceiling, &QSpinBox::valueChanged, this, &LevelScale::ceilingChosen);
    connect(m_floor, &QSpinBox::valueChanged, this, &LevelScale::floorChosen);
}

QSpinBox* LevelScale::makeEnd(const QString& name, const QString& help) {
    auto* end = new LevelSpinBox(this);
    end->setSingleStep(kStepDb);
    end->setButtonSymbols(QAbstractSpinBox::NoButtons);
    end->setAlignment(Qt::AlignRight);
    end->setKeyboardTracking(false);
    end->setAccessibleName(name);
    end->setToolTip(QStringLiteral("<p>%1</p>").arg(help));
    end->setFixedWidth(end->fontMetrics().horizontalAdvance(kMinus + QStringLiteral("100")) + 18);
    return end;
}

void LevelScale::setColorScale(const ColorScale& colors) {
    const QSignalBlocker ceilingBlocker(m_ceiling);
    const QSignalBlocker floorBlocker(m_floor);
    m_bar->setColorScale(colors);
    m_ceiling->setValue(static_cast<int>(std::lround(colors.ceilingDb())));
    m_floor->setValue(static_cast<int>(std::lround(colors.floorDb())));
}

void LevelScale::setEditable(bool editable) {
    m_ceiling->setVisible(editable);
    m_floor->setVisible(editable);
}

bool LevelScale::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_bar && event->type() == QEvent::MouseButtonDblClick) {
        Q_EMIT automaticChosen();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tonegraft
