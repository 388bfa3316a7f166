// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/BatchJobs.h"

#include "app/cli/Arguments.h"

#include <gtest/gtest.h>

#include <set>

namespace tonegraft {
namespace {

/// A line whose names are made of `id`, with more behind them.
std::string line(const std::string& id, const std::string& more = {}) {
    return R"({"id": ")" + id + R"(", "content": "c.wav", "style": "s.wav", "output": "out/)" + id +
           ".wav\"" + more + "}\n";
}

/// Of a file of one job.
BatchJob jobOf(const std::string& more) {
    return batchJobs(line("a", more), "jobs.jsonl").at(0);
}

bool refusedWith(const std::string& text, const std::string& words) {
    try {
        batchJobs(text, "jobs.jsonl");
    } catch (const UsageError& error) {
        const std::string said = error.what();
        return said.rfind("jobs.jsonl", 0) == 0 && said.find(words) != std::string::npos;
    }
    return false;
}

TEST(BatchJobs, aLineHasTheOptionsOfRender) {
    const BatchJob job = jobOf(R"(, "method": "statistics", "steps": 7, "style-weight": 0.25, )"
                               R"("content-start": 1.5, "whole": true, "format": "pcm16", )"
                               R"("report": "a.json")");
    EXPECT_EQ(job.id, "a");
    EXPECT_EQ(job.options.content, "c.wav");
    EXPECT_EQ(job.options.style, "s.wav");
    EXPECT_EQ(job.options.output, "out/a.wav");
    EXPECT_EQ(job.options.settings.method, "statistics");
    EXPECT_EQ(job.options.settings.steps, 7);
    EXPECT_EQ(job.options.settings.styleWeight, 0.25);
    EXPECT_EQ(job.options.contentRegion.startSeconds, 1.5);
    EXPECT_TRUE(job.options.whole);
    EXPECT_EQ(job.options.format, SampleFormat::pcm16);
    EXPECT_EQ(job.options.report, "a.json");
    EXPECT_FALSE(jobOf(R"(, "whole": false)").options.whole);
}

TEST(BatchJobs, theParametersOfAnExportsJsonAreTakenAsTheyStand) {
    const BatchJob job = jobOf(
        R"(, "method": "statistics", "parameters": {"filters": "inf", "steps": 9}, "seed": 4)");
    EXPECT_EQ(job.options.settings.steps, 9);
    EXPECT_EQ(job.options.settings.seed, 4U);
}

TEST(BatchJobs, aNameThatBeginsWithADashIsAFile) {
    const auto jobs = batchJobs(
        R"({"id": 1, "content": "-c.wav", "style": "--steps", "output": "o.wav"})", "jobs.jsonl");
    EXPECT_EQ(jobs.at(0).id, "1");
    EXPECT_EQ(jobs.at(0).options.content, "-c.wav");
    EXPECT_EQ(jobs.at(0).options.style, "--steps");
}

TEST(BatchJobs, listsMakeAllCombinationsWithIdsAndFilesOfTheirOwn) {
    const auto jobs = batchJobs(
        "\n" + line("a", R"(, "style-weight": [0.5, 1], "seed": [1, 2, 3], "report": "r.json")") +
            " \n" + line("b"),
        "jobs.jsonl");
    ASSERT_EQ(jobs.size(), 7U);
    EXPECT_EQ(jobs[1].id, "a_style-weight=0.5_seed=2");
    EXPECT_EQ(jobs[1].options.output, "out/a_style-weight=0.5_seed=2.wav");
    EXPECT_EQ(jobs[1].options.report, "r_style-weight=0.5_seed=2.json");
    EXPECT_EQ(jobs[1].options.settings.styleWeight, 0.5);
    EXPECT_EQ(jobs[1].options.settings.seed, 2U);
    EXPECT_EQ(jobs[5].id, "a_style-weight=1_seed=3");
    EXPECT_EQ(jobs[6].id, "b");
}

TEST(BatchJobs, theHashIsOfAllThatDecidesTheFiles) {
    const std::vector<std::string> different{
        "",
        R"(, "steps": 7)",
        R"(, "style-duration": 2)",
        R"(, "format": "pcm16")",
        R"(, "whole": true)",
        R"(, "losses": "l.csv")",
    };
    std::set<std::string> hashes;
    for (const std::string& more : different)
        hashes.insert(jobOf(more).hash);
    EXPECT_EQ(hashes.size(), different.size());
    EXPECT_EQ(jobOf(R"(, "threads": 3)").hash, jobOf("").hash) << "it changes only how fast";
    const auto moved = batchJobs(
        R"({"id": "a", "content": "d/c.wav", "style": "s.wav", "output": "out/a.wav"})", "jobs");
    EXPECT_NE(moved.at(0).hash, jobOf("").hash);
}

TEST(BatchJobs, whatIsWrongIsSaidWithItsLine) {
    EXPECT_TRUE(refusedWith(line("a") + "{\"id\": }\n", "line 2: this is no JSON object"));
    EXPECT_TRUE(refusedWith(line("a") + "[]\n", "line 2: this is no JSON object"));
    EXPECT_TRUE(refusedWith(R"({"id": "a"})", "content: is missing"));
    EXPECT_TRUE(refusedWith(line("a", R"(, "style-weight": 7)"), "--style-weight 7"));
    EXPECT_TRUE(refusedWith(line("a", R"(, "stile-weight": 1)"), "stile-weight"));
    EXPECT_TRUE(refusedWith(line("a", R"(, "seed": {"a": 1})"), "seed: must be a number"));
    EXPECT_TRUE(refusedWith(line("a", R"(, "seed": [])"), "seed: the list is empty"));
    EXPECT_TRUE(refusedWith(line("a", R"(, "seed": [[1]])"), "seed: must be a number"));
    EXPECT_TRUE(refusedWith(line("a", R"(, "seed": true)"), "seed"));
    EXPECT_TRUE(refusedWith(line("a", R"(, "help": true)"), "no such setting"));
    EXPECT_TRUE(refusedWith(line("a", R"(, "seed=1 --steps": 3)"), "no such setting"));
    EXPECT_TRUE(refusedWith(" \n\n", "there is no job"));
}

TEST(BatchJobs, noJobMayTouchWhatAnotherOneNeeds) {
    EXPECT_TRUE(refusedWith(line("a") + line("a"), "line 2: id: two jobs are called a"));
    const std::string again =
        R"({"id": "b", "content": "c.wav", "style": "s.wav", "output": "./out/../out/a.wav"})";
    EXPECT_TRUE(refusedWith(line("a") + again, "would be written twice, also by the job a"));
    const std::string chained =
        R"({"id": "b", "content": "out/a.wav", "style": "s.wav", "output": "b.wav"})";
    EXPECT_TRUE(refusedWith(chained + "\n" + line("a"), "a clip of the job b"));
}

TEST(BatchJobs, aGridThatIsEndlessIsRefused) {
    std::string list = "[0";
    for (int i = 1; i < 1001; ++i)
        list += "," + std::to_string(i);
    list += "]";
    EXPECT_TRUE(refusedWith(line("a", ", \"seed\": " + list + ", \"threads\": " + list +
                                          ", \"content-start\": " + list),
                            "more than"));
}

} // namespace
} // namespace tonegraft
