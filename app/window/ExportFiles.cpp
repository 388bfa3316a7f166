// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ExportFiles.h"

#include "app/files/LossTable.h"
#include "app/files/NumberText.h"
#include "app/files/Parameters.h"
#include "app/files/Report.h"
#include "app/job/MixedOutput.h"
#include "app/job/ShownJob.h"
#include "app/system/ProcessMemory.h"
#include "tonegraft/ClipRegion.h"
#include "tonegraft/Error.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace tonegraft {

namespace {

std::filesystem::path pathOf(const ExportChoices& choices, const QString& ending) {
    const QString path = QDir(choices.folder).filePath(choices.name + ending);
    return QFile::encodeName(path).toStdString();
}

std::string partText(const ClipRegion& part) {
    const std::string from = " (of it the part from " + numberText(part.startSeconds) + " s ";
    return from + (part.durationSeconds > 0.0 ? "for " + numberText(part.durationSeconds) + " s)"
                                              : std::string("to the end)"));
}

void writeSound(const ExportJob& job, const EngineFunctions& engine) {
    const ShownResult& shown = job.result;
    const TransferResult& result = *shown.result;
    const bool joined = shown.output.get() != &result.output;
    // The region as the run made it has no fades at its ends.
    const bool cut = !job.choices.whole && job.part && *job.part != shown.contentRegion;
    const bool whole = joined && (job.choices.whole || cut);
    WriteOptions options;
    options.type = job.choices.type;
    options.format = job.choices.format;
    options.ditherSeed = result.settings.seed;
    options.comment =
        runDescription(result.settings, {shown.contentRegion, shown.styleRegion, whole,
                                         shown.clips->content.file, shown.clips->style.file});
    if (result.outcome == Outcome::stopped)
        options.comment += " (stopped after " + std::to_string(result.losses.size()) + " steps)";
    if (cut)
        options.comment += partText(*job.part);
    // The content of a session's take may be gone: then there is nothing to mix with.
    const AudioClip& content = *shown.clips->content.clip;
    const double mix = content.empty() ? 1.0 : job.choices.mix;
    if (mix < 1.0)
        options.comment += " (mixed with the content: " + numberText(mix) + " of it is the output)";
    const AudioClip made =
        mixedOutput(whole || mix >= 1.0 ? content : regionOf(content, shown.contentRegion),
                    whole ? *shown.output : result.output, mix);
    engine.write(pathOf(job.choices, endingOf(job.choices.type)),
                 cut ? regionOf(made, *job.part) : made, options);
}

/// Those that the window has, or else they are made now.
std::optional<Measures> measuresToReport(const ExportJob& job, const EngineFunctions& engine) {
    if (job.result.measures)
        return job.result.measures;
    try {
        return measuresOf(jobOf(job.result), *job.result.result, engine);
    } catch (const Error&) {
        return std::nullopt; // undefined for these clips
    }
}

void writeReport(const ExportJob& job, const EngineFunctions& engine) {
    Report report;
    report.content = job.result.clips->content.file;
    report.style = job.result.clips->style.file;
    report.mix = job.choices.mix;
    report.peakRssBytes = peakRssBytes();
    report.measures = measuresToReport(job, engine);
    for (const ShownClip* clip : {&job.result.clips->content, &job.result.clips->style})
        for (const QString& warning : clip->warnings)
            report.warnings.push_back(warning.toStdString());
    for (const Message& warning : job.result.result->warnings)
        report.warnings.push_back(warning.text());
    engine.writeFile(pathOf(job.choices, kReportEnding), reportText(report, *job.result.result));
}

void writeFigure(const ExportJob& job, const EngineFunctions& engine) {
    const FigureParts parts = figureParts(job.result.clips->content, job.result.clips->style,
                                          job.result.spectrogram.get());
    const QByteArray bytes =
        figureFile(parts, job.look, job.choices.figureFormat, job.choices.figureSize);
    const auto path = pathOf(job.choices, endingOf(job.choices.figureFormat));
    if (bytes.isEmpty())
        throw Error(QCoreApplication::translate("ExportFiles",
                                                "The figure could not be made. Choose a smaller "
                                                "size or another format.")
                        .toStdString());
    engine.writeFile(path, bytes.toStdString());
}

} // namespace

void writeExport(const ExportJob& job, const EngineFunctions& engine) {
    if (job.choices.sound)
        writeSound(job, engine);
    if (job.choices.report)
        writeReport(job, engine);
    if (job.choices.figure)
        writeFigure(job, engine);
    if (job.choices.losses)
        engine.writeFile(pathOf(job.choices, kLossesEnding), lossTable(*job.result.result));
}

std::string outputNameOf(const ShownResult& shown, const TakeList& takes, NamePattern pattern) {
    return pattern == NamePattern::spoken
               ? fileNameOf(takes.nameOf(shown).toStdString())
               : outputName(shown.result->settings, shown.clips->content.file,
                            shown.clips->style.file);
}

QStringList endingsOf(ExportChoices choices) {
    choices.name.clear();
    return fileNames(choices);
}

QString freeFileName(const QString& folder, const std::string& name, NamePattern pattern,
                     const QStringList& endings) {
    for (int number = 1;; ++number) {
        const QString numbered = QString::fromStdString(numberedName(name, pattern, number));
        if (std::none_of(endings.begin(), endings.end(), [&](const QString& ending) {
                return QFileInfo::exists(QDir(folder).filePath(numbered + ending));
            }))
            return numbered;
    }
}

FigureParts figureParts(const ShownClip& content, const ShownClip& style,
                        const SpectrogramTiles* output) {
    const auto titled = [](const char* role, const QString& name) {
        const QString title = QCoreApplication::translate("Figure", role);
        return name.isEmpty() ? title : title + QStringLiteral(" — ") + name;
    };
    FigureParts parts;
    if (content.spectrogram)
        parts.push_back({content.spectrogram.get(),
                         titled(QT_TRANSLATE_NOOP("Figure", "Content"), content.name)});
    if (style.spectrogram)
        parts.push_back(
            {style.spectrogram.get(), titled(QT_TRANSLATE_NOOP("Figure", "Style"), style.name)});
    if (output != nullptr)
        parts.push_back({output, titled(QT_TRANSLATE_NOOP("Figure", "Output"), {})});
    return parts;
}

} // namespace tonegraft
