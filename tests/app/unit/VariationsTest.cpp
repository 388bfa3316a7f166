// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/takes/Variations.h"

#include "tonegraft/SettingsFields.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace tonegraft {
namespace {

std::vector<std::string> variable(const TransferSettings& settings) {
    std::vector<std::string> ids;
    for (const ParameterInfo* info : variableParameters(settings, 100))
        ids.push_back(info->id);
    return ids;
}

bool contains(const std::vector<std::string>& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

TEST(Variations, areOtherSeeds) {
    TransferSettings around = defaultSettings("musaic");
    around.seed = 7;
    const auto all = variations(around, {3, {"seed"}, 0.5}, 1);
    ASSERT_EQ(all.size(), 3U);
    for (std::size_t i = 0; i < all.size(); ++i) {
        EXPECT_EQ(all[i].seed, 8U + i);
        EXPECT_EQ(all[i].own, around.own);
    }
}

TEST(Variations, moveWhatTheyMayWithinItsRangeAndNothingElse) {
    TransferSettings around = defaultSettings("tonegraft");
    around.styleWeight = 1.0; // the end of its range
    around.keepMelody = 0.5;
    const auto all = variations(around, {200, {"style-weight", "keep-melody"}, 0.2}, 1);
    double lowest = 1.0;
    double highest = 0.0;
    for (const TransferSettings& settings : all) {
        EXPECT_LE(settings.styleWeight, 1.0);
        EXPECT_GE(settings.styleWeight, 0.8);
        lowest = std::min(lowest, settings.keepMelody);
        highest = std::max(highest, settings.keepMelody);
        EXPECT_EQ(settings.keepDynamics, around.keepDynamics);
        EXPECT_EQ(settings.seed, around.seed);
        EXPECT_NO_THROW(settings.validate());
    }
    EXPECT_NEAR(lowest, 0.3, 0.02);
    EXPECT_NEAR(highest, 0.7, 0.02);
}

TEST(Variations, ofWholeNumbersAreWhole) {
    const auto all = variations(defaultSettings("musaic"), {50, {"polyphony"}, 0.3}, 1);
    std::set<double> values;
    for (const TransferSettings& settings : all)
        values.insert(settingValue(settings, *methodInfo("musaic").parameter("polyphony")));
    EXPECT_GT(values.size(), 5U);
    EXPECT_GE(*values.begin(), 1.0);
    for (const double value : values)
        EXPECT_EQ(value, std::round(value));
}

TEST(Variations, areTheSameForTheSameDraw) {
    const TransferSettings around = defaultSettings("tonegraft");
    const VariationChoice choice{2, {"keep-melody"}, 0.5};
    EXPECT_EQ(variations(around, choice, 3)[1].keepMelody,
              variations(around, choice, 3)[1].keepMelody);
    EXPECT_NE(variations(around, choice, 3)[1].keepMelody,
              variations(around, choice, 4)[1].keepMelody);
}

TEST(Variations, moveOnlyWhatMatters) {
    const auto notes = variable(defaultSettings("tonegraft"));
    EXPECT_TRUE(contains(notes, "style-weight"));
    EXPECT_FALSE(contains(notes, "seed")) << "nothing is drawn with filters in closed form";
    EXPECT_FALSE(contains(notes, "steps"));
    EXPECT_FALSE(contains(notes, "filters"));
    EXPECT_TRUE(contains(variable(defaultSettings("musaic")), "seed"));
    for (const MethodInfo& method : methods())
        for (const auto& settings : variations(defaultSettings(method.id),
                                               {20, variable(defaultSettings(method.id)), 0.5}, 5))
            EXPECT_NO_THROW(settings.validate()) << method.id;
}

} // namespace
} // namespace tonegraft
