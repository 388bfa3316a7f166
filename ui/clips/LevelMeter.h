// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace tonegraft {

/// What a level meter shows of levels that come one after the other: they rise at once and fall
/// slowly; the highest peak stays for a while. In dB of full scale. Thread: any (a plain value).
struct MeterReading {
    static constexpr double kFloorDb = -60.0;

    double peakDb = kFloorDb;
    double rmsDb = kFloorDb;
    double heldDb = kFloorDb; ///< the highest peak of late
    double heldSeconds = 0.0; ///< for how long already
    bool clipped = false;     ///< at any time since the last reset

    /// `peak`, `rms`: amplitudes of the `seconds` since the last time.
    void take(double peak, double rms, bool hasClipped, double seconds);
};

/// A level meter: a bar for the root mean square, a line for the peak, one that stays for the
/// highest peak, and a light that stays on once the input was too loud, until it is clicked.
class LevelMeter : public QWidget {
    Q_OBJECT

public:
    explicit LevelMeter(QWidget* parent = nullptr);

    void setLevel(double peak, double rms, bool clipped, double seconds);
    /// For a row of buttons: low, and without a scale.
    void setCompact(bool compact);
    /// Silence, and the light off.
    void reset();
    const MeterReading& reading() const { return m_reading; }

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    QRect barRect() const;
    QRect lightRect() const;
    double xOf(double db) const;
    void paintScale(QPainter& painter) const;
    void paintBar(QPainter& painter) const;
    void describe();

    int barHeight() const;

    MeterReading m_reading;
    bool m_compact = false;
};

} // namespace tonegraft
