// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Program.h"

#include <QTest>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <regex>

namespace tonegraft::test {
namespace {

QStringList compare(const ClipFolder& folder, const QStringList& more) {
    return QStringList{"compare", folder.file("content.wav"), folder.file("style.wav"), "-o",
                       folder.file("page")} +
           more;
}

nlohmann::json withoutWhatVaries(const std::filesystem::path& file) {
    nlohmann::json json = nlohmann::json::parse(readBytes(file));
    for (nlohmann::json& run : json["runs"]) {
        if (run.contains("failure"))
            continue;
        EXPECT_GT(run["seconds"]["total"], 0.0);
        run.erase("seconds");
        run.erase("bytes");
    }
    return json;
}

TEST(Compare, writesAPageAndPrintsItsTables) {
    const ClipFolder folder;
    const QStringList arguments =
        compare(folder, {"--methods", "tonegraft,musaic,antognini", "--equal-seconds", "0"});
    const ProgramResult result = runProgram(arguments);
    ASSERT_EQ(result.status, 0) << result.err;
    // The timbre reached stands before the steps.
    EXPECT_TRUE(std::regex_search(result.out, std::regex(R"(\| `tonegraft` \| [^|]+ \| 12 \|)")))
        << result.out;
    EXPECT_TRUE(std::regex_search(result.out, std::regex(R"(\| `musaic` \| [^|]+ \| 50 \|)")));
    EXPECT_NE(result.out.find("\n`antognini`: The content is too short"), std::string::npos);
    EXPECT_EQ(result.err, "");
    const auto json = withoutWhatVaries(folder / "page/comparison.json");
    ASSERT_EQ(runProgram(arguments + QStringList{"--threads", "3"}).status, 0);
    EXPECT_EQ(withoutWhatVaries(folder / "page/comparison.json"), json);
    EXPECT_NE(readBytes(folder / "page/comparison.html").find("<audio"), std::string::npos);
}

TEST(Compare, interruptedWritesNothing) {
    const ClipFolder folder;
    QProcess process;
    process.setProcessEnvironment(bareEnvironment());
    process.start(TONEGRAFT_PROGRAM, compare(folder, {"--methods", "dipani", "--threads", "4"}));
    process.waitForStarted();
    constexpr std::size_t kRunning = 5; // main, the one that waits for signals, the engine's
    constexpr int kLongestMs = 20000;
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return threadsOf(process.processId()) >= kRunning; }, kLongestMs));
    kill(static_cast<pid_t>(process.processId()), SIGINT);
    const ProgramResult result = ended(process);
    EXPECT_EQ(result.status, 130);
    EXPECT_NE(result.err.find("nothing was written"), std::string::npos) << result.err;
    EXPECT_FALSE(std::filesystem::exists(folder / "page"));
}

TEST(Compare, refusesWhatItCannotDoBeforeItRuns) {
    const ClipFolder folder;
    EXPECT_EQ(runProgram(compare(folder, {"--methods", "magic"})).status, 2);
    EXPECT_EQ(runProgram({"compare", folder.file("content.wav"), folder.file("style.wav"), "-o",
                          folder.file("none/page")})
                  .status,
              1);
    EXPECT_EQ(runProgram({"compare", folder.file("content.wav"), folder.file("style.wav"), "-o",
                          folder.file("style.wav")})
                  .status,
              1);
}

} // namespace
} // namespace tonegraft::test
