// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clips/RecordingPanel.h"

#include "ui/clips/LevelMeter.h"
#include "ui/kit/Format.h"
#include "ui/kit/Theme.h"

#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace tonegraft {
namespace {

constexpr int kMargin = 16;
constexpr int kWidth = 440;
constexpr double kTimeSize = 1.8; // of the usual text

} // namespace

RecordingPanel::RecordingPanel(QWidget* parent)
    : QDialog(parent), m_device(new QComboBox(this)), m_meter(new LevelMeter(this)),
      m_time(new QLabel(this)), m_message(new QLabel(this)), m_record(new QPushButton(this)),
      m_asContent(new QPushButton(tr("Use as content"), this)),
      m_asStyle(new QPushButton(tr("Use as style"), this)),
      m_saveAgain(new QPushButton(tr("Save again"), this)) {
    setWindowTitle(tr("Record a clip"));
    build();
    connect(m_device, &QComboBox::activated, this,
            [this](int index) { Q_EMIT deviceChosen(m_device->itemData(index).toString()); });
    connect(m_record, &QPushButton::clicked, this, [this] { Q_EMIT recordToggled(!m_recording); });
    connect(m_asContent, &QPushButton::clicked, this,
            [this] { Q_EMIT useRequested(ClipRole::content); });
    connect(m_asStyle, &QPushButton::clicked, this,
            [this] { Q_EMIT useRequested(ClipRole::style); });
    connect(m_saveAgain, &QPushButton::clicked, this, &RecordingPanel::saveRequested);
    setDevices({});
    setSeconds(0.0);
    setAvailable(false, tr("Looking for a microphone…"));
}

void RecordingPanel::build() {
    QFont large = m_time->font();
    large.setPointSizeF(kTimeSize * large.pointSizeF());
    m_time->setFont(large);
    m_time->setAccessibleName(tr("Recorded time"));
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_message->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_message->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_device->setAccessibleName(tr("Microphone"));
    m_device->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_record->setDefault(true);

    auto* form = new QFormLayout;
    form->addRow(tr("&Microphone"), m_device);
    auto* row = new QHBoxLayout;
    row->addWidget(m_record);
    row->addSpacing(kMargin);
    row->addWidget(m_time, 1);
    auto* uses = new QHBoxLayout;
    uses->addWidget(m_saveAgain);
    uses->addStretch(1);
    uses->addWidget(m_asContent);
    uses->addWidget(m_asStyle);
    for (QPushButton* button : {m_asContent, m_asStyle, m_saveAgain}) {
        button->setAutoDefault(false);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(kMargin / 2);
    layout->addLayout(form);
    layout->addWidget(m_meter);
    layout->addLayout(row);
    layout->addWidget(m_message);
    layout->addLayout(uses);
    setMinimumWidth(kWidth);
}

void RecordingPanel::setDevices(const DeviceChoices& choices) {
    const QSignalBlocker quiet(m_device);
    m_device->clear();
    QString used;
    for (const DeviceChoice& device : choices.devices) {
        used = device.id == choices.usedId ? device.name : used;
    }
    m_device->addItem(choices.chosenId.isEmpty() && !used.isEmpty()
                          ? tr("The desktop's default (%1)").arg(used)
                          : tr("The desktop's default"),
                      QString());
    for (const DeviceChoice& device : choices.devices) {
        m_device->addItem(device.name, device.id);
    }
    if (m_device->findData(choices.chosenId) < 0) {
        m_device->addItem(tr("The chosen device (not connected)"), choices.chosenId);
    }
    m_device->setCurrentIndex(m_device->findData(choices.chosenId));
}

void RecordingPanel::setAvailable(bool available, const QString& reason) {
    m_available = available;
    if (!available) {
        m_meter->reset();
        m_message->setText(reason);
    } else if (!m_saved && !m_unsaved) {
        m_message->setText(tr("Play as loud as it will get: the line should stay below −3 dB. "
                              "Then press Record."));
    }
    refresh();
}

void RecordingPanel::setRecording(bool recording) {
    if (recording) {
        m_saved = false;
        setSeconds(0.0);
        m_meter->reset();
        m_message->setText(tr("Recording…"));
    }
    m_recording = recording;
    refresh();
}

void RecordingPanel::setLevel(double peak, double rms, bool clipped, double seconds) {
    m_meter->setLevel(peak, rms, clipped, seconds);
}

void RecordingPanel::setSeconds(double seconds) {
    m_time->setText(timeText(seconds, 1));
}

void RecordingPanel::showSaved(const QString& path, const QString& notice) {
    m_saved = true;
    QStringList lines{tr("Saved as %1").arg(path)};
    if (!notice.isEmpty()) {
        lines.prepend(notice);
    }
    m_message->setText(lines.join(QLatin1Char('\n')));
    refresh();
}

void RecordingPanel::showFailure(const QString& reason) {
    m_saved = false;
    m_message->setText(reason);
    refresh();
}

void RecordingPanel::setUnsaved(bool unsaved) {
    m_unsaved = unsaved;
    refresh();
}

void RecordingPanel::setClipsChangeable(bool changeable) {
    m_changeable = changeable;
    refresh();
}

void RecordingPanel::showEvent(QShowEvent* event) {
    QDialog::showEvent(event);
    m_record->setFocus();
    Q_EMIT shown(true);
}

void RecordingPanel::hideEvent(QHideEvent* event) {
    QDialog::hideEvent(event);
    Q_EMIT shown(false);
}

void RecordingPanel::refresh() {
    m_record->setText(m_recording ? tr("Stop") : tr("Record"));
    m_record->setIcon(m_recording ? themedIcon(QStringLiteral("stop"))
                                  : coloredIcon(QStringLiteral("record"),
                                                severityColor(Severity::error, palette())));
    m_record->setEnabled(m_recording || m_available);
    m_device->setEnabled(!m_recording);
    m_asContent->setEnabled(m_saved && !m_recording && m_changeable);
    m_asStyle->setEnabled(m_saved && !m_recording && m_changeable);
    m_saveAgain->setVisible(m_unsaved && !m_recording);
}

} // namespace tonegraft
