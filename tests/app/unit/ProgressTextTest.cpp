// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ProgressLine.h"

#include <gtest/gtest.h>

namespace tonegraft::test {
namespace {

TEST(ProgressText, anEstimateSaysTimeAndMemory) {
    EXPECT_EQ(estimateText({45.24, 620'400'000}), "about 45.2 s and 620 MB of memory");
    EXPECT_EQ(estimateText({45.25, 1'000'000, 33.0}),
              "about 45.2 s (12.2 s once trained) and 1 MB of memory");
    EXPECT_EQ(estimateText({2515.2, 1'000'000}), "about 41 min 55 s and 1 MB of memory");
    EXPECT_EQ(estimateText({3779.0, 1'000'000}), "about 1 h 2 min and 1 MB of memory");
}

TEST(ProgressText, aRunSaysItsStepTheTimeAndWhatIsLeft) {
    EXPECT_EQ(progressText({Stage::optimizing, 17, 45, 0.41, 0.6}),
              "step 17/45 · 0.4 s · 0.6 s left");
    EXPECT_EQ(progressText({Stage::preparing, 0, 0, 0.0, -1.0}), "preparing · 0.0 s");
}

} // namespace
} // namespace tonegraft::test
