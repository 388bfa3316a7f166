// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QSlider;

namespace tonegraft {

/// How much of the output is heard and exported beside the content. Thread: GUI.
class MixControl : public QWidget {
    Q_OBJECT

public:
    explicit MixControl(QWidget* parent = nullptr);

    /// 0 the content alone .. 1 the output alone.
    double mix() const;
    /// Emits nothing.
    void setMix(double mix);
    QSlider* slider() const { return m_slider; }

Q_SIGNALS:
    void mixChanged(double mix);

private:
    void showMix();

    QSlider* m_slider;
    QLabel* m_value;
};

} // namespace tonegraft
