// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/BatchResults.h"

#include "app/cli/BatchJobs.h"
#include "support/TempFolder.h"
#include "tonegraft/Error.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <thread>

namespace tonegraft::test {
namespace {

class BatchResultsTest : public testing::Test {
protected:
    TempFolder folder;
    std::filesystem::path jobs = folder / "jobs.jsonl";

    BatchJob job(const std::string& id, const std::string& hash = "1a") const {
        BatchJob made;
        made.id = id;
        made.hash = hash;
        made.options.output = folder / (id + ".wav");
        return made;
    }
    static BatchResult resultOf(const BatchJob& job, const std::string& failure = {}) {
        BatchResult result;
        result.id = job.id;
        result.hash = job.hash;
        result.output = job.options.output.string();
        result.failure = failure;
        return result;
    }
    void add(const BatchResult& result, const Shard& shard = {}) const {
        ResultsFile(resultsFile(jobs, shard), true).add(result);
    }
};

TEST_F(BatchResultsTest, standBesideTheJobsForEachShardInAFileOfItsOwn) {
    EXPECT_EQ(resultsFile("d/jobs.jsonl", {}), "d/jobs.results.jsonl");
    EXPECT_EQ(resultsFile("jobs.jsonl", {2, 8}), "jobs.results.2-of-8.jsonl");
}

TEST_F(BatchResultsTest, aJobIsDoneWhileItsSettingsAreTheSameAndItsFilesAreThere) {
    add(resultOf(job("a")), {1, 2});
    add(resultOf(job("b"), "the disk is full"), {2, 2});
    EXPECT_FALSE(PastResults(jobs).done(job("a"))) << "its file is not there";
    writeBytes(folder / "a.wav", "");
    const PastResults past(jobs);
    EXPECT_TRUE(past.done(job("a")));
    EXPECT_FALSE(past.done(job("a", "2b"))) << "other settings";
    EXPECT_FALSE(past.done(job("b")));
    EXPECT_TRUE(past.failed(job("b")));
    EXPECT_FALSE(past.failed(job("b", "2b")));
    EXPECT_FALSE(past.failed(job("c")));
}

TEST_F(BatchResultsTest, theLastLineOfAJobCounts) {
    add(resultOf(job("a"), "the disk is full"));
    add(resultOf(job("a")));
    writeBytes(folder / "a.wav", "");
    EXPECT_TRUE(PastResults(jobs).done(job("a")));
    EXPECT_FALSE(PastResults(jobs).failed(job("a")));
}

TEST_F(BatchResultsTest, aLineThatWasCutOffSwallowsNoOther) {
    add(resultOf(job("a"), "x"));
    const auto file = resultsFile(jobs, {});
    const std::string whole = readBytes(file);
    writeBytes(file, whole + whole.substr(0, whole.size() / 2));
    add(resultOf(job("b"), "x"));
    const PastResults past(jobs);
    EXPECT_TRUE(past.failed(job("a")));
    EXPECT_TRUE(past.failed(job("b")));
}

TEST_F(BatchResultsTest, beginAnewUnlessItGoesOn) {
    add(resultOf(job("a"), "x"));
    ResultsFile(resultsFile(jobs, {}), false).add(resultOf(job("b"), "x"));
    EXPECT_FALSE(PastResults(jobs).failed(job("a")));
}

TEST_F(BatchResultsTest, linesOfSeveralThreadsStandWhole) {
    constexpr int kThreads = 4;
    constexpr int kLines = 200;
    const auto file = resultsFile(jobs, {});
    {
        ResultsFile results(file, false);
        std::vector<std::thread> threads;
        for (int t = 0; t < kThreads; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < kLines; ++i)
                    results.add(resultOf(job(std::to_string(t) + "/" + std::to_string(i)),
                                         std::string(2000, 'x')));
            });
        for (std::thread& thread : threads)
            thread.join();
    }
    const std::string bytes = readBytes(file);
    EXPECT_EQ(std::count(bytes.begin(), bytes.end(), '\n'), kThreads * kLines);
    const PastResults past(jobs);
    for (int t = 0; t < kThreads; ++t)
        for (int i = 0; i < kLines; ++i)
            EXPECT_TRUE(past.failed(job(std::to_string(t) + "/" + std::to_string(i))));
}

TEST_F(BatchResultsTest, aFileThatCannotBeWrittenIsNamed) {
    try {
        ResultsFile(folder / "no such folder/jobs.results.jsonl", false);
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("no such folder"), std::string::npos);
    }
}

TEST_F(BatchResultsTest, aLineTellsWhatBecameOfTheJob) {
    BatchResult result = resultOf(job("a"), "the disk is full");
    result.warnings = {"caf\xE9"};
    result.madeBy = "Tonegraft --method x";
    const auto json = resultJson(result);
    EXPECT_EQ(json["status"], "failed");
    EXPECT_EQ(json["error"], "the disk is full");
    EXPECT_EQ(json["made_by"], "Tonegraft --method x");
    EXPECT_EQ(resultJson(resultOf(job("a")))["status"], "done");
    EXPECT_FALSE(resultJson(resultOf(job("a"))).contains("error"));
}

} // namespace
} // namespace tonegraft::test
