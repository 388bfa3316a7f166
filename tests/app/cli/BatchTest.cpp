// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Program.h"

#include <QStandardPaths>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <sstream>

namespace tonegraft::test {
namespace {

constexpr int kDone = 0;
constexpr int kFailure = 1;
constexpr int kUsage = 2;
constexpr int kInterrupted = 130;

using Json = nlohmann::json;

std::vector<Json> linesOf(const std::string& text) {
    std::vector<Json> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(Json::parse(line));
    return lines;
}

class BatchTest : public testing::Test {
protected:
    ClipFolder folder;

    Json job(const std::string& id, const Json& more = Json::object()) const {
        Json made = {{"id", id},
                     {"content", folder.content().string()},
                     {"style", folder.style().string()},
                     {"output", (folder / (id + ".wav")).string()},
                     {"steps", 3}};
        made.update(more);
        return made;
    }
    void write(const std::vector<Json>& jobs) const {
        std::string text;
        for (const Json& one : jobs)
            text += one.dump() + "\n";
        writeBytes(folder / "jobs.jsonl", text);
    }
    ProgramResult batch(const QStringList& more = {}) const {
        return runProgram(QStringList{"batch", folder.file("jobs.jsonl")} + more);
    }
    std::vector<Json> results(const std::string& shard = {}) const {
        return linesOf(readBytes(folder / ("jobs.results" + shard + ".jsonl")));
    }
};

TEST_F(BatchTest, writesTheSameBytesAsRender) {
    write({job("one", {{"seed", 4}, {"format", "pcm16"}}),
           job("two", {{"style-weight", 0.5}, {"content-duration", 0.5}, {"whole", true}}),
           job("three", {{"output", (folder / "three.flac").string()},
                         {"losses", (folder / "three.csv").string()}})});
    const ProgramResult result = batch({"--jobs", "2"});
    ASSERT_EQ(result.status, kDone) << result.err;
    EXPECT_EQ(result.out + result.err, "");
    ASSERT_EQ(runProgram(folder.render("a.wav", {"--seed", "4", "--format", "pcm16"})).status,
              kDone);
    ASSERT_EQ(runProgram(folder.render("b.wav", {"--style-weight", "0.5", "--content-duration",
                                                 "0.5", "--whole"}))
                  .status,
              kDone);
    ASSERT_EQ(runProgram(folder.render("c.flac", {"--losses", folder.file("c.csv")})).status,
              kDone);
    EXPECT_EQ(readBytes(folder / "one.wav"), readBytes(folder / "a.wav"));
    EXPECT_EQ(readBytes(folder / "two.wav"), readBytes(folder / "b.wav"));
    EXPECT_EQ(readBytes(folder / "three.flac"), readBytes(folder / "c.flac"));
    EXPECT_EQ(readBytes(folder / "three.csv"), readBytes(folder / "c.csv"));
    EXPECT_EQ(results().size(), 3U);
}

TEST_F(BatchTest, resumesByIdSettingsAndOutput) {
    write({job("one"), job("two"), job("bad", {{"style", folder.file("none.wav").toStdString()}})});
    const ProgramResult first = batch();
    EXPECT_EQ(first.status, kFailure);
    EXPECT_NE(first.err.find("1 of 3 jobs failed"), std::string::npos) << first.err;
    EXPECT_NE(first.err.find("none.wav"), std::string::npos) << first.err;
    const std::string before = readBytes(folder / "jobs.results.jsonl");
    EXPECT_EQ(batch({"--resume"}).status, kFailure) << "what failed has not been mended";
    EXPECT_EQ(readBytes(folder / "jobs.results.jsonl"), before) << "nothing was tried again";
    std::filesystem::remove(folder / "one.wav");
    write({job("one"), job("two", {{"seed", 9}}), job("bad")});
    EXPECT_EQ(batch({"--retry"}).status, kDone);
    const std::vector<Json> lines = results();
    ASSERT_EQ(lines.size(), 6U);
    EXPECT_EQ(lines[3]["id"], "one");
    EXPECT_EQ(lines[4]["id"], "two");
    EXPECT_EQ(lines[5]["id"], "bad");
    EXPECT_EQ(batch({"--resume"}).status, kDone);
    EXPECT_EQ(results().size(), 6U);
}

TEST_F(BatchTest, shardsShareTheJobs) {
    write({job("grid", {{"seed", {1, 2, 3}}})});
    EXPECT_EQ(batch({"--shard", "1/2"}).status, kDone);
    EXPECT_EQ(batch({"--shard", "2/2"}).status, kDone);
    EXPECT_EQ(results(".1-of-2").size(), 2U);
    ASSERT_EQ(results(".2-of-2").size(), 1U);
    EXPECT_EQ(results(".2-of-2")[0]["id"], "grid_seed=2");
    for (const char* name : {"grid_seed=1.wav", "grid_seed=2.wav", "grid_seed=3.wav"})
        EXPECT_TRUE(std::filesystem::exists(folder / name)) << name;
    EXPECT_EQ(batch({"--resume"}).status, kDone);
    EXPECT_TRUE(results().empty()) << "all were done already";
}

TEST_F(BatchTest, theNeighboringJobsOfGnuParallelGiveTheSame) {
    if (QStandardPaths::findExecutable("parallel").isEmpty())
        GTEST_SKIP() << "GNU parallel is not installed";
    write({job("grid", {{"seed", {1, 2, 3, 4}}})});
    const ProgramResult result = runInShell(
        "HOME=\"$2\" parallel --will-cite -j2 \"$0\" batch \"$1\" --shard '{}/2' ::: 1 2",
        {folder.file("jobs.jsonl"), folder.file("")});
    ASSERT_EQ(result.status, kDone) << result.err;
    EXPECT_EQ(results(".1-of-2").size(), 2U);
    EXPECT_EQ(results(".2-of-2").size(), 2U);
    ASSERT_EQ(runProgram(folder.render("a.wav", {"--seed", "3"})).status, kDone);
    EXPECT_EQ(readBytes(folder / "grid_seed=3.wav"), readBytes(folder / "a.wav"));
}

TEST_F(BatchTest, tellsItsProgressInLinesOfJson) {
    write({job("one"), job("bad", {{"style", folder.file("none.wav").toStdString()}})});
    const ProgramResult result = batch({"--progress", "jsonl"});
    EXPECT_EQ(result.status, kFailure);
    std::size_t steps = 0;
    std::vector<Json> ends;
    for (const Json& line : linesOf(result.out)) {
        if (line["event"] == "result")
            ends.push_back(line);
        else
            steps += line["id"] == "one" && line["stage"] == "optimizing" ? 1 : 0;
    }
    EXPECT_GE(steps, 3U);
    ASSERT_EQ(ends.size(), 2U);
    EXPECT_EQ(ends[0]["status"], "done");
    EXPECT_EQ(ends[1]["status"], "failed");
    Json written = results()[0];
    written["event"] = "result";
    EXPECT_EQ(ends[0], written);
}

TEST_F(BatchTest, whatIsWrongIsFoundBeforeAnythingIsDone) {
    write({job("one"), job("two", {{"steps", -1}})});
    const ProgramResult wrong = batch();
    EXPECT_EQ(wrong.status, kUsage);
    EXPECT_NE(wrong.err.find("jobs.jsonl, line 2: --steps -1"), std::string::npos) << wrong.err;
    EXPECT_FALSE(std::filesystem::exists(folder / "one.wav"));
    EXPECT_FALSE(std::filesystem::exists(folder / "jobs.results.jsonl"));
    EXPECT_EQ(runProgram({"batch", folder.file("none.jsonl")}).status, kUsage);
    EXPECT_EQ(batch({"--shard", "3/2"}).status, kUsage);
    EXPECT_EQ(batch({"--jobs", "many"}).status, kUsage);
    EXPECT_EQ(batch({"--progress", "xml"}).status, kUsage);
    const ProgramResult help = runProgram({"batch", "--help"});
    EXPECT_EQ(help.status, kDone);
    EXPECT_NE(help.out.find("--retry"), std::string::npos);
}

TEST_F(BatchTest, stoppedItKeepsWhatWasFinishedAndGoesOnLater) {
    write({job("short"), job("long", {{"method", "statistics"}, {"steps", 10000}})});
    QProcess process;
    process.setProcessEnvironment(bareEnvironment());
    process.start(TONEGRAFT_PROGRAM, {"batch", folder.file("jobs.jsonl"), "--progress", "jsonl"});
    ASSERT_TRUE(process.waitForStarted());
    QByteArray said;
    while (!said.contains("\"id\":\"long\"") && process.waitForReadyRead(60000))
        said += process.readAllStandardOutput();
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    EXPECT_EQ(ended(process).status, kInterrupted);
    EXPECT_EQ(results().size(), 1U);
    EXPECT_TRUE(std::filesystem::exists(folder / "short.wav"));
    EXPECT_FALSE(std::filesystem::exists(folder / "long.wav"));
    write({job("short"), job("long")});
    EXPECT_EQ(batch({"--resume"}).status, kDone);
    EXPECT_EQ(results().size(), 2U);
}

} // namespace
} // namespace tonegraft::test
