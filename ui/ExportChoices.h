// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioFile.h"
#include "ui/FigureFile.h"

#include <QString>
#include <QStringList>

namespace tonegraft {

/// What an export writes: files of one name in one folder, each kind with an ending of its own.
struct ExportChoices {
    QString folder;
    QString name; ///< without ending
    bool sound = true;
    SoundFileType type = SoundFileType::wav;
    SampleFormat format = SampleFormat::pcm24;
    bool whole = true;   ///< the region's output in its place in the content, else it alone
    bool report = false; ///< settings, losses and measures as JSON
    bool figure = false; ///< the three spectrograms
    FigureFormat figureFormat = FigureFormat::png;
    FigureSize figureSize;
    bool losses = false; ///< the loss curve as CSV

    bool any() const { return sound || report || figure || losses; }
};

inline const QString kReportEnding = QStringLiteral(".json");
inline const QString kLossesEnding = QStringLiteral(".csv");
/// ".wav", ".flac", ".ogg".
QString endingOf(SoundFileType type);
/// ".png", ".svg", ".pdf".
QString endingOf(FigureFormat format);
/// The names of all files that are to be written, without folder; the sound comes first.
QStringList fileNames(const ExportChoices& choices);

} // namespace tonegraft
