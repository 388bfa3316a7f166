// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/TransportBar.h"

#include "ui/clips/LevelMeter.h"
#include "ui/kit/ElidedLabel.h"
#include "ui/kit/Format.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Theme.h"
#include "ui/window/MainActions.h"

#include <QAction>
#include <QActionGroup>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QMenu>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tonegraft {
namespace {

constexpr int kIconSize = 18;
constexpr int kVolumeWidth = 110;
constexpr int kLeastVolumeWidth = 60;
constexpr int kLeastMeterWidth = 60;
constexpr int kMeterWidth = 150;
constexpr int kVolumeStep = 5;
constexpr int kReasonStretch = 20; // it takes what is free
constexpr int kLoudest = 100;

/// What is heard stands out as its pane does.
const char* const kHeardStyle =
    "QToolButton { border: none; border-radius: 4px; padding: 3px 7px; }"
    "QToolButton:hover { background: palette(mid); }"
    "QToolButton:checked { background: palette(highlight); color: white; }"
    "QToolButton:checked:disabled { background: palette(mid); color: palette(window); }"
    "QToolButton:focus { border: 2px solid palette(window-text); padding: 1px 5px; }";

QFrame* separator(QWidget* parent) {
    auto* line = new QFrame(parent);
    line->setFrameShape(QFrame::VLine);
    line->setFrameShadow(QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    return line;
}

} // namespace

double volumeGain(int percent) {
    return std::pow(std::clamp(percent, 0, kLoudest) / static_cast<double>(kLoudest), 3.0);
}

TransportBar::TransportBar(const MainActions& actions, QWidget* parent)
    : QWidget(parent), m_row(new QHBoxLayout(this)), m_time(new QLabel(this)),
      m_reason(new ElidedLabel(this)), m_device(new QToolButton(this)),
      m_devices(new QMenu(m_device)), m_deviceGroup(new QActionGroup(this)),
      m_meter(new LevelMeter(this)), m_volume(new QSlider(Qt::Horizontal, this)) {
    setAccessibleName(tr("Listening"));
    m_row->setContentsMargins(10, 3, 10, 4);
    m_row->setSpacing(4);
    m_clearByPicture.push_back(addButton(actions.play));
    m_row->addWidget(separator(this));
    for (QAction* source : actions.sources) {
        m_sources.push_back(addButton(source));
        m_sources.back()->setStyleSheet(QString::fromLatin1(kHeardStyle));
    }
    m_row->addWidget(separator(this));
    m_clearByPicture.push_back(addButton(actions.loop));
    m_clearByPicture.push_back(addButton(actions.levelMatch));
    m_row->addSpacing(8);
    m_time->setAccessibleName(tr("Playhead"));
    m_time->setMinimumWidth(fontMetrics().horizontalAdvance(tr("00:00.0 of 00:00.0")));
    m_row->addWidget(m_time);
    m_reason->setForegroundRole(QPalette::PlaceholderText);
    m_reason->setAccessibleName(tr("Why there is no sound"));
    m_reason->hide();
    m_row->addWidget(m_reason, kReasonStretch);
    m_row->addStretch(1);
    addVolume();
    setDevices({});
    showTime();
}

QToolButton* TransportBar::addButton(QAction* action) {
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIconSize({kIconSize, kIconSize});
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    m_row->addWidget(button);
    return button;
}

/// What the texts take that a narrow window does without.
int TransportBar::textWidth() const {
    int width = 0;
    for (const QToolButton* button : m_clearByPicture) {
        width += button->fontMetrics().horizontalAdvance(button->text());
    }
    return width;
}

QSize TransportBar::minimumSizeHint() const {
    const bool texts = m_clearByPicture.front()->toolButtonStyle() != Qt::ToolButtonIconOnly;
    return m_row->minimumSize() - QSize(texts ? textWidth() : 0, 0);
}

/// A style sheet keeps the colors of the palette that it was read with.
void TransportBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        for (QToolButton* button : m_sources) {
            button->setStyleSheet({});
            button->setStyleSheet(QString::fromLatin1(kHeardStyle));
        }
    }
    QWidget::changeEvent(event);
}

void TransportBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    constexpr int kSpare = 24; // what a button's margins need beside its text
    const bool texts = width() >= minimumSizeHint().width() + textWidth() + kSpare;
    for (QToolButton* button : m_clearByPicture) {
        button->setToolButtonStyle(texts ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    }
}

void TransportBar::showLevel(double peak, double rms, double seconds) {
    // The mixer holds the sound within full scale: what reaches it has been cut there.
    m_meter->setLevel(peak, rms, peak >= 1.0, seconds);
}

