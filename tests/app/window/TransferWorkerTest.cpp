// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/job/TransferWorker.h"

#include "app/window/FakeEngine.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

#include <new>

namespace tonegraft {
namespace {

class TransferWorkerTest : public testing::Test {
protected:
    TransferJob job(double styleWeight = 0.9) {
        TransferJob made;
        made.content = made.style = std::make_shared<AudioClip>(shortClip());
        made.settings.styleWeight = styleWeight;
        return made;
    }

    /// Everything the worker said, in order.
    QStringList log;
    FakeEngine fake;
    TransferWorker worker{fake.functions()};

    void SetUp() override {
        QObject::connect(&worker, &TransferWorker::progressed,
                         [this](const Progress& p) { log << QString("step %1").arg(p.step); });
        QObject::connect(&worker, &TransferWorker::snapshotTaken,
                         [this](const std::shared_ptr<const Snapshot>& snapshot) {
                             log << QString("snapshot %1").arg(snapshot->progress.step);
                         });
        QObject::connect(&worker, &TransferWorker::finished, [this](const ShownResult& shown) {
            log << QString("finished %1").arg(shown.result->settings.styleWeight);
        });
        QObject::connect(&worker, &TransferWorker::cancelled, [this] { log << "cancelled"; });
        QObject::connect(&worker, &TransferWorker::failed,
                         [this](const QString& reason) { log << "failed " + reason; });
    }

