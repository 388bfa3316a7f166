// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/Format.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <cmath>

namespace tonegraft {
namespace {

struct Format {
    Q_DECLARE_TR_FUNCTIONS(Format)
};

/// Minutes and seconds, the seconds with two digits before the point.
QString clockText(double seconds, int decimals) {
    const double scale = std::pow(10.0, decimals);
    const double rounded = std::round(seconds * scale) / scale;
    const int minutes = static_cast<int>(rounded / 60.0);
    QString rest = QLocale().toString(rounded - 60.0 * minutes, 'f', decimals);
    if (rest.indexOf(QLocale().decimalPoint()) == 1 || rest.size() == 1) {
        rest.prepend(QLatin1Char('0'));
    }
    return QStringLiteral("%1:%2").arg(minutes).arg(rest);
}

} // namespace

QString numberText(double value, int decimals) {
    QString text = QLocale().toString(value, 'f', decimals);
    if (decimals > 0 && text.contains(QLocale().decimalPoint())) {
        while (text.endsWith(QLocale().zeroDigit())) {
            text.chop(1);
        }
        if (text.endsWith(QLocale().decimalPoint())) {
            text.chop(1);
        }
    }
    return text.replace(QLatin1Char('-'), QChar(0x2212));
}

QString hertzText(double hz, int decimals) {
    return hz < 999.5 ? Format::tr("%1 Hz").arg(numberText(hz, 0))
                      : Format::tr("%1 kHz").arg(numberText(hz / 1000.0, decimals));
}

QString decibelText(double db, const QString& unit) {
    if (!std::isfinite(db)) {
        return QStringLiteral("%1∞ %2").arg(QChar(0x2212)).arg(unit);
    }
    QString text = QLocale().toString(db, 'f', 1);
    text.replace(QLatin1Char('-'), QChar(0x2212));
    return text + QLatin1Char(' ') + unit;
}

QString timeText(double seconds, int decimals) {
    if (seconds < 60.0) {
        return Format::tr("%1 s").arg(QLocale().toString(seconds, 'f', decimals));
    }
    return clockText(seconds, decimals);
}

QString durationText(double seconds) {
    if (seconds < 60.0) {
        return Format::tr("%1 s").arg(QLocale().toString(seconds, 'f', 1));
    }
    const int whole = static_cast<int>(std::lround(seconds));
    const int minutes = whole / 60;
    if (minutes < 60) {
        return whole % 60 == 0 ? Format::tr("%1 min").arg(minutes)
                               : Format::tr("%1 min %2 s").arg(minutes).arg(whole % 60);
    }
    return minutes % 60 == 0 ? Format::tr("%1 h").arg(minutes / 60)
                             : Format::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

QString channelsText(int channels) {
    if (channels == 1) {
        return Format::tr("mono");
    }
    return channels == 2 ? Format::tr("stereo") : Format::tr("%1 channels").arg(channels);
}

QString noteText(double hz) {
    if (!(hz >= 16.0 && hz <= 20000.0)) {
        return {};
    }
    static const std::array<const char*, 12> names{"C",  "C♯", "D",  "D♯", "E",  "F",
                                                   "F♯", "G",  "G♯", "A",  "A♯", "B"};
    const double exact = 69.0 + 12.0 * std::log2(hz / 440.0); // MIDI note number
    const int note = static_cast<int>(std::lround(exact));
    const int cents = static_cast<int>(std::lround(100.0 * (exact - note)));
    QString text = QString::fromUtf8(names[static_cast<std::size_t>(note % 12)]) +
                   QString::number(note / 12 - 1);
    if (cents != 0) {
        text += QStringLiteral(" %1%2¢")
                    .arg(cents > 0 ? QLatin1Char('+') : QChar(0x2212))
                    .arg(std::abs(cents));
    }
    return text;
}

} // namespace tonegraft
