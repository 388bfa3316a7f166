// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/DeviceChoice.h"

#include <QWidget>

#include <vector>

class QAction;
class QActionGroup;
class QHBoxLayout;
class QLabel;
class QMenu;
class QSlider;
class QToolButton;

namespace tonegraft {

class ElidedLabel;
class LevelMeter;
class MainActions;

/// All of listening in one row: play, what is heard, loop, level match, where the playhead is,
/// how loud and on which device. Setters never emit the signals of the user's actions.
/// Thread: GUI.
class TransportBar : public QWidget {
    Q_OBJECT

public:
    /// Shows the actions; they are owned elsewhere.
    explicit TransportBar(const MainActions& actions, QWidget* parent = nullptr);

    /// Empty: sound works. Else it is said here, beside Play.
    void setSoundReason(const QString& reason);
    void setPosition(double seconds);
    /// Of what is heard; 0: nothing.
    void setDuration(double seconds);
    /// What was heard of late, as amplitudes.
    void showLevel(double peak, double rms, double seconds);
    const LevelMeter* meter() const { return m_meter; }
    void setVolume(int percent);
    int volume() const;
    void setDevices(const DeviceChoices& choices);

    /// In a narrow window some buttons show their picture alone.
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// 0 to 100, as the ear counts: each halving sounds about as much softer.
    void volumeChanged(int percent);
    /// Empty: the desktop's default.
    void deviceChosen(const QString& id);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QToolButton* addButton(QAction* action);
    int textWidth() const;
    void addVolume();
    void addStep(const QString& text, const QString& shortcut, int percent);
    void addDevice(const QString& name, const QString& id);
    void showVolume();
    void showTime();

    QHBoxLayout* m_row;
    QLabel* m_time;
    ElidedLabel* m_reason;
    QToolButton* m_device;
    QMenu* m_devices;
    QActionGroup* m_deviceGroup;
    DeviceChoices m_choices;
    LevelMeter* m_meter;
    QSlider* m_volume;
    std::vector<QToolButton*> m_sources;
    std::vector<QToolButton*> m_clearByPicture; // these need no text
    double m_seconds = 0.0;
    double m_duration = 0.0;
};

/// The gain of a volume of `percent`: its cube, so that the slider moves as the ear hears.
double volumeGain(int percent);

} // namespace tonegraft
