// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pictures/ShownClip.h"

#include <QWidget>

#include <vector>

namespace tonegraft {

/// A thumbnail of a waveform.
class WaveformView : public QWidget {
    Q_OBJECT

public:
    explicit WaveformView(QWidget* parent = nullptr);
    void setPeaks(std::vector<WaveformPeak> peaks);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<WaveformPeak> m_peaks;
};

} // namespace tonegraft
