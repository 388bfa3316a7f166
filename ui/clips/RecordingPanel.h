// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioFile.h"
#include "ui/kit/DeviceChoice.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;

namespace tonegraft {

class LevelMeter;

/// The window beside the window in which a clip is recorded: microphone, level, time, and what
/// shall become of it. It records nothing itself. Setters never emit the signals of the user's
/// actions. Thread: GUI.
class RecordingPanel : public QDialog {
    Q_OBJECT

public:
    explicit RecordingPanel(QWidget* parent = nullptr);

    void setDevices(const DeviceChoices& choices);
    /// False: nothing can be recorded, for this `reason`.
    void setAvailable(bool available, const QString& reason = {});
    void setRecording(bool recording);
    bool recording() const { return m_recording; }
    void setLevel(double peak, double rms, bool clipped, double seconds);
    void setSeconds(double seconds);
    /// The recording lies in the file `path`; `notice` says what else there is to know of it.
    void showSaved(const QString& path, const QString& notice);
    void showFailure(const QString& reason);
    /// Some recordings could not be written; they are kept, and may be written again.
    void setUnsaved(bool unsaved);
    /// In a run the clips stay as they are.
    void setClipsChangeable(bool changeable);

Q_SIGNALS:
    /// Empty: the desktop's default.
    void deviceChosen(const QString& id);
    void recordToggled(bool recording);
    void useRequested(tonegraft::ClipRole role);
    void saveRequested();
    /// It is open and wants levels, or not any more.
    void shown(bool open);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    void refresh();

    QComboBox* m_device;
    LevelMeter* m_meter;
    QLabel* m_time;
    QLabel* m_message;
    QPushButton* m_record;
    QPushButton* m_asContent;
    QPushButton* m_asStyle;
    QPushButton* m_saveAgain;
    bool m_available = false;
    bool m_recording = false;
    bool m_saved = false;
    bool m_unsaved = false;
    bool m_changeable = true;
};

} // namespace tonegraft
