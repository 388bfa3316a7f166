// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Program.h"
#include "app/cli/WholeClips.h"
#include "tonegraft/Measures.h"

#include <QImage>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace tonegraft::test {
namespace {

constexpr int kDone = 0;
constexpr int kFailure = 1;
constexpr int kUsage = 2;

bool says(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(CommandLine, helpAndVersionNeedNoDisplay) {
    const ProgramResult help = runProgram({"--help"});
    EXPECT_EQ(help.status, kDone);
    for (const char* part : {"render", "measure", "graphs", "methods", "./render"})
        EXPECT_TRUE(says(help.out, part)) << part;
    const ProgramResult version = runProgram({"--version"});
    EXPECT_EQ(version.status, kDone);
    EXPECT_TRUE(says(version.out, "Tonegraft "));
    for (const char* command : {"render", "measure", "graphs", "methods"})
        EXPECT_EQ(runProgram({command, "--help"}).status, kDone) << command;
}

TEST(CommandLine, theProgramDoesNotLoadLibTorchAtItsStart) {
    // The loader lists what a program is linked to, and what that is linked to, and ends.
    const ProgramResult loaded = runInShell("LD_TRACE_LOADED_OBJECTS=1 exec \"$0\"", {});
    EXPECT_TRUE(says(loaded.out, "libQt6Widgets")) << loaded.out;
    EXPECT_FALSE(says(loaded.out, "torch")) << loaded.out;
}

TEST(CommandLine, wrongUsageSaysWhatIsWrongOnStandardError) {
    for (const QStringList& arguments :
         {QStringList{"--bogus"}, QStringList{"a.wav", "b.wav", "c.wav"}, QStringList{"render"},
          QStringList{"render", "a.wav", "b.wav"}, QStringList{"measure", "a.wav", "b.wav"},
          QStringList{"graphs", "a.wav", "b.wav", "c.wav"}, QStringList{"methods", "extra"},
          QStringList{"render", "a.wav", "b.wav", "-o", "o.wav", "--steps", "0"},
          QStringList{"render", "a.wav", "b.wav", "-o", "o.mp3"},
          QStringList{"render", "a.wav", "b.wav", "-o", "o.wav", "--no-such-flag", "1"}}) {
        const ProgramResult result = runProgram(arguments);
        EXPECT_EQ(result.status, kUsage) << arguments.join(' ').toStdString();
        EXPECT_TRUE(says(result.err, "tonegraft: ")) << result.err;
        EXPECT_EQ(result.out, "");
    }
}

TEST(CommandLine, theWindowWithoutADisplayIsAMessageAndNoCrash) {
    const ProgramResult none =
        runInShell("unset DISPLAY WAYLAND_DISPLAY QT_QPA_PLATFORM; exec \"$0\"", {});
    EXPECT_EQ(none.status, kFailure);
    EXPECT_TRUE(says(none.err, "display")) << none.err;
    const ProgramResult broken = runProgram({});
    EXPECT_EQ(broken.status, kFailure);
    EXPECT_TRUE(says(broken.err, "tonegraft: ")) << broken.err;
}

TEST(CommandLine, methodsAreListedForPeopleAndPrograms) {
    const ProgramResult text = runProgram({"methods"});
    EXPECT_EQ(text.status, kDone);
    EXPECT_TRUE(says(text.out, "--style-weight"));
    EXPECT_TRUE(says(text.out, "0.9")); // a point under a locale with decimal commas
    const ProgramResult json = runProgram({"methods", "--json"});
    EXPECT_EQ(json.status, kDone);
    const auto parsed = nlohmann::json::parse(json.out);
    EXPECT_EQ(parsed.at(0).at("id"), "tonegraft");
    bool found = false;
    for (const auto& parameter : parsed.at(0).at("parameters"))
        if (parameter.at("id") == "style-weight") {
            found = true;
            EXPECT_EQ(parameter.at("minimum"), 0.0);
            EXPECT_EQ(parameter.at("maximum"), 1.0);
            EXPECT_EQ(parameter.at("default"), 1.0);
        }
    EXPECT_TRUE(found);
}

TEST(CommandLine, standardOutputThatCannotBeWrittenIsAFailure) {
    for (const char* script : {"exec \"$0\" \"$@\" > /dev/full", "exec \"$0\" \"$@\" >&-"}) {
        EXPECT_EQ(runInShell(script, {"methods"}).status, kFailure) << script;
        EXPECT_EQ(runInShell(script, {"--help"}).status, kFailure) << script;
    }
    // The reader of the pipe is gone before the program writes.
    const TempFolder folder;
    const ProgramResult piped = runInShell(
        "mkfifo \"$1\" && { : < \"$1\" & } && exec 3> \"$1\" && wait && \"$0\" methods >&3",
        {QString::fromStdString((folder / "pipe").string())});
    EXPECT_EQ(piped.status, kFailure);
    EXPECT_TRUE(says(piped.err, "Broken pipe")) << piped.err;
}

TEST(Measure, printsATableOrJson) {
    const ClipFolder folder;
    const QStringList clips{folder.file("content.wav"), folder.file("style.wav"),
                            folder.file("content.wav")};
    const ProgramResult table = runProgram(QStringList{"measure"} + clips);
    EXPECT_EQ(table.status, kDone) << table.err;
    EXPECT_EQ(table.out.find("Timbre reached"), 0U) << table.out;
    for (const MeasureInfo& info : kMeasures)
        EXPECT_TRUE(says(table.out, std::string("\n") + info.name) ||
                    table.out.find(info.name) == 0U)
            << info.name;
    const ProgramResult json = runProgram(QStringList{"measure", "--json"} + clips);
    ASSERT_EQ(json.status, kDone) << json.err;
    const auto measures = nlohmann::json::parse(json.out);
    constexpr double kTolerance = 1e-4;
    EXPECT_NEAR(measures.at("timbre_reached").get<double>(), 0.0, kTolerance);
    EXPECT_NEAR(measures.at("style_distance").get<double>(), 1.0, kTolerance);
    EXPECT_NEAR(measures.at("content_distance").get<double>(), 0.0, kTolerance);
    EXPECT_NEAR(measures.at("chroma_correlation").get<double>(), 1.0, kTolerance);
}

TEST(Measure, aFileThatIsMissingIsAFailureThatNamesIt) {
    const ClipFolder folder;
    const ProgramResult result = runProgram(
        {"measure", folder.file("content.wav"), folder.file("style.wav"), folder.file("gone.wav")});
    EXPECT_EQ(result.status, kFailure);
    EXPECT_TRUE(says(result.err, "gone.wav")) << result.err;
}

/// Three hours of silence, of which nearly nothing is on the disk.
void writeHours(const std::filesystem::path& path) {
    const auto text = [](std::uint32_t number) {
        std::string bytes;
        for (int i = 0; i < 4; ++i)
            bytes += static_cast<char>(number >> (8U * static_cast<unsigned>(i)) & 255U);
        return bytes;
    };
    constexpr std::uint32_t kBytes = 8000U * 2U * 3600U * 3U;
    writeBytes(path, "RIFF" + text(36 + kBytes) + "WAVEfmt " + text(16) + text(0x10001) +
                         text(8000) + text(16000) + text(0x100002) + "data" + text(kBytes));
    std::filesystem::resize_file(path, 44 + kBytes);
}

TEST(CommandLine, aCommandWithoutRegionsDoesNotAdviseOne) {
    const ClipFolder folder;
    writeHours(folder / "hours.wav");
    const QStringList clips{folder.file("content.wav"), folder.file("style.wav"),
                            folder.file("hours.wav")};
    for (const QStringList& command :
         {QStringList{"measure"} + clips,
          QStringList{"graphs"} + clips + QStringList{"-o", folder.file("figure.png")}}) {
        const ProgramResult result = runProgram(command);
        EXPECT_EQ(result.status, kFailure);
        EXPECT_TRUE(says(result.err, "longer than two hours")) << result.err;
        EXPECT_TRUE(says(result.err, "Cut it into shorter files")) << result.err;
        EXPECT_FALSE(says(result.err, "region")) << result.err;
    }
}

TEST(CommandLine, memoryThatIsMissingIsToldWithoutARegionToo) {
    for (const MessageCode code : {MessageCode::readNeedsMemory, MessageCode::readOutOfMemory}) {
        const std::string text = withoutRegion(Error(code, {"a.wav", "9 GB", "1 GB"})).what();
        EXPECT_TRUE(says(text, "a.wav") && says(text, "Close other programs")) << text;
        EXPECT_FALSE(says(text, "region")) << text;
    }
    const Error other(MessageCode::readEmptyFile, {"a.wav"});
    EXPECT_EQ(withoutRegion(other).message(), other.message());
}

TEST(Graphs, drawsAFigureWithoutADisplay) {
    const ClipFolder folder;
    const QStringList clips{folder.file("content.wav"), folder.file("style.wav"),
                            folder.file("content.wav")};
    const ProgramResult result =
        runProgram(QStringList{"graphs"} + clips + QStringList{"-o", folder.file("figure.png")});
    ASSERT_EQ(result.status, kDone) << result.err;
    EXPECT_EQ(result.err, "");
    const QImage figure(folder.file("figure.png"));
    EXPECT_GT(figure.width(), 500);
    EXPECT_GT(figure.height(), 500);
}

TEST(Graphs, drawsForPrintInTheFormatOfTheName) {
    const ClipFolder folder;
    const QStringList graphs{"graphs",
                             folder.file("content.wav"),
                             folder.file("style.wav"),
                             folder.file("content.wav"),
                             "--width",
                             "100",
                             "--height",
                             "80",
                             "--dpi",
                             "127",
                             "-o"};
    ASSERT_EQ(runProgram(graphs + QStringList{folder.file("figure.png")}).status, kDone);
    EXPECT_EQ(QImage(folder.file("figure.png")).size(), QSize(500, 400));
    for (const auto& [name, begin] :
         {std::pair{"figure.svg", "<?xml"}, std::pair{"figure.PDF", "%PDF-"}}) {
        ASSERT_EQ(runProgram(graphs + QStringList{folder.file(name)}).status, kDone) << name;
        EXPECT_EQ(readBytes(folder.file(name).toStdString()).substr(0, 5), begin);
    }
    for (const QStringList& wrong :
         {QStringList{"--width", "5"}, QStringList{"--dpi", "1e5"}, QStringList{"--height", "a"},
          QStringList{"--width", "1200", "--height", "1200", "--dpi", "1200"}}) {
        const QStringList clips = graphs.mid(0, 4);
        const ProgramResult result =
            runProgram(clips + wrong + QStringList{"-o", folder.file("x.png")});
        EXPECT_EQ(result.status, kUsage) << wrong.join(' ').toStdString();
        EXPECT_TRUE(says(result.err, wrong.front().toStdString())) << result.err;
    }
}

TEST(Graphs, refusesOtherFormatsAndTargetsThatCannotBeWritten) {
    const ClipFolder folder;
    const QStringList clips{folder.file("content.wav"), folder.file("style.wav"),
                            folder.file("content.wav"), "-o"};
    const QStringList graphs = QStringList{"graphs"} + clips;
    EXPECT_EQ(runProgram(graphs + QStringList{folder.file("figure.jpg")}).status, kUsage);
    EXPECT_EQ(runProgram(graphs + QStringList{folder.file("no/figure.png")}).status, kFailure);
    EXPECT_EQ(folder.entries(), 2U);
}

} // namespace
} // namespace tonegraft::test
