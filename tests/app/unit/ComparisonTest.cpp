// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compare/Comparison.h"

#include "app/system/ProcessMemory.h"
#include "app/unit/CompareFake.h"
#include "tonegraft/Methods.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tonegraft::test {
namespace {

TransferResult runOf(int steps) {
    TransferSettings settings = defaultSettings("tonegraft");
    settings.steps = steps;
    return CompareFake::resultOf(settings, RunControl());
}

TEST(Comparison, runsEachMethodWithItsOwnDefaultsAndThenInEqualTime) {
    CompareFake fake;
    CompareRequest request = requestFor({"musaic", "tonegraft"}, 3.0);
    request.seed = 7;
    request.threads = 2;
    const auto made = fake.compared(request);
    ASSERT_TRUE(made);
    ASSERT_EQ(made->runs.size(), 4U);
    ASSERT_EQ(fake.runs.size(), 4U);
    const std::vector<std::string> order{"musaic", "tonegraft", "musaic", "tonegraft"};
    for (std::size_t i = 0; i < order.size(); ++i) {
        EXPECT_EQ(made->runs[i].method, order[i]);
        EXPECT_EQ(made->runs[i].equalTime, i >= 2);
        EXPECT_EQ(fake.runs[i].method, order[i]);
        EXPECT_EQ(fake.runs[i].seed, 7U);
        EXPECT_EQ(fake.runs[i].threads, 2);
        EXPECT_TRUE(made->runs[i].measures);
        EXPECT_FALSE(made->runs[i].result.output.empty());
    }
    EXPECT_EQ(fake.runs[0].steps, defaultSettings("musaic").steps);
    EXPECT_EQ(fake.runs[1].steps, defaultSettings("tonegraft").steps);
    // (3 s - 0.5 s) / 0.125 s
    EXPECT_EQ(fake.runs[2].steps, 20);
    EXPECT_EQ(fake.runs[3].steps, 20);
}

TEST(Comparison, anEqualTimeThatIsMissedIsTriedOnceMore) {
    CompareFake fake;
    EngineFunctions engine = fake.functions();
    // Steps of a short run take half as long.
    engine.run = [run = engine.run](const AudioClip& content, const AudioClip& style,
                                    const TransferSettings& settings, TransferObserver& observer,
                                    RunControl& control) {
        TransferResult result = run(content, style, settings, observer, control);
        if (settings.steps < defaultSettings(settings.method).steps) {
            result.seconds.total -= 0.5 * result.seconds.transfer;
            result.seconds.transfer *= 0.5;
        }
        return result;
    };
    RunControl control;
    const auto made = compareMethods(requestFor({"dipani"}, 8.5), engine, {}, control);
    ASSERT_TRUE(made);
    ASSERT_EQ(fake.runs.size(), 3U);
    EXPECT_EQ(fake.runs[1].steps, 64);
    EXPECT_EQ(fake.runs[2].steps, 128);
    ASSERT_EQ(made->runs.size(), 2U);
    EXPECT_DOUBLE_EQ(made->runs[1].result.seconds.total, 8.5);
}

TEST(Comparison, ofTwoTriesAtAnEqualTimeTheNearerOneIsKept) {
    CompareFake fake;
    EngineFunctions engine = fake.functions();
    // The machine is quicker while the second run is made, and slower in the third.
    engine.run = [&fake, run = engine.run](const AudioClip& content, const AudioClip& style,
                                           const TransferSettings& settings,
                                           TransferObserver& observer, RunControl& control) {
        TransferResult result = run(content, style, settings, observer, control);
        const double pace = fake.runs.size() == 2 ? 0.5 : fake.runs.size() == 3 ? 2.0 : 1.0;
        result.seconds.total += (pace - 1.0) * result.seconds.transfer;
        result.seconds.transfer *= pace;
        return result;
    };
    RunControl control;
    const auto made = compareMethods(requestFor({"dipani"}, 8.5), engine, {}, control);
    ASSERT_TRUE(made);
    ASSERT_EQ(fake.runs.size(), 3U);
    ASSERT_EQ(made->runs.size(), 2U);
    EXPECT_EQ(made->runs[1].result.settings.steps, 64); // 4.5 s; the other took 32.5
}

TEST(Comparison, aMethodThatTakesLongerWithoutStepsIsNotRunInEqualTimeAndSaysSo) {
    CompareFake fake;
    const auto made = fake.compared(requestFor({"tonegraft"}, 0.3));
    EXPECT_EQ(fake.runs.size(), 1U);
    ASSERT_EQ(made->runs.size(), 2U);
    EXPECT_TRUE(made->runs[1].equalTime);
    EXPECT_EQ(made->runs[1].failure,
              "What it does before its first step and after its last one takes 0.5 s by itself.");
}

TEST(Comparison, timesATrainingEachTime) {
    CompareFake fake;
    fake.compared(requestFor({"perez"}, 8.5));
    ASSERT_EQ(fake.runs.size(), 2U);
    EXPECT_FALSE(fake.runs[0].reuseTraining);
    EXPECT_FALSE(fake.runs[1].reuseTraining);
}

TEST(Comparison, takesTheSettingsThatItIsGiven) {
    CompareFake fake;
    CompareRequest request = requestFor({"tonegraft", "dipani"});
    TransferSettings chosen = defaultSettings("tonegraft");
    chosen.styleWeight = 0.25;
    chosen.seed = 99;
    request.settings = {chosen, defaultSettings("musaic")};
    const auto made = fake.compared(request);
    ASSERT_TRUE(made);
    ASSERT_EQ(fake.runs.size(), 2U); // a method that is not asked for does not run
    EXPECT_EQ(fake.runs[0].styleWeight, 0.25);
    EXPECT_EQ(fake.runs[0].seed, 99U);
    EXPECT_EQ(fake.runs[1].steps, defaultSettings("dipani").steps);
    EXPECT_FALSE(made->ownDefaults);
    EXPECT_TRUE(fake.compared(requestFor({"tonegraft"}))->ownDefaults);
}

TEST(Comparison, withoutEqualTimeRunsEachMethodOnce) {
    CompareFake fake;
    EXPECT_EQ(fake.compared(requestFor({"tonegraft", "dipani"}))->runs.size(), 2U);
}

TEST(Comparison, knowsAllMethodsThereAre) {
    const std::vector<std::string> ids = comparableMethods();
    ASSERT_EQ(ids.size(), methods().size());
    EXPECT_EQ(ids.front(), methods().front().id);
}

TEST(Comparison, stepsForATimeAreAtLeastOneAndAtMostWhatTheMethodAllows) {
    EXPECT_EQ(stepsForSeconds(runOf(8), 0.5 + 0.125 * 12), 12);
    EXPECT_EQ(stepsForSeconds(runOf(8), 0.1), 1);
    EXPECT_EQ(stepsForSeconds(runOf(8), 1e9), 100000);
    EXPECT_EQ(stepsForSeconds(runOf(0), 5.0), 0);
}

TEST(Comparison, aMethodThatRefusesTheClipsDoesNotEndIt) {
    CompareFake fake;
    fake.refused = {"antognini"};
    const auto made = fake.compared(requestFor({"antognini", "tonegraft"}, 3.0));
    ASSERT_TRUE(made);
    ASSERT_EQ(made->runs.size(), 3U);
    EXPECT_EQ(made->runs[0].failure, "The <content> is too short.");
    EXPECT_EQ(made->runs[0].result.settings.method, "antognini");
    EXPECT_TRUE(made->runs[1].failure.empty());
    EXPECT_EQ(made->runs[2].method, "tonegraft"); // the refusal is said once
}

TEST(Comparison, isAnErrorIfNoMethodTakesTheClips) {
    CompareFake fake;
    fake.refused = {"antognini", "tonegraft"};
    try {
        fake.compared(requestFor({"antognini", "tonegraft"}));
        FAIL();
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(), "The <content> is too short.");
    }
}

