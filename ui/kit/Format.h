// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tonegraft {

// Numbers as the user reads them, in his locale (QLocale()). Thread: GUI (translations).

/// "440 Hz", "1.25 kHz"; `decimals` of the kHz, trailing zeros dropped.
QString hertzText(double hz, int decimals = 2);
/// "-23.4 dB" with a true minus sign; "-∞ dB" for silence.
QString decibelText(double db, const QString& unit = QStringLiteral("dB"));
/// "3.42 s" below a minute, "1:03.42" from there on; `decimals` of the seconds.
QString timeText(double seconds, int decimals = 2);
/// Of a clip or a wait: "10.0 s", "1 min 3 s", "1 h 2 min".
QString durationText(double seconds);
/// "mono", "stereo", "6 channels".
QString channelsText(int channels);
/// Nearest note of equal temperament at A4 = 440 Hz and the distance in cents: "A4", "D♯6 +8¢".
/// Empty outside 16 Hz .. 20 kHz.
QString noteText(double hz);
/// `value` with up to `decimals` decimals, trailing zeros dropped.
QString numberText(double value, int decimals);

} // namespace tonegraft
