// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/files/OutputName.h"
#include "app/system/EngineFunctions.h"
#include "app/takes/TakeList.h"
#include "ui/pictures/ShownClip.h"
#include "ui/results/ExportChoices.h"

#include <QString>

namespace tonegraft {

/// All that an export is made of: values, so that it can be written off the GUI thread while the
/// window goes on.
struct ExportJob {
    ExportChoices choices;
    ShownResult result;
    SpectrogramLook look;
    /// Of the whole output, if not all of it is wanted; none: what the run made.
    std::optional<ClipRegion> part;
};

/// Writes the files one after the other, each atomically, the sound first. Throws Error; what was
/// written before stays. Blocks. Thread: any.
void writeExport(const ExportJob& job, const EngineFunctions& engine);

/// The name of a result's files, without ending: its take's, or of the pattern of 2018.
std::string outputNameOf(const ShownResult& shown, const TakeList& takes, NamePattern pattern);

/// Of all files that are to be written.
QStringList endingsOf(ExportChoices choices);

/// The name, without ending, with the first number under which the folder has no file with one of
/// these endings: exporting a take again replaces nothing. Thread: any.
QString freeFileName(const QString& folder, const std::string& name, NamePattern pattern,
                     const QStringList& endings);

/// The parts of the figure: content, style and output, as far as they are there. They borrow the
/// spectrograms.
FigureParts figureParts(const ShownClip& content, const ShownClip& style,
                        const SpectrogramTiles* output);

} // namespace tonegraft
