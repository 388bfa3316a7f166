// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Program.h"

#include "tonegraft/Loudness.h"

#include <QTest>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <functional>

#include <sys/stat.h>

namespace tonegraft::test {
namespace {

constexpr int kDone = 0;
constexpr int kFailure = 1;
constexpr int kUsage = 2;
constexpr int kInterrupted = 130;
constexpr std::size_t kClipsOnly = 2;

TEST(Render, writesAClipLikeTheContent) {
    const ClipFolder folder;
    const ProgramResult result = runProgram(folder.render("out.wav"));
    ASSERT_EQ(result.status, kDone) << result.err;
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err, ""); // no progress line where there is no terminal
    const AudioClip output = readClip(folder / "out.wav").clip;
    EXPECT_EQ(output.sampleRateHz, 8000);
    EXPECT_EQ(output.channelCount(), 1);
    EXPECT_EQ(output.sampleCount(), 8000U);
    EXPECT_LE(loudnessOf(output).truePeakDbtp, -1.0 + 0.05);
}

TEST(Render, theCommentTellsHowItWasMade) {
    const ClipFolder folder;
    ASSERT_EQ(runProgram(folder.render("out.wav", {"--seed", "77"})).status, kDone);
    const std::string bytes = readBytes(folder / "out.wav");
    EXPECT_NE(bytes.find("--method tonegraft --style-weight 1 "), std::string::npos);
    EXPECT_NE(bytes.find("--steps 3"), std::string::npos);
    EXPECT_NE(bytes.find("--seed 77"), std::string::npos);
    EXPECT_NE(bytes.find("(content 'content.wav', style 'style.wav')"), std::string::npos);
}

TEST(Render, writesFlacAndOggByTheNameAndTheLossCurve) {
    const ClipFolder folder;
    ASSERT_EQ(runProgram(folder.render("out.wav")).status, kDone);
    ASSERT_EQ(runProgram(folder.render("out.flac", {"--losses", folder.file("losses.csv")})).status,
              kDone);
    ASSERT_EQ(runProgram(folder.render("out.ogg")).status, kDone);
    const LoadedClip wav = readClip(folder / "out.wav");
    const LoadedClip flac = readClip(folder / "out.flac");
    const LoadedClip ogg = readClip(folder / "out.ogg");
    EXPECT_EQ(flac.formatName, "FLAC");
    EXPECT_EQ(flac.clip.channels, wav.clip.channels); // both 24 bit
    EXPECT_EQ(ogg.formatName, "Ogg Vorbis");
    EXPECT_EQ(ogg.clip.sampleCount(), wav.clip.sampleCount());
    for (const char* name : {"out.flac", "out.ogg"})
        EXPECT_NE(readBytes(folder / name).find("--method tonegraft"), std::string::npos) << name;
    const std::string table = readBytes(folder / "losses.csv");
    EXPECT_EQ(table.substr(0, table.find('\n')), "step,total,style,content,melody,dynamics");
    EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 4); // three steps
}

TEST(Render, theSameCallGivesTheSameBytesOnAnyNumberOfThreads) {
    const ClipFolder folder;
    const QStringList format{"--format", "pcm16"};
    ASSERT_EQ(runProgram(folder.render("one.wav", format + QStringList{"--threads", "1"})).status,
              kDone);
    ASSERT_EQ(runProgram(folder.render("three.wav", format + QStringList{"--threads", "3"})).status,
              kDone);
    EXPECT_EQ(readBytes(folder / "one.wav"), readBytes(folder / "three.wav"));
}

TEST(Render, takesRegionsOfTheClips) {
    const ClipFolder folder;
    const ProgramResult result =
        runProgram(folder.render("out.wav", {"--content-start", "0.25", "--content-duration", "0.5",
                                             "--style-start", "0.125"}));
    ASSERT_EQ(result.status, kDone) << result.err;
    EXPECT_EQ(readClip(folder / "out.wav").clip.sampleCount(), 4000U);
    EXPECT_EQ(runProgram(folder.render("none.wav", {"--content-start", "5"})).status, kFailure);
}

