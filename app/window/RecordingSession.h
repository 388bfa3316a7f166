// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/playback/Recorder.h"
#include "app/system/Background.h"
#include "app/system/EngineFunctions.h"
#include "ui/clips/RecordingPanel.h"
#include "ui/window/MainWindow.h"

#include <QDateTime>
#include <QObject>
#include <QStringList>

#include <filesystem>
#include <memory>
#include <vector>

namespace tonegraft {

/// Joins the recording panel, the recorder and the files that recordings go to. A recording is
/// written as soon as it ends, whoever ended it, and is kept until it is written. Thread: GUI.
class RecordingSession : public QObject {
    Q_OBJECT

public:
    RecordingSession(MainWindow& window, EngineFunctions engine, QStringList folders,
                     QObject* parent = nullptr);

    void setDevice(const QByteArray& id);
    const QByteArray& device() const { return m_device; }
    /// Writes what is being recorded, and waits for what is being written.
    void finish();
    /// As Recorder::shutDown().
    bool shutDown(int milliseconds) { return m_recorder.shutDown(milliseconds); }

Q_SIGNALS:
    /// The file shall become this clip.
    void clipRecorded(tonegraft::ClipRole role, const std::filesystem::path& path);

private:
    struct Recording {
        std::shared_ptr<const AudioClip> clip;
        QDateTime began;
    };

    void connectPanel();
    void open();
    void onRecording(bool recording, const QString& reason);
    void onLevel(const InputLevel& level, double recordedSeconds);
    void onDevices(const QList<SoundDevice>& devices, const QByteArray& used);
    void onUse(ClipRole role);
    void keep(std::shared_ptr<const AudioClip> clip);
    void save(const Recording& recording);
    void onSaved(const Recording& recording, const QString& path, const QString& failure);
    void saveAgain();

    MainWindow& m_window;
    EngineFunctions m_engine;
    QStringList m_folders;
    Recorder m_recorder;
    Background m_writing;
    RecordingPanel m_panel; // not shown until it is asked for
    DeviceChoices m_choices;
    QByteArray m_device;
    QDateTime m_began;
    QString m_notice;                 // on the last recording
    std::vector<Recording> m_unsaved; // could not be written
    QString m_savedPath;              // of the last recording
};

} // namespace tonegraft
