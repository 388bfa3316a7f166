// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioFile.h"
#include "ui/results/FigureFile.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace tonegraft {

/// Which of the results that can be heard.
enum class ExportedResult { output, previous };

/// What an export writes: files of one name in one folder, each kind with an ending of its own.
struct ExportChoices {
    ExportedResult result = ExportedResult::output;
    QString folder;
    QString name; ///< without ending
    bool sound = true;
    SoundFileType type = SoundFileType::wav;
    SampleFormat format = SampleFormat::pcm24;
    bool whole = true;   ///< all of the content, else the region alone
    double mix = 1.0;    ///< of the output with the content, as it is heard: 1 the output alone
    bool report = false; ///< settings, losses and measures as JSON
    bool figure = false; ///< the three spectrograms
    FigureFormat figureFormat = FigureFormat::png;
    FigureSize figureSize;
    bool losses = false; ///< the loss curve as CSV

    bool any() const { return sound || report || figure || losses; }
};

/// What there is of a result to be exported.
struct ExportableResult {
    QString name;           ///< proposed
    bool hasRegion = false; ///< a part of it that could be written alone
};

/// What the export dialog starts with.
struct ExportProposal {
    ExportChoices choices; ///< those of the last time
    std::optional<ExportableResult> output;
    std::optional<ExportableResult> previous;

    bool any() const { return output || previous; }
    const std::optional<ExportableResult>& of(ExportedResult result) const {
        return result == ExportedResult::output ? output : previous;
    }
};

inline const QString kReportEnding = QStringLiteral(".json");
inline const QString kNotesEnding = QStringLiteral(".mid");
inline const QString kLossesEnding = QStringLiteral(".csv");
/// ".wav", ".flac", ".ogg".
QString endingOf(SoundFileType type);
/// ".png", ".svg", ".pdf".
QString endingOf(FigureFormat format);
/// The names of all files that are to be written, without folder; the sound comes first.
QStringList fileNames(const ExportChoices& choices);

} // namespace tonegraft