TEST(Render, putsARegionBackIntoTheWholeContent) {
    const ClipFolder folder;
    const QStringList region{"--content-start", "0.25", "--content-duration", "0.5",
                             "--format",        "float"};
    const ProgramResult result =
        runProgram(folder.render("whole.wav", region + QStringList{"--whole"}));
    ASSERT_EQ(result.status, kDone) << result.err;
    ASSERT_EQ(runProgram(folder.render("part.wav", region)).status, kDone);
    const AudioClip content = readClip(folder.content()).clip;
    const AudioClip part = readClip(folder / "part.wav").clip;
    const AudioClip whole = readClip(folder / "whole.wav").clip;
    ASSERT_EQ(whole.sampleCount(), content.sampleCount());
    constexpr std::size_t kBegin = 2000;
    constexpr std::size_t kEnd = 6000;
    constexpr std::size_t kMiddle = 4000;
    EXPECT_EQ(whole.channels[0][kBegin - 1], content.channels[0][kBegin - 1]);
    EXPECT_EQ(whole.channels[0][kEnd], content.channels[0][kEnd]);
    EXPECT_EQ(whole.channels[0][kMiddle], part.channels[0][kMiddle - kBegin]);
    EXPECT_LE(loudnessOf(whole).truePeakDbtp, -1.0 + 0.05);
    EXPECT_NE(
        readBytes(folder / "whole.wav").find("--content-start 0.25 --content-duration 0.5 --whole"),
        std::string::npos);
    const ProgramResult beyond =
        runProgram(folder.render("none.wav", {"--content-start", "5", "--whole"}));
    EXPECT_EQ(beyond.status, kFailure);
    EXPECT_NE(beyond.err.find("content.wav"), std::string::npos) << beyond.err;
}

TEST(Render, reportsWhatWasDoneAndWhatCameOut) {
    const ClipFolder folder;
    ASSERT_EQ(runProgram(folder.render("out.wav", {"--report", folder.file("r.json")})).status,
              kDone);
    const auto report = nlohmann::json::parse(readBytes(folder / "r.json"));
    EXPECT_EQ(report.at("method"), "tonegraft");
    EXPECT_EQ(report.at("parameters").at("steps"), 3);
    EXPECT_EQ(report.at("losses").size(), 3U);
    EXPECT_GT(report.at("peak_rss_bytes").get<double>(), 1e6);
    EXPECT_GT(report.at("seconds").at("total").get<double>(), 0.0);
    const ProgramResult measured = runProgram({"measure", "--json", folder.file("content.wav"),
                                               folder.file("style.wav"), folder.file("out.wav")});
    ASSERT_EQ(measured.status, kDone);
    // The file's 24 bits are all that lies between the two.
    constexpr double kQuantization = 1e-3;
    EXPECT_NEAR(report.at("style_distance").get<double>(),
                nlohmann::json::parse(measured.out).at("style_distance").get<double>(),
                kQuantization);
}

TEST(Render, refusesClipsThatCannotBeReadAndWritesNothing) {
    const ClipFolder folder;
    writeBytes(folder / "empty.wav", "");
    writeBytes(folder / "text.wav", "This is no sound at all, just a line of text.\n");
    writeClip(folder / "silent.wav", monoClip(8000, std::vector<float>(8000, 0.0F)));
    writeClip(folder / "short.wav", monoClip(8000, std::vector<float>(100, 0.5F)));
    ASSERT_EQ(mkfifo((folder / "fifo.wav").c_str(), 0600), 0);
    const std::size_t before = folder.entries();
    for (const char* bad :
         {"missing.wav", "empty.wav", "text.wav", "silent.wav", "short.wav", "fifo.wav", "."}) {
        for (const auto& [content, style] :
             {std::pair{bad, "style.wav"}, std::pair{"content.wav", bad}}) {
            const ProgramResult result = runProgram(
                {"render", folder.file(content), folder.file(style), "-o", folder.file("out.wav")});
            EXPECT_EQ(result.status, kFailure) << content << " " << style;
            EXPECT_NE(result.err, "");
        }
    }
    EXPECT_EQ(
        runProgram({"render", "/dev/zero", folder.file("style.wav"), "-o", folder.file("out.wav")})
            .status,
        kFailure);
    EXPECT_EQ(folder.entries(), before);
}

TEST(Render, refusesTargetsBeforeTheWorkBegins) {
    const ClipFolder folder;
    std::filesystem::create_directory(folder / "folder.wav");
    ASSERT_EQ(mkfifo((folder / "fifo.wav").c_str(), 0600), 0);
    const std::string longName(300, 'x');
    // With so many steps, work that had begun would not end in the time a test has.
    const QStringList forever{"--steps", "100000"};
    for (const std::string& bad : {std::string("no/such/folder.wav"), std::string("folder.wav"),
                                   std::string("fifo.wav"), longName + ".wav"}) {
        const ProgramResult result = runProgram(folder.render(bad, forever));
        EXPECT_EQ(result.status, kFailure) << bad;
        EXPECT_NE(result.err.find("Cannot write"), std::string::npos) << result.err;
        EXPECT_EQ(runProgram(
                      folder.render("out.wav", forever + QStringList{"--report", folder.file(bad)}))
                      .status,
                  kFailure)
            << bad;
    }
    EXPECT_EQ(runProgram(folder.render("content.wav", forever)).status, kUsage);
    EXPECT_EQ(folder.entries(), kClipsOnly + 2);
}

