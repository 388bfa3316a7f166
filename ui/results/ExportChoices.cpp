// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ExportChoices.h"

namespace tonegraft {

QString endingOf(SoundFileType type) {
    return QLatin1Char('.') + QLatin1String(infoOf(type).id);
}

QString endingOf(FigureFormat format) {
    switch (format) {
    case FigureFormat::svg:
        return QStringLiteral(".svg");
    case FigureFormat::pdf:
        return QStringLiteral(".pdf");
    case FigureFormat::png:
        break;
    }
    return QStringLiteral(".png");
}

QStringList fileNames(const ExportChoices& choices) {
    QStringList names;
    if (choices.sound) {
        names << choices.name + endingOf(choices.type);
    }
    if (choices.report) {
        names << choices.name + kReportEnding;
    }
    if (choices.figure) {
        names << choices.name + endingOf(choices.figureFormat);
    }
    if (choices.losses) {
        names << choices.name + kLossesEnding;
    }
    return names;
}

} // namespace tonegraft
