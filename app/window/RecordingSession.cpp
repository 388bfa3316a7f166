// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/RecordingSession.h"

#include "app/files/RecordingFile.h"
#include "app/system/Failure.h"

#include <QFile>
#include <QFileInfo>

#include <utility>

namespace tonegraft {

namespace {

constexpr double kLevelSeconds = 0.05; // between two of them

} // namespace

RecordingSession::RecordingSession(MainWindow& window, EngineFunctions engine, QStringList folders,
                                   QObject* parent)
    : QObject(parent), m_window(window), m_engine(std::move(engine)), m_folders(std::move(folders)),
      m_writing(QStringLiteral("recording")), m_panel(&window) {
    connect(&window, &MainWindow::recordingRequested, this, &RecordingSession::open);
    connect(&m_recorder, &Recorder::availabilityChanged, &m_panel, &RecordingPanel::setAvailable);
    connect(&m_recorder, &Recorder::devicesChanged, this, &RecordingSession::onDevices);
    connect(&m_recorder, &Recorder::levelMeasured, this, &RecordingSession::onLevel);
    connect(&m_recorder, &Recorder::recordingChanged, this, &RecordingSession::onRecording);
    connectPanel();
}

void RecordingSession::connectPanel() {
    // Closed in mid-recording, it is a recording like any other.
    connect(&m_panel, &RecordingPanel::shown, &m_recorder, &Recorder::setListening);
    connect(&m_panel, &RecordingPanel::recordToggled, this, [this](bool recording) {
        if (recording)
            m_recorder.start();
        else
            m_recorder.stop();
    });
    connect(&m_panel, &RecordingPanel::deviceChosen, this,
            [this](const QString& id) { setDevice(id.toUtf8()); });
    connect(&m_panel, &RecordingPanel::useRequested, this, &RecordingSession::onUse);
    connect(&m_panel, &RecordingPanel::saveRequested, this, &RecordingSession::saveAgain);
}

void RecordingSession::setDevice(const QByteArray& id) {
    m_device = id;
    m_recorder.setDevice(id);
    m_choices.chosenId = QString::fromUtf8(id);
    m_panel.setDevices(m_choices);
}

void RecordingSession::open() {
    m_panel.setClipsChangeable(m_window.runState() == RunState::idle);
    m_panel.show();
    m_panel.raise();
    m_panel.activateWindow();
}

void RecordingSession::onRecording(bool recording, const QString& reason) {
    m_panel.setRecording(recording);
    if (recording) {
        m_began = QDateTime::currentDateTime();
        return;
    }
    m_notice = reason;
    if (auto clip = m_recorder.take())
        keep(std::move(clip));
    else
        m_panel.showFailure(tr("Nothing was recorded."));
}

void RecordingSession::onLevel(const InputLevel& level, double recordedSeconds) {
    m_panel.setLevel(static_cast<double>(level.peak), static_cast<double>(level.rms), level.clipped,
                     kLevelSeconds);
    m_panel.setClipsChangeable(m_window.runState() == RunState::idle);
    if (m_panel.recording())
        m_panel.setSeconds(recordedSeconds);
}

void RecordingSession::onDevices(const QList<SoundDevice>& devices, const QByteArray& used) {
    m_choices.devices.clear();
    for (const SoundDevice& device : devices)
        m_choices.devices.append({QString::fromUtf8(device.id), device.name});
    m_choices.usedId = QString::fromUtf8(used);
    m_panel.setDevices(m_choices);
}

void RecordingSession::onUse(ClipRole role) {
    if (m_window.runState() != RunState::idle)
        return;
    m_panel.hide();
    Q_EMIT clipRecorded(role, QFile::encodeName(m_savedPath).toStdString());
}

void RecordingSession::keep(std::shared_ptr<const AudioClip> clip) {
    m_panel.setSeconds(clip->durationSeconds());
    save({std::move(clip), m_began});
}

void RecordingSession::save(const Recording& recording) {
    m_writing.post([this, recording]() -> Background::Delivery {
        QString path;
        const QString failure = failureOf(
            [&] { path = saveRecording(*recording.clip, recording.began, m_folders, m_engine); });
        return [this, recording, path, failure] { onSaved(recording, path, failure); };
    });
}

void RecordingSession::onSaved(const Recording& recording, const QString& path,
                               const QString& failure) {
    if (!failure.isEmpty()) {
        m_unsaved.push_back(recording);
        m_panel.setUnsaved(true);
        m_panel.showFailure(tr("%1 The recording is kept until you close Tonegraft; make room and "
                               "save it again.")
                                .arg(failure));
        return;
    }
    m_savedPath = path;
    m_panel.showSaved(path, m_notice);
    if (!m_panel.isVisible())
        m_window.showNote(tr("Recorded %1").arg(QFileInfo(path).fileName()));
}

void RecordingSession::saveAgain() {
    m_panel.setUnsaved(false);
    for (const Recording& recording : std::exchange(m_unsaved, {}))
        save(recording);
}

void RecordingSession::finish() {
    m_began = m_began.isValid() ? m_began : QDateTime::currentDateTime();
    if (auto clip = m_recorder.take())
        keep(std::move(clip));
    saveAgain();
    m_writing.finish();
}

} // namespace tonegraft