    bool waitForEnd() {
        return eventually([this] { return !worker.busy(); });
    }
};

TEST_F(TransferWorkerTest, deliversTheNewestStateAndThenTheResult) {
    fake.setRun([](TransferObserver& observer, RunControl&, const TransferSettings& settings) {
        for (int step = 1; step <= 1000; ++step)
            reportStep(observer, step);
        return finishedResult(settings);
    });
    worker.start(job());
    ASSERT_TRUE(waitForEnd());
    ASSERT_GE(log.size(), 3);
    EXPECT_EQ(log.last(), "finished 0.9");
    EXPECT_EQ(log[log.size() - 2], "snapshot 1000");
    EXPECT_EQ(log[log.size() - 3], "step 1000");
    // A thousand states in a moment: they do not queue up.
    EXPECT_LT(log.size(), 100);
}

TEST_F(TransferWorkerTest, theStateIsSeenWhileTheRunGoesOn) {
    fake.setRun([](TransferObserver& observer, RunControl& control, const TransferSettings& s) {
        reportStep(observer, 1);
        return runUntilEnding(control, s);
    });
    worker.start(job());
    ASSERT_TRUE(eventually([this] { return log.contains("snapshot 1"); }));
    EXPECT_TRUE(worker.busy());
    worker.stop();
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(log.last(), "finished 0.9");
}

TEST_F(TransferWorkerTest, aCancelledRunSaysSoOnce) {
    fake.setRun([](TransferObserver&, RunControl& control, const TransferSettings& s) {
        return runUntilEnding(control, s);
    });
    worker.start(job());
    worker.cancel();
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(log, QStringList{"cancelled"});
}

TEST_F(TransferWorkerTest, aPausedRunCanBeCancelled) {
    fake.setRun([](TransferObserver& observer, RunControl& control, const TransferSettings& s) {
        reportStep(observer, 1);
        while (!control.ending())
            control.waitWhilePaused();
        return runUntilEnding(control, s);
    });
    worker.start(job());
    worker.setPaused(true);
    ASSERT_TRUE(eventually([this] { return log.contains("step 1"); }));
    worker.cancel();
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(log.last(), "cancelled");
}

TEST_F(TransferWorkerTest, onlyTheNewestJobIsHeardOf) {
    fake.setRun([](TransferObserver& observer, RunControl& control, const TransferSettings& s) {
        reportStep(observer, static_cast<int>(100 * s.styleWeight));
        if (s.styleWeight < 0.5)
            return runUntilEnding(control, s);
        return finishedResult(s);
    });
    worker.start(job(0.1));
    worker.start(job(0.2));
    worker.start(job(0.75));
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(log, (QStringList{"step 75", "snapshot 75", "finished 0.75"}));
}

TEST_F(TransferWorkerTest, aListenerHearsTheNewestStateOfThisRunAndOfTheNext) {
    const auto run = [](TransferObserver& observer, RunControl& control,
                        const TransferSettings& s) {
        while (!control.listening() && !control.ending())
            std::this_thread::yield();
        for (int state = 1; state <= 100; ++state) {
            auto audible = std::make_shared<AudibleState>();
            audible->loudness.integratedLufs = -state;
            observer.onAudible(audible);
        }
        return runUntilEnding(control, s);
    };
    fake.setRun(run);
    double heard = 0.0;
    QObject::connect(&worker, &TransferWorker::audible,
                     [&heard](const auto& state) { heard = state->loudness.integratedLufs; });
    worker.start(job());
    worker.setListening(true);
    ASSERT_TRUE(eventually([&heard] { return heard == -100.0; }));
    heard = 0.0;
    worker.start(job());
    EXPECT_TRUE(eventually([&heard] { return heard == -100.0; }));
}

TEST_F(TransferWorkerTest, aFailureIsToldAndTheNextRunWorks) {
    fake.setRun([](TransferObserver&, RunControl&, const TransferSettings&) -> TransferResult {
        throw Error("The style is silent.");
    });
    worker.start(job());
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(log, QStringList{"failed The style is silent."});
    fake.setRun([](TransferObserver&, RunControl&, const TransferSettings& settings) {
        return finishedResult(settings);
    });
    worker.start(job());
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(log.last(), "finished 0.9");
}

TEST_F(TransferWorkerTest, lackOfMemoryIsAMessage) {
    fake.setRun([](TransferObserver&, RunControl&, const TransferSettings&) -> TransferResult {
        throw std::bad_alloc();
    });
    worker.start(job());
    ASSERT_TRUE(waitForEnd());
    ASSERT_EQ(log.size(), 1);
    EXPECT_TRUE(log.first().contains("memory"));
}

TEST_F(TransferWorkerTest, steeringReachesTheRun) {
    std::atomic<double> weight{0.0};
    fake.setRun([&](TransferObserver& observer, RunControl& control, const TransferSettings& s) {
        reportStep(observer, 1);
        while (!control.steered())
            std::this_thread::yield();
        weight = control.movedOr("style-weight", -1.0);
        return finishedResult(s, control.steered());
    });
    worker.start(job());
    worker.steer("style-weight", 0.25);
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(weight, 0.25);
}

TEST(TransferWorker, endsItsRunAndItsThreadWhenItIsDestroyed) {
    std::atomic<bool> began{false};
    std::atomic<bool> ended{false};
    FakeEngine fake;
    fake.setRun([&](TransferObserver& observer, RunControl& control, const TransferSettings& s) {
        began = true;
        while (!control.ending())
            reportStep(observer, 1);
        ended = true;
        return runUntilEnding(control, s);
    });
    int heardAfterwards = 0;
    {
        TransferWorker worker(fake.functions());
        QObject::connect(&worker, &TransferWorker::cancelled, [&] { ++heardAfterwards; });
        TransferJob job;
        job.content = job.style = std::make_shared<AudioClip>(shortClip());
        worker.start(job);
        ASSERT_TRUE(eventually([&] { return began.load(); }));
    }
    EXPECT_TRUE(ended);
    QCoreApplication::processEvents();
    EXPECT_EQ(heardAfterwards, 0);
}

TEST_F(TransferWorkerTest, aRegionIsTransferredAloneAndPutInItsPlace) {
    ShownResult shown;
    QObject::connect(&worker, &TransferWorker::finished,
                     [&](const ShownResult& result) { shown = result; });
    fake.setRun([](TransferObserver&, RunControl&, const TransferSettings& settings) {
        TransferResult result = finishedResult(settings);
        result.output = shortClip(1, -0.25F);
        return result;
    });
    TransferJob part = job();
    part.contentRegion = {0.25, 0.5};
    part.styleRegion = {0.5, 0.0};
    worker.start(part);
    ASSERT_TRUE(waitForEnd());
    constexpr std::size_t kHalf = 4000;
    EXPECT_EQ(fake.samplesOfLastRun(), std::pair(kHalf, kHalf));
    ASSERT_TRUE(shown.output);
    EXPECT_EQ(shown.result->output.sampleCount(), kHalf);
    ASSERT_EQ(shown.output->sampleCount(), part.content->sampleCount());
    EXPECT_EQ(shown.output->channels[0][1999], 0.25F);
    EXPECT_EQ(shown.output->channels[0][4000], -0.25F);
    EXPECT_EQ(shown.output->channels[0][6000], 0.25F);
    EXPECT_EQ(shown.contentRegion, part.contentRegion);
}

TEST_F(TransferWorkerTest, whatIsHeardOfARegionStandsInTheWholeContent) {
    fake.setRun([](TransferObserver& observer, RunControl& control, const TransferSettings& s) {
        auto state = std::make_shared<AudibleState>();
        state->clip = {8000, {std::vector<float>(4000, -0.25F)}};
        observer.onAudible(state);
        return runUntilEnding(control, s);
    });
    AudioClip heard;
    QObject::connect(&worker, &TransferWorker::audible,
                     [&heard](const auto& state) { heard = state->clip; });
    TransferJob part = job();
    part.contentRegion = {0.25, 0.5};
    worker.start(part);
    ASSERT_TRUE(eventually([&heard] { return !heard.empty(); }));
    ASSERT_EQ(heard.sampleCount(), part.content->sampleCount());
    EXPECT_EQ(heard.channels[0][1999], 0.25F);
    EXPECT_EQ(heard.channels[0][4000], -0.25F);
}

TEST_F(TransferWorkerTest, withoutARegionTheOutputIsNotCopied) {
    ShownResult shown;
    QObject::connect(&worker, &TransferWorker::finished,
                     [&](const ShownResult& result) { shown = result; });
    worker.start(job());
    ASSERT_TRUE(waitForEnd());
    ASSERT_TRUE(shown.result);
    EXPECT_EQ(shown.output.get(), &shown.result->output);
}

} // namespace
} // namespace tonegraft
