// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/BatchRun.h"

#include "support/TempFolder.h"
#include "tonegraft/Error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace tonegraft::test {
namespace {

AudioClip clipOf(float value) {
    return {8000, {std::vector<float>(800, value)}};
}

/// Jobs on clips that are numbers, an engine that counts what it is asked for.
class BatchRunTest : public testing::Test {
protected:
    TempFolder folder;
    RunControl control;
    std::mutex mutex;
    std::vector<std::string> read;
    std::vector<std::string> begun; ///< ids, in this order
    std::vector<BatchResult> results;
    std::vector<int> threads;
    std::function<void()> onRun = [] {};

    BatchJob job(const std::string& id, const std::string& style) const {
        BatchJob made;
        made.id = id;
        made.options.content = "content";
        made.options.style = style;
        made.options.output = folder / (id + ".wav");
        made.options.settings.seed = static_cast<std::uint64_t>(std::stoi(id));
        return made;
    }
    EngineFunctions engine() {
        EngineFunctions functions = engineFunctions();
        functions.read = [this](const std::filesystem::path& path, const ReadOptions&) {
            const std::lock_guard<std::mutex> lock(mutex);
            read.push_back(path.string());
            if (path == "missing")
                throw Error("missing: there is no such file.");
            return LoadedClip{clipOf(0.5F), "WAV", {}};
        };
        functions.run = [this](const AudioClip& content, const AudioClip&,
                               const TransferSettings& settings, TransferObserver& observer,
                               RunControl& ending) {
            {
                const std::lock_guard<std::mutex> lock(mutex);
                begun.push_back(std::to_string(settings.seed));
                threads.push_back(settings.threads);
            }
            onRun();
            observer.onProgress({Stage::optimizing, 1, 2, 0.1, 0.1}, {});
            TransferResult result;
            result.settings = settings;
            result.output = content;
            result.outcome = ending.cancelled() ? Outcome::cancelled : Outcome::finished;
            return result;
        };
        return functions;
    }
    void run(const std::vector<BatchJob>& jobs, std::size_t sideBySide = 1) {
        const BatchObserver observer{
            [](const BatchJob&, const Progress&) {},
            [this](const BatchResult& result) { results.push_back(result); }};
        runBatch(jobs, sideBySide, engine(), observer, control);
    }
    bool written(const std::string& id) const {
        return std::filesystem::exists(folder / (id + ".wav"));
    }
};

TEST_F(BatchRunTest, aStyleIsReadOnceForAllItsContents) {
    run({job("1", "brass"), job("2", "strings"), job("3", "brass"), job("4", "brass")});
    EXPECT_EQ(std::count(read.begin(), read.end(), "brass"), 1);
    EXPECT_EQ(std::count(read.begin(), read.end(), "strings"), 1);
    EXPECT_EQ(begun, (std::vector<std::string>{"1", "3", "4", "2"}));
    for (const char* id : {"1", "2", "3", "4"})
        EXPECT_TRUE(written(id)) << id;
}

TEST_F(BatchRunTest, aJobThatFailsKeepsNoOtherFromRunning) {
    run({job("1", "missing"), job("2", "brass"), job("3", "missing")});
    ASSERT_EQ(results.size(), 3U);
    EXPECT_EQ(results[0].id, "1");
    EXPECT_NE(results[0].failure.find("no such file"), std::string::npos);
    EXPECT_NE(results[1].failure.find("no such file"), std::string::npos);
    EXPECT_EQ(results[2].failure, "");
    EXPECT_FALSE(written("1"));
    EXPECT_TRUE(written("2"));
}

TEST_F(BatchRunTest, runsAsManySideBySideAsItWasTold) {
    std::condition_variable met;
    std::mutex meeting;
    int there = 0;
    onRun = [&] {
        std::unique_lock<std::mutex> lock(meeting);
        ++there;
        met.notify_all();
        EXPECT_TRUE(met.wait_for(lock, std::chrono::seconds(60), [&] { return there >= 2; }));
    };
    run({job("1", "brass"), job("2", "brass")}, 2);
    EXPECT_EQ(results.size(), 2U);
    EXPECT_GE(threads.at(0), 1) << "they share the processors";
}

TEST_F(BatchRunTest, cancelledItBeginsNoFurtherJobAndWritesNoFile) {
    onRun = [this] { control.cancel(); };
    run({job("1", "brass"), job("2", "brass")});
    EXPECT_EQ(begun.size(), 1U);
    EXPECT_TRUE(results.empty());
    EXPECT_FALSE(written("1"));
}

TEST_F(BatchRunTest, whereNobodyCanBeToldItEnds) {
    const BatchObserver deaf{[](const BatchJob&, const Progress&) {},
                             [](const BatchResult&) { throw Error("the disk is full."); }};
    EXPECT_THROW(runBatch({job("1", "brass"), job("2", "brass")}, 1, engine(), deaf, control),
                 Error);
    EXPECT_EQ(begun.size(), 1U);
}

} // namespace
} // namespace tonegraft::test
