// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/job/TransferJob.h"

#include "support/Signals.h"
#include "tonegraft/Error.h"

#include <gtest/gtest.h>

namespace tonegraft::test {
namespace {

constexpr int kRateHz = 8000;

/// An engine whose output is its content with the signs turned; it keeps what it was given.
struct TurningEngine {
    std::size_t contentSamples = 0, styleSamples = 0;
    AudioClip measuredContent, measuredOutput;
    Outcome outcome = Outcome::finished;

    EngineFunctions functions() {
        EngineFunctions engine;
        engine.run = [this](const AudioClip& content, const AudioClip& style,
                            const TransferSettings& settings, TransferObserver&, RunControl&) {
            contentSamples = content.sampleCount();
            styleSamples = style.sampleCount();
            TransferResult result;
            result.outcome = outcome;
            result.settings = settings;
            result.output = content;
            for (float& sample : result.output.channels[0])
                sample = -sample;
            result.notes = {{0.1, 0.2, 69, 0.0}};
            return result;
        };
        engine.measure = [this](const AudioClip& content, const AudioClip&,
                                const AudioClip& output) {
            measuredContent = content;
            measuredOutput = output;
            return Measures{};
        };
        return engine;
    }
};

struct Nobody : TransferObserver {
    void onProgress(const Progress&, const LossPoint&) override {}
    void onSnapshot(std::shared_ptr<const Snapshot>) override {}
};

TransferJob jobOfASecond() {
    TransferJob job;
    job.content =
        std::make_shared<const AudioClip>(monoClip(kRateHz, sine(kRateHz, kRateHz, 440.0, 0.25)));
    job.style =
        std::make_shared<const AudioClip>(monoClip(kRateHz, sine(kRateHz, kRateHz, 220.0, 0.25)));
    job.contentRegion = {0.5, 0.25};
    job.styleRegion = {0.0, 0.125};
    return job;
}

FinishedJob made(TurningEngine& engine, const TransferJob& job) {
    Nobody observer;
    RunControl control;
    return runJob(job, engine.functions(), observer, control);
}

TEST(TransferJob, runsOnThePartsAndPutsTheOutputInItsPlace) {
    TurningEngine engine;
    const TransferJob job = jobOfASecond();
    const FinishedJob done = made(engine, job);
    EXPECT_EQ(engine.contentSamples, kRateHz / 4U);
    EXPECT_EQ(engine.styleSamples, kRateHz / 8U);
    ASSERT_EQ(done.output->sampleCount(), job.content->sampleCount());
    EXPECT_EQ(done.result->output.sampleCount(), kRateHz / 4U);
    const std::vector<float>& content = job.content->channels[0];
    const std::vector<float>& output = done.output->channels[0];
    EXPECT_EQ(output[1001], content[1001]);               // before the region
    EXPECT_NEAR(output[5001], -content[5001], 1e-3);      // in it
    EXPECT_EQ(output[kRateHz - 9], content[kRateHz - 9]); // behind it
}

TEST(TransferJob, leavesTheOutputAloneWhereThatIsAsked) {
    TurningEngine engine;
    TransferJob job = jobOfASecond();
    job.whole = false;
    const FinishedJob done = made(engine, job);
    EXPECT_EQ(done.output.get(), &done.result->output); // no copy
}

TEST(TransferJob, isMeasuredBesideThePartsThatItWasMadeOf) {
    TurningEngine engine;
    const TransferJob job = jobOfASecond();
    const FinishedJob done = made(engine, job);
    measuresOf(job, *done.result, engine.functions());
    EXPECT_EQ(engine.measuredContent.sampleCount(), kRateHz / 4U);
    EXPECT_EQ(engine.measuredOutput.channels, done.result->output.channels);
}

TEST(TransferJob, itsNotesAreOnTheClockOfWhatIsHeard) {
    TurningEngine engine;
    TransferJob job = jobOfASecond();
    const FinishedJob done = made(engine, job);
    EXPECT_DOUBLE_EQ(notesOf(job, *done.result).front().startSeconds, 0.6);
    EXPECT_DOUBLE_EQ(notesOf(job, *done.result).front().endSeconds, 0.7);
    job.whole = false;
    EXPECT_DOUBLE_EQ(notesOf(job, *done.result).front().startSeconds, 0.1);
}

TEST(TransferJob, aCancelledRunHasNoOutput) {
    TurningEngine engine;
    engine.outcome = Outcome::cancelled;
    EXPECT_EQ(made(engine, jobOfASecond()).output, nullptr);
}

TEST(TransferJob, aRegionBehindTheEndIsAFailure) {
    TurningEngine engine;
    TransferJob job = jobOfASecond();
    job.contentRegion.startSeconds = 2.0;
    EXPECT_THROW(made(engine, job), Error);
    EXPECT_EQ(engine.contentSamples, 0U);
}

} // namespace
} // namespace tonegraft::test
