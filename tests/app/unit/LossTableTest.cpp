// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/LossTable.h"

#include <gtest/gtest.h>

#include <limits>

namespace tonegraft {
namespace {

TEST(LossTable, hasALineOfNamesAndOneAStep) {
    TransferResult result;
    EXPECT_EQ(lossTable(result), "step,total,style,content,melody,dynamics\n");
    result.losses = {{1, 1.5, 1.0, 0.25, 0.125, 1e-9}, {2, 1.0 / 3.0, 0.5, 0.0, 0.0, 0.0}};
    EXPECT_EQ(lossTable(result), "step,total,style,content,melody,dynamics\n"
                                 "1,1.5,1,0.25,0.125,1e-09\n"
                                 "2,0.3333333333333333,0.5,0,0,0\n");
}

TEST(LossTable, hasAColumnForEachTermThatTheMethodAloneHas) {
    TransferResult result;
    result.settings = defaultSettings("antognini");
    result.losses = {{1, 4.0, 1.0, 0.0, 0.0, 0.0, {2.0, 3.0}}};
    EXPECT_EQ(lossTable(result), "step,total,style,content,melody,dynamics,rhythm,diversity\n"
                                 "1,4,1,0,0,0,2,3\n");
}

TEST(LossTable, leavesEmptyWhatIsNotFinite) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    TransferResult result;
    result.losses = {{7, nan, infinity, 1.0, 1.0, -infinity}};
    EXPECT_EQ(lossTable(result), "step,total,style,content,melody,dynamics\n7,,,1,1,\n");
}

} // namespace
} // namespace tonegraft