/// Run from the folder itself, with a temporary folder inside.
ProgramResult runIn(const ClipFolder& folder, const QString& script, const QStringList& arguments) {
    std::filesystem::create_directories(folder / "tmp");
    return runInShell("cd '" + folder.file("") + "' && TMPDIR=\"$PWD/tmp\" && export TMPDIR && " +
                          script,
                      arguments);
}

TEST(Render, twoNamesOfOneFileAreRefusedBeforeTheWork) {
    const ClipFolder folder;
    const QStringList forever{"render", "content.wav", "style.wav", "-o",
                              "x.wav",  "--steps",     "100000"};
    for (const char* flag : {"--report", "--losses"})
        for (const char* name : {"./x.wav", "tmp/../x.wav"}) {
            const ProgramResult result =
                runIn(folder, "exec \"$0\" \"$@\"", forever + QStringList{flag, name});
            EXPECT_EQ(result.status, kUsage) << flag << " " << name << result.err;
            EXPECT_FALSE(std::filesystem::exists(folder / "x.wav"));
        }
}

TEST(Render, whatPreventsWritingIsFoundBeforeTheWork) {
    const ClipFolder folder;
    const QStringList forever{"render", "content.wav", "style.wav", "-o",
                              "x.wav",  "--steps",     "100000"};
    const ProgramResult large = runIn(folder, "ulimit -f 1; exec \"$0\" \"$@\"", forever);
    EXPECT_EQ(large.status, kFailure);
    EXPECT_NE(large.err.find("larger than this system allows"), std::string::npos) << large.err;
    writeClip(folder / "odd.wav", monoClip(100001, noise(50000, 0.3, 1)));
    const ProgramResult rate =
        runIn(folder, "exec \"$0\" \"$@\"",
              {"render", "odd.wav", "style.wav", "-o", "x.flac", "--steps", "100000"});
    EXPECT_EQ(rate.status, kFailure);
    EXPECT_NE(rate.err.find("100001 Hz is not possible"), std::string::npos) << rate.err;
    EXPECT_FALSE(std::filesystem::exists(folder / "x.flac"));
}

/// Starts a render, puts a folder in the place of its output meanwhile, and waits for the end.
ProgramResult renderWithoutPlace(const ClipFolder& folder) {
    std::filesystem::create_directory(folder / "tmp");
    QProcess process;
    QProcessEnvironment environment = bareEnvironment();
    environment.insert("TMPDIR", folder.file("tmp"));
    process.setProcessEnvironment(environment);
    process.start(TONEGRAFT_PROGRAM, folder.render("x.wav", {"--steps", "1000", "--threads", "4",
                                                             "--losses", folder.file("l.csv")}));
    constexpr std::size_t kRunning = 5; // main, the one that waits for signals, the engine's
    constexpr int kLongestMs = 20000;
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return threadsOf(process.processId()) >= kRunning; }, kLongestMs));
    std::filesystem::create_directory(folder / "x.wav");
    return ended(process);
}

TEST(Render, whatCannotBeWrittenAfterAllIsKeptAndSaidWhere) {
    const ClipFolder folder;
    const ProgramResult result = renderWithoutPlace(folder);
    EXPECT_EQ(result.status, kFailure);
    EXPECT_NE(result.err.find("it is a folder"), std::string::npos) << result.err;
    const std::string mark = "It is kept in '";
    const std::size_t begin = result.err.find(mark) + mark.size();
    ASSERT_GT(begin, mark.size()) << result.err;
    const std::string kept = result.err.substr(begin, result.err.find('\'', begin) - begin);
    EXPECT_EQ(kept.rfind((folder / "tmp").string(), 0), 0U) << kept;
    EXPECT_EQ(readClip(kept).clip.sampleCount(), 8000U);
    EXPECT_TRUE(std::filesystem::exists(folder / "l.csv")); // the others are written all the same
}

