// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/PathText.h"
#include "app/QtMessages.h"
#include "app/cli/Arguments.h"
#include "app/cli/Commands.h"
#include "app/cli/Interruption.h"
#include "app/cli/OutputTarget.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Error.h"
#include "tonegraft/Spectrogram.h"
#include "ui/Figure.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QGuiApplication>

#include <array>
#include <clocale>
#include <cstdio>

namespace tonegraft {

namespace {

struct Paths {
    std::array<std::string, 3> clips; // content, style, output
    std::string figure;
};

bool parsed(const std::vector<std::string>& arguments, Paths& paths) {
    CLI::App parser("Draws the spectrograms of content, style and output on one scale.",
                    "tonegraft graphs");
    constexpr std::array kNames{"CONTENT", "STYLE", "OUTPUT"};
    constexpr std::array kMeanings{"recording whose music was kept",
                                   "recording whose sound was taken", "what came out"};
    for (std::size_t i = 0; i < paths.clips.size(); ++i)
        parser.add_option(kNames[i], paths.clips[i], kMeanings[i])->required()->type_name("");
    parser.add_option("-o", paths.figure, "picture to write")->required()->type_name("FIG.png");
    return parseArguments(parser, arguments);
}

void checkFigure(const Paths& paths) {
    if (!hasExtension(paths.figure, ".png"))
        throw UsageError("-o " + pathText(paths.figure) + ": the name must end in .png.");
    for (const std::string& clip : paths.clips)
        if (sameFile(clip, paths.figure))
            throw UsageError(pathText(paths.figure) +
                             " would be written over one of the clips; choose another name.");
    checkOutputTarget(paths.figure);
}

Spectrogram spectrogramOfFile(const std::string& path, ClipRole role) {
    ReadOptions options;
    options.role = role;
    const LoadedClip loaded = readClip(path, options);
    for (const Message& warning : loaded.warnings)
        std::fprintf(stderr, "tonegraft: warning: %s\n", warning.text().c_str());
    return spectrogramOf(loaded.clip);
}

QString title(const QString& role, const std::string& path) {
    const auto name = std::filesystem::path(path).filename();
    return role + QStringLiteral(" - ") + QFile::decodeName(name.c_str());
}

/// Text on a picture needs Qt's fonts, but no display.
std::string figurePng(const std::array<Spectrogram, 3>& spectrograms, const Paths& paths) {
    tameQtMessages();
    qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    std::string name = "tonegraft";
    char* argv[] = {name.data(), nullptr};
    const QGuiApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C");
    const auto tr = [](const char* text) { return QCoreApplication::translate("Figure", text); };
    const QImage image =
        transferFigure({FigurePart{&spectrograms[0], title(tr("Content"), paths.clips[0])},
                        FigurePart{&spectrograms[1], title(tr("Style"), paths.clips[1])},
                        FigurePart{&spectrograms[2], title(tr("Output"), paths.clips[2])}});
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, "PNG"))
        throw Error("The figure could not be made into a PNG.");
    return bytes.toStdString();
}

} // namespace

int graphsCommand(const std::vector<std::string>& arguments, Interruption& interruption) {
    Paths paths;
    if (!parsed(arguments, paths))
        return 0;
    checkFigure(paths);
    const std::array<Spectrogram, 3> spectrograms{
        spectrogramOfFile(paths.clips[0], ClipRole::content),
        spectrogramOfFile(paths.clips[1], ClipRole::style),
        spectrogramOfFile(paths.clips[2], ClipRole::style)};
    const std::string png = figurePng(spectrograms, paths);
    if (!interruption.beginWriting())
        return kExitInterrupted;
    writeFileAtomically(paths.figure, png);
    return 0;
}

} // namespace tonegraft
