// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/job/SnapshotPictures.h"

#include <QTest>

#include <gtest/gtest.h>

#include <vector>

namespace tonegraft::test {
namespace {

std::shared_ptr<const Snapshot> snapshotOfStep(int step) {
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->progress.step = step;
    snapshot->progress.steps = 1000;
    snapshot->losses.resize(static_cast<std::size_t>(step));
    snapshot->output = {8000, 744, 186, 373, 20, {}};
    snapshot->output.magnitudes.assign(373U * 20U, 0.5F);
    return snapshot;
}

class SnapshotPicturesTest : public testing::Test {
protected:
    SnapshotPicturesTest() {
        QObject::connect(&pictures, &SnapshotPictures::ready, [this](const ShownSnapshot& shown) {
            steps.push_back(static_cast<int>(shown.losses.size()));
            last = shown;
        });
    }
    bool eventually(const std::function<bool()>& condition) const {
        return QTest::qWaitFor(condition, 10000);
    }

    SnapshotPictures pictures;
    std::vector<int> steps;
    ShownSnapshot last;
};

TEST_F(SnapshotPicturesTest, aSnapshotBecomesLossesAndTiles) {
    pictures.take(snapshotOfStep(7));
    ASSERT_TRUE(eventually([this] { return !steps.empty(); }));
    EXPECT_EQ(steps, std::vector<int>{7});
    EXPECT_EQ(last.steps, 1000);
    ASSERT_NE(last.output, nullptr);
    EXPECT_EQ(last.output->frames(0), 20);
    EXPECT_NEAR(levelAt(*last.output, 0.1, 1000.0), -6.02, 0.01);
}

TEST_F(SnapshotPicturesTest, theNewestWinsAndNothingQueuesUp) {
    constexpr int kTaken = 200;
    for (int step = 1; step <= kTaken; ++step)
        pictures.take(snapshotOfStep(step));
    ASSERT_TRUE(eventually([this] { return !steps.empty() && steps.back() == kTaken; }));
    // Without the event loop in between: the first, at once, and the newest.
    EXPECT_EQ(steps, (std::vector<int>{1, kTaken}));
}

TEST_F(SnapshotPicturesTest, whatIsDroppedIsNotShown) {
    pictures.take(snapshotOfStep(1));
    pictures.take(snapshotOfStep(2));
    pictures.drop();
    pictures.take(snapshotOfStep(3));
    ASSERT_TRUE(eventually([this] { return !steps.empty(); }));
    EXPECT_EQ(steps, std::vector<int>{3});
}

} // namespace
} // namespace tonegraft::test
