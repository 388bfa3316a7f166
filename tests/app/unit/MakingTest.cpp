// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/takes/Making.h"
#include "app/takes/Take.h"

#include <gtest/gtest.h>

namespace tonegraft {
namespace {

ShownClip clipNamed(const char* name) {
    ShownClip clip;
    clip.name = name;
    clip.file = name;
    clip.clip =
        std::make_shared<const AudioClip>(AudioClip{8000, {std::vector<float>(16000, 0.25F)}});
    return clip;
}

std::shared_ptr<const ClipPair> pair(const ShownClip& content, const ShownClip& style) {
    return std::make_shared<const ClipPair>(ClipPair{content, style});
}

TakePointer takeNamed(const char* name) {
    auto take = std::make_shared<Take>();
    take->name = name;
    return take;
}

class MakingTest : public testing::Test {
protected:
    const ShownClip content = clipNamed("Voice memo.m4a");
    const ShownClip style = clipNamed("strings.flac");
    const Making before{defaultSettings("tonegraft"), pair(content, style), {}, {}};
    Making now = before;

    std::string text() const { return differences(before, now).join(", ").toStdString(); }
};

TEST_F(MakingTest, theSameSettingsAndClipsDifferInNothing) {
    EXPECT_EQ(text(), "");
}

TEST_F(MakingTest, controlsAreNamedWithTheirNewValuesAsTheWindowShowsThem) {
    now.settings.styleWeight = 0.6;
    now.settings.steps = 24;
    EXPECT_EQ(text(), "Style weight 60 %, Steps 24 steps");
}

TEST_F(MakingTest, ofAnotherMethodTheMethodAloneIsNamed) {
    now.settings = defaultSettings("musaic");
    now.settings.steps = 77;
    EXPECT_EQ(differences(before, now).size(), 1);
}

TEST_F(MakingTest, whatTheMethodDoesNotListMakesNoDifference) {
    now.settings.octave = before.settings.octave;
    now.settings.own["time-energy"] = 0.125;
    now.settings.threads = 7;
    EXPECT_EQ(text(), "");
}

TEST_F(MakingTest, anotherClipIsNamedAndItsRegionIsNot) {
    now.clips = pair(content, clipNamed("brass.flac"));
    now.styleRegion = {0.5, 0.5};
    EXPECT_EQ(text(), "style: brass.flac");
}

TEST_F(MakingTest, regionsAreToldByTheirTimes) {
    now.contentRegion = {0.5, 1.0};
    EXPECT_EQ(text(), "content: 0.50 s to 1.50 s");
    now.contentRegion = {0.5, 0.0};
    EXPECT_EQ(text(), "content: 0.50 s to 2.00 s");
    std::swap(now.contentRegion, now.styleRegion);
    EXPECT_EQ(differences(now, before).join(", ").toStdString(), "style: all of it");
}

TEST_F(MakingTest, aTakeIsNamedByItsClipsAndTheFirstFreeNumber) {
    const ClipPair clips{content, style};
    EXPECT_EQ(takeName(clips, {}), "Voice memo in strings 1");
    EXPECT_EQ(takeName(clips, {takeNamed("Voice memo in strings 1"), takeNamed("tune in brass 7"),
                               takeNamed("Voice memo in strings best")}),
              "Voice memo in strings 2");
    EXPECT_EQ(takeName(clips, {takeNamed("Voice memo in strings 4")}), "Voice memo in strings 5");
}

} // namespace
} // namespace tonegraft
