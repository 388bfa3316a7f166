// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Arguments.h"
#include "app/cli/Commands.h"
#include "app/cli/Interruption.h"
#include "app/files/FormatNames.h"
#include "app/files/KeptFile.h"
#include "app/files/NumberText.h"
#include "app/files/PathText.h"
#include "app/job/ClipTiles.h"
#include "app/system/QtMessages.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Error.h"
#include "tonegraft/Machine.h"
#include "tonegraft/OutputFiles.h"
#include "tonegraft/Spectrogram.h"
#include "ui/results/FigureFile.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QFile>
#include <QGuiApplication>

#include <array>
#include <clocale>
#include <cmath>
#include <cstdio>

namespace tonegraft {

namespace {

struct Options {
    std::array<std::string, 3> clips; // content, style, output
    std::string figure;
    FigureFormat format = FigureFormat::png;
    FigureSize size;
};

/// The value of a flag that has a range.
double inRange(const char* flag, const std::string& text, double least, double most) {
    const auto value = parsedNumber(text);
    if (!value || *value < least || *value > most)
        throw UsageError(std::string(flag) + " " + text + ": must be a number from " +
                         numberText(least) + " to " + numberText(most) + ".");
    return *value;
}

bool parsed(const std::vector<std::string>& arguments, Options& options) {
    CLI::App parser("Draws the spectrograms of content, style and output on one scale.",
                    "tonegraft graphs");
    constexpr std::array kNames{"CONTENT", "STYLE", "OUTPUT"};
    constexpr std::array kMeanings{"recording whose music was kept",
                                   "recording whose sound was taken", "what came out"};
    for (std::size_t i = 0; i < options.clips.size(); ++i)
        parser.add_option(kNames[i], options.clips[i], kMeanings[i])->required()->type_name("");
    parser.add_option("-o", options.figure, "picture to write: .png, .svg or .pdf")
        ->required()
        ->type_name("FIG.png");
    std::string width, height, dpi;
    parser.add_option("--width", width, "of the printed picture; 180 if not given")
        ->type_name("MM");
    parser.add_option("--height", height, "likewise; 157.5 if not given")->type_name("MM");
    parser.add_option("--dpi", dpi, "dots per inch; 300 if not given")->type_name("N");
    if (!parseArguments(parser, arguments))
        return false;
    FigureSize& size = options.size;
    if (!width.empty())
        size.widthMm = inRange("--width", width, kLeastFigureMm, kMostFigureMm);
    if (!height.empty())
        size.heightMm = inRange("--height", height, kLeastFigureMm, kMostFigureMm);
    if (!dpi.empty())
        size.dpi =
            static_cast<int>(std::lround(inRange("--dpi", dpi, kLeastFigureDpi, kMostFigureDpi)));
    return true;
}

void checkFigure(Options& options) {
    const auto format = figureFormatOf(options.figure);
    if (!format)
        throw UsageError("-o " + pathText(options.figure) +
                         ": the name must end in .png, .svg or .pdf.");
    options.format = *format;
    if (!options.size.possible())
        throw UsageError("--width, --height, --dpi: a picture of " +
                         std::to_string(options.size.pixels().width()) + " by " +
                         std::to_string(options.size.pixels().height()) +
                         " dots is too large; lower one of them.");
    for (const std::string& clip : options.clips)
        if (sameTarget(clip, options.figure))
            throw UsageError(pathText(options.figure) +
                             " would be written over one of the clips; choose another name.");
    checkOutputs({{options.figure}});
}

using Tiles = std::shared_ptr<const SpectrogramTiles>;

Tiles tilesOfFile(const std::string& path, ClipRole role) {
    ReadOptions options;
    options.role = role;
    const LoadedClip loaded = readClip(path, options);
    for (const Message& warning : loaded.warnings)
        complain("warning: " + warning.text());
    requireMemoryForTiles(loaded.clip, path, availableMemoryBytes());
    return tilesOfClip(loaded.clip, visitSpectrogram);
}

QString title(const QString& role, const std::string& path) {
    const auto name = std::filesystem::path(path).filename();
    return role + QStringLiteral(" - ") + QFile::decodeName(name.c_str());
}

/// Text on a picture needs Qt's fonts, but no display.
std::string figureBytes(const std::array<Tiles, 3>& tiles, const Options& options) {
    tameQtMessages();
    qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    std::string name = "tonegraft";
    char* argv[] = {name.data(), nullptr};
    const QGuiApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C"); // NOLINT(concurrency-mt-unsafe): no other thread is there
    const auto tr = [](const char* text) { return QCoreApplication::translate("Figure", text); };
    const FigureParts parts{{tiles[0].get(), title(tr("Content"), options.clips[0])},
                            {tiles[1].get(), title(tr("Style"), options.clips[1])},
                            {tiles[2].get(), title(tr("Output"), options.clips[2])}};
    const QByteArray bytes = figureFile(parts, {}, options.format, options.size);
    if (bytes.isEmpty())
        throw Error("The figure could not be made; choose a smaller size.");
    return bytes.toStdString();
}

} // namespace

int graphsCommand(const std::vector<std::string>& arguments, Interruption& interruption) {
    Options options;
    if (!parsed(arguments, options))
        return 0;
    checkFigure(options);
    const std::array<Tiles, 3> tiles{tilesOfFile(options.clips[0], ClipRole::content),
                                     tilesOfFile(options.clips[1], ClipRole::style),
                                     tilesOfFile(options.clips[2], ClipRole::style)};
    const std::string bytes = figureBytes(tiles, options);
    if (!interruption.beginWriting())
        return kExitInterrupted;
    writeOrKeep(options.figure, [&](const auto& path) { writeFileAtomically(path, bytes); });
    return 0;
}

} // namespace tonegraft
