// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CompareOptions.h"

#include "app/cli/Arguments.h"
#include "app/compare/Comparison.h"

#include <gtest/gtest.h>

namespace tonegraft {
namespace {

std::optional<CompareOptions> parsed(std::vector<std::string> more) {
    std::vector<std::string> arguments{"c.wav", "s.wav", "-o", "folder"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return compareOptions(arguments);
}

std::string refusal(std::vector<std::string> more) {
    try {
        parsed(std::move(more));
    } catch (const UsageError& error) {
        return error.what();
    }
    return {};
}

TEST(CompareOptions, withoutFlagsAreAllMethods) {
    const auto options = parsed({});
    ASSERT_TRUE(options);
    EXPECT_EQ(options->content, "c.wav");
    EXPECT_EQ(options->style, "s.wav");
    EXPECT_EQ(options->folder, "folder");
    EXPECT_EQ(options->methods, comparableMethods());
    EXPECT_EQ(options->equalSeconds, 15.0);
    EXPECT_EQ(options->seed, 1U);
}

TEST(CompareOptions, takeMethodsInTheirOrderAndAllElse) {
    const auto options =
        parsed({"--methods", "musaic,tonegraft", "--equal-seconds", "2.5", "--seed", "9",
                "--threads", "3", "--content-start", "1.5", "--content-duration", "2",
                "--style-start", "0.25", "--style-duration", "4", "--quiet"});
    ASSERT_TRUE(options);
    EXPECT_EQ(options->methods, (std::vector<std::string>{"musaic", "tonegraft"}));
    EXPECT_EQ(options->equalSeconds, 2.5);
    EXPECT_EQ(options->seed, 9U);
    EXPECT_EQ(options->threads, 3);
    EXPECT_EQ(options->contentRegion.role, ClipRole::content);
    EXPECT_EQ(options->contentRegion.startSeconds, 1.5);
    EXPECT_EQ(options->contentRegion.durationSeconds, 2.0);
    EXPECT_EQ(options->styleRegion.startSeconds, 0.25);
    EXPECT_EQ(options->styleRegion.durationSeconds, 4.0);
    EXPECT_TRUE(options->quiet);
}

TEST(CompareOptions, sayWhatIsWrong) {
    EXPECT_NE(refusal({"--methods", "magic"}).find("magic"), std::string::npos);
    EXPECT_NE(refusal({"--methods", "magic"}).find("musaic"), std::string::npos);
    EXPECT_NE(refusal({"--methods", ""}).find("--methods"), std::string::npos);
    EXPECT_NE(refusal({"--methods", "musaic,musaic"}).find("twice"), std::string::npos);
    EXPECT_NE(refusal({"--equal-seconds", "-1"}).find("--equal-seconds -1"), std::string::npos);
    EXPECT_NE(refusal({"--equal-seconds", "1,5"}).find("number"), std::string::npos);
    EXPECT_NE(refusal({"--seed", "x"}).find("x"), std::string::npos);
    EXPECT_NE(refusal({"--threads", "1025"}).find("1024"), std::string::npos);
}

} // namespace
} // namespace tonegraft