TEST(Comparison, endsWithoutAResultWhenCancelled) {
    CompareFake fake;
    RunControl control;
    fake.onRun = [&](TransferObserver&) {
        if (fake.runs.size() == 2)
            control.cancel();
    };
    const auto made = compareMethods(requestFor({"tonegraft", "dipani", "musaic"}, 3.0),
                                     fake.functions(), {}, control);
    EXPECT_FALSE(made);
    EXPECT_EQ(fake.runs.size(), 2U);
}

TEST(Comparison, tellsWhichRunItIsAtAndHowLongAllWillTake) {
    CompareFake fake;
    fake.onRun = [](TransferObserver& observer) {
        observer.onProgress({Stage::optimizing, 5, 10, 1.0, 2.25}, {});
    };
    std::vector<CompareProgress> seen;
    RunControl control;
    compareMethods(
        requestFor({"musaic", "tonegraft"}, 3.0), fake.functions(),
        [&](const CompareProgress& progress) { seen.push_back(progress); }, control);
    ASSERT_EQ(seen.size(), 8U); // the beginning and a step of each of four runs
    const double musaic = 0.5 + 0.125 * defaultSettings("musaic").steps;
    const double tonegraft = 0.5 + 0.125 * defaultSettings("tonegraft").steps;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        EXPECT_EQ(seen[i].run, static_cast<int>(i / 2));
        EXPECT_EQ(seen[i].runs, 4);
        EXPECT_EQ(seen[i].equalTime, i >= 4);
    }
    EXPECT_EQ(seen[0].method, "musaic");
    EXPECT_DOUBLE_EQ(seen[0].remainingSeconds, musaic + tonegraft + 6.0);
    EXPECT_DOUBLE_EQ(seen[1].remainingSeconds, 2.25 + tonegraft + 6.0);
    EXPECT_DOUBLE_EQ(seen[3].remainingSeconds, 2.25 + 6.0);
    EXPECT_DOUBLE_EQ(seen[6].remainingSeconds, 3.0);
    EXPECT_DOUBLE_EQ(seen[7].remainingSeconds, 2.25);
    EXPECT_EQ(seen[7].progress.step, 5);
}

TEST(Comparison, tellsTheMemoryOfEachRunAndNotOfTheOneBefore) {
    if (!restartPeak())
        GTEST_SKIP() << "this system does not let the peak begin anew";
    constexpr std::int64_t kLarge = 96 << 20;
    CompareFake fake;
    fake.onRun = [&](TransferObserver&) {
        if (fake.runs.size() > 1)
            return;
        std::vector<char> touched(kLarge, 1);
        EXPECT_EQ(std::count(touched.begin(), touched.end(), 1), kLarge);
    };
    const auto made = fake.compared(requestFor({"tonegraft", "dipani"}));
    EXPECT_GE(made->runs[0].bytes, kLarge * 9 / 10);
    EXPECT_LT(made->runs[1].bytes, kLarge / 2);
}

TEST(Comparison, theFlagsOfARunNameTheRegionsToo) {
    CompareFake fake;
    CompareRequest request = requestFor({"musaic"});
    request.content.region = {1.5, 2.0};
    const auto made = fake.compared(request);
    const std::string text = madeBy(*made, made->runs[0]);
    EXPECT_NE(text.find("--method musaic"), std::string::npos);
    EXPECT_NE(text.find("--content-start 1.5 --content-duration 2"), std::string::npos);
}

} // namespace
} // namespace tonegraft::test