void TransportBar::addVolume() {
    m_meter->setAccessibleName(tr("Level of what is heard"));
    m_meter->setCompact(true);
    m_meter->setMinimumWidth(kLeastMeterWidth);
    m_meter->setMaximumWidth(kMeterWidth);
    m_row->addWidget(m_meter);
    m_device->setIcon(themedIcon(QStringLiteral("speaker")));
    m_device->setIconSize({kIconSize, kIconSize});
    m_device->setAutoRaise(true);
    m_device->setFocusPolicy(Qt::TabFocus);
    m_device->setPopupMode(QToolButton::InstantPopup);
    m_device->setMenu(m_devices);
    m_device->setAccessibleName(tr("Sound device"));
    m_row->addWidget(m_device);
    m_volume->setRange(0, kLoudest);
    m_volume->setSingleStep(kVolumeStep);
    m_volume->setPageStep(2 * kVolumeStep);
    m_volume->setValue(kLoudest);
    m_volume->setMinimumWidth(kLeastVolumeWidth);
    m_volume->setMaximumWidth(kVolumeWidth);
    m_volume->setAccessibleName(tr("Volume"));
    m_row->addWidget(m_volume);
    connect(m_volume, &QSlider::valueChanged, this, [this](int percent) {
        showVolume();
        Q_EMIT volumeChanged(percent);
    });
    addStep(tr("Louder"), tr("Ctrl+Up"), kVolumeStep);
    addStep(tr("Softer"), tr("Ctrl+Down"), -kVolumeStep);
    showVolume();
}

void TransportBar::addStep(const QString& text, const QString& shortcut, int percent) {
    auto* action = new QAction(text, this);
    action->setShortcut(QKeySequence(shortcut));
    connect(action, &QAction::triggered, this,
            [this, percent] { m_volume->setValue(m_volume->value() + percent); });
    addAction(action);
}

void TransportBar::setSoundReason(const QString& reason) {
    m_reason->setFullText(reason);
    m_reason->setVisible(!reason.isEmpty());
    m_time->setVisible(reason.isEmpty());
    m_meter->setVisible(reason.isEmpty());
}

void TransportBar::setPosition(double seconds) {
    m_seconds = seconds;
    showTime();
}

void TransportBar::setDuration(double seconds) {
    m_duration = seconds;
    showTime();
}

void TransportBar::setVolume(int percent) {
    const QSignalBlocker quiet(m_volume);
    m_volume->setValue(percent);
    showVolume();
}

int TransportBar::volume() const {
    return m_volume->value();
}

void TransportBar::setDevices(const DeviceChoices& choices) {
    m_choices = choices;
    for (QAction* action : m_deviceGroup->actions()) {
        delete action;
    }
    m_devices->clear();
    const auto nameOf = [&choices](const QString& id) {
        for (const DeviceChoice& device : choices.devices) {
            if (device.id == id) {
                return device.name;
            }
        }
        return QString();
    };
    const QString used = nameOf(choices.usedId);
    addDevice(choices.chosenId.isEmpty() && !used.isEmpty()
                  ? tr("The desktop's default (%1)").arg(used)
                  : tr("The desktop's default"),
              {});
    m_devices->addSeparator();
    for (const DeviceChoice& device : choices.devices) {
        addDevice(device.name, device.id);
    }
    if (!choices.chosenId.isEmpty() && nameOf(choices.chosenId).isEmpty()) {
        addDevice(tr("The chosen device (not connected)"), choices.chosenId);
    }
    const QString state = used.isEmpty() ? tr("No sound device") : tr("Playing on %1").arg(used);
    m_device->setToolTip(plainToolTip(state));
    m_device->setAccessibleDescription(state);
}

void TransportBar::addDevice(const QString& name, const QString& id) {
    QString text = name;
    QAction* action = m_devices->addAction(text.replace(QLatin1Char('&'), QLatin1String("&&")));
    action->setCheckable(true);
    action->setChecked(id == m_choices.chosenId);
    m_deviceGroup->addAction(action);
    connect(action, &QAction::triggered, this, [this, id] { Q_EMIT deviceChosen(id); });
}

void TransportBar::showVolume() {
    const double gain = volumeGain(m_volume->value());
    const QString decibels = decibelText(gain > 0.0 ? 20.0 * std::log10(gain)
                                                    : -std::numeric_limits<double>::infinity());
    m_volume->setToolTip(
        tr("Volume %1 % (%2); Ctrl+Up and Ctrl+Down").arg(m_volume->value()).arg(decibels));
}

void TransportBar::showTime() {
    // The playhead keeps its place when a shorter clip is heard: there it is at its end.
    const QString now = timeText(std::min(m_seconds, m_duration), 1);
    m_time->setText(m_duration > 0.0 ? tr("%1 of %2", "time").arg(now, timeText(m_duration, 1))
                                     : QString());
}

} // namespace tonegraft
