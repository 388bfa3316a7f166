// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/TimePane.h"
#include "ui/pictures/Waveform.h"

#include <memory>

namespace tonegraft {

/// A waveform on the time axis of the spectrograms: the content's, and over it the output's.
class WaveformStrip : public TimePane {
    Q_OBJECT

public:
    explicit WaveformStrip(QWidget* parent = nullptr);

    /// Null: none. The two are drawn to one scale, by the louder.
    void setContent(std::shared_ptr<const Waveform> waveform);
    void setOutput(std::shared_ptr<const Waveform> waveform);

    /// The highest levels at a time, in dB re full scale; empty outside the clips.
    QString readOut(const PlotPoint& point) const;
    QString pointerText() const override { return pointer() ? readOut(*pointer()) : QString(); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintWaveform(QPainter& painter, const Waveform& waveform, const QRect& columns,
                       const QColor& color) const;

    std::shared_ptr<const Waveform> m_content;
    std::shared_ptr<const Waveform> m_output;
};

} // namespace tonegraft