TEST(Render, showsNamesAsTextOnATerminal) {
    const ClipFolder folder;
    const ProgramResult result =
        runProgram({"render", folder.file("a\x1b[31m\u009b\u202e\u2028.wav"),
                    folder.file("style.wav"), "-o", folder.file("x.wav")});
    EXPECT_EQ(result.status, kFailure);
    EXPECT_NE(result.err.find("a\\x1B[31m\\u009B\\u202E\\u2028.wav"), std::string::npos)
        << result.err;
    const ProgramResult usage = runProgram(folder.render("x.wav", {"--seed", "1\x1b[2J\u202e"}));
    EXPECT_EQ(usage.status, kUsage);
    EXPECT_EQ(usage.err.find('\x1b'), std::string::npos);
    EXPECT_NE(usage.err.find("1\\x1B[2J\\u202E"), std::string::npos) << usage.err;
}

TEST(Render, aFailedWriteLeavesTheOldFileAndNothingElse) {
    const ClipFolder folder;
    writeBytes(folder / "out.wav", "old");
    const ProgramResult result =
        runInShell("ulimit -f 1; exec \"$0\" \"$@\"", folder.render("out.wav"));
    EXPECT_EQ(result.status, kFailure);
    EXPECT_NE(result.err.find("out.wav"), std::string::npos) << result.err;
    EXPECT_EQ(readBytes(folder / "out.wav"), "old");
    EXPECT_EQ(folder.entries(), kClipsOnly + 1);
}

TEST(Render, takesNamesWithBlanksPercentsNewlinesAndUnicode) {
    const ClipFolder folder;
    const std::string name = "a %s\nÜ 歌 🎻.wav";
    const ProgramResult result = runProgram(folder.render(name));
    EXPECT_EQ(result.status, kDone) << result.err;
    EXPECT_TRUE(std::filesystem::exists(folder / name));
}

TEST(Render, theOriginalMethodWorks) {
    const ClipFolder folder;
    const ProgramResult result =
        runProgram(folder.render("out.wav", {"--method", "dipani", "--filters", "32"}));
    EXPECT_EQ(result.status, kDone) << result.err;
    EXPECT_EQ(readClip(folder / "out.wav").clip.sampleRateHz, 22050);
}

/// Sends the signals once the render has that many threads.
ProgramResult interruptedRender(const ClipFolder& folder, const std::vector<int>& signals,
                                std::size_t threads) {
    QProcess process;
    process.setProcessEnvironment(bareEnvironment());
    process.start(TONEGRAFT_PROGRAM,
                  folder.render("out.wav", {"--steps", "100000", "--threads", "4"}));
    process.waitForStarted();
    constexpr int kLongestMs = 20000;
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return threadsOf(process.processId()) >= threads; }, kLongestMs));
    for (const int signal : signals)
        kill(static_cast<pid_t>(process.processId()), signal);
    return ended(process);
}

TEST(Render, interruptedAtAnyMomentWritesNothing) {
    constexpr std::size_t kReading = 2; // main and the one that waits for signals
    constexpr std::size_t kRunning = 5; // and the engine's
    for (int signal : {SIGINT, SIGTERM, SIGHUP})
        for (std::size_t threads : {kReading, kRunning}) {
            const ClipFolder folder;
            const ProgramResult result = interruptedRender(folder, {signal}, threads);
            EXPECT_EQ(result.status, kInterrupted) << signal << " " << threads;
            EXPECT_NE(result.err.find("interrupted"), std::string::npos) << result.err;
            EXPECT_EQ(folder.entries(), kClipsOnly);
        }
}

TEST(Render, startedWithNohupItOutlivesItsTerminal) {
    const ClipFolder folder;
    const ProgramResult result =
        runInShell("trap '' HUP; \"$0\" \"$@\" & kill -HUP $!; wait $!", folder.render("out.wav"));
    EXPECT_EQ(result.status, kDone) << result.err;
    EXPECT_TRUE(std::filesystem::exists(folder / "out.wav"));
}

TEST(Render, interruptedTwiceEndsAtOnceAndWritesNothing) {
    constexpr std::size_t kRunning = 5;
    const ClipFolder folder;
    // Two kinds: of one, the second could be lost while the first waits.
    const ProgramResult result = interruptedRender(folder, {SIGINT, SIGTERM}, kRunning);
    EXPECT_EQ(result.status, kInterrupted) << result.err;
    EXPECT_EQ(folder.entries(), kClipsOnly);
}

} // namespace
} // namespace tonegraft::test
