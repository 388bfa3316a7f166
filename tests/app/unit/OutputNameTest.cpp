// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/OutputName.h"

#include "tonegraft/Methods.h"

#include <gtest/gtest.h>

namespace tonegraft {
namespace {

TEST(OutputName, followsTheOriginalPatternWithBaseNames) {
    EXPECT_EQ(outputName({}, "/music/my song.flac", "../style.v2.wav"),
              "output1D_inf_iter12_cmy song_sstyle.v2_sw1_k3s1p0");
}

TEST(OutputName, showsFiltersAndThePaddingOfTheOriginalMethod) {
    TransferSettings settings;
    settings.method = "dipani";
    settings.filters = 4096;
    settings.steps = 2501;
    settings.styleWeight = 2500;
    EXPECT_EQ(outputName(settings, "a.wav", "b.wav"), "output1D_4096_iter2501_ca_sb_sw2500_k3s1p1");
}

TEST(OutputName, saysNothingThatTheMethodHasNot) {
    const auto name = [](const char* method) {
        return outputName(defaultSettings(method), "a.wav", "b.wav");
    };
    EXPECT_EQ(name("grinstein").rfind("grinstein_iter", 0), 0U) << name("grinstein");
    EXPECT_EQ(name("grinstein").find("_k"), std::string::npos) << name("grinstein");
    EXPECT_EQ(name("musaic"), "musaic_iter50_ca_sb");
    TransferSettings random = defaultSettings("grinstein");
    random.model = StyleModel::shallowRandom;
    EXPECT_EQ(outputName(random, "a.wav", "b.wav").rfind("output1D_", 0), 0U);
}

TEST(OutputName, isThatOfTheTake) {
    EXPECT_EQ(fileNameOf("Voice memo in strings.v2 3"), "Voice memo in strings.v2 3");
    EXPECT_EQ(fileNameOf("loud/soft: which?"), "loud_soft_ which_");
    EXPECT_EQ(fileNameOf(".."), "_..");
    EXPECT_EQ(fileNameOf(""), "_");
}

TEST(OutputName, aSecondFileOfATakeGetsANumber) {
    EXPECT_EQ(numberedName("x 3", NamePattern::spoken, 1), "x 3");
    EXPECT_EQ(numberedName("x 3", NamePattern::spoken, 2), "x 3 (2)");
    EXPECT_EQ(numberedName("x", NamePattern::of2018, 1), "x");
    EXPECT_EQ(numberedName("x", NamePattern::of2018, 3), "x_3");
}

TEST(OutputName, ofALongTakesNameBothEndsAreKept) {
    std::string longest;
    for (int i = 0; i < 300; ++i)
        longest += "é";
    const std::string name =
        numberedName(fileNameOf("a" + longest + " in style 123"), NamePattern::spoken, 99999);
    EXPECT_LE((name + ".flac").size(), 255U);
    EXPECT_EQ(name.find("aéé"), 0U);
    EXPECT_NE(name.find("…é"), std::string::npos) << name;
    EXPECT_NE(name.find("é in style 123 (99999)"), std::string::npos) << name;
}

TEST(OutputName, replacesWhatAFileNameCannotHold) {
    EXPECT_EQ(outputName({}, "a:b\nc.wav", "\xFF\x80.wav"),
              "output1D_inf_iter12_ca_b_c_s___sw1_k3s1p0");
}

TEST(OutputName, keepsUnicodeNames) {
    EXPECT_EQ(outputName({}, "Grüße 歌.wav", "🎻.wav"),
              "output1D_inf_iter12_cGrüße 歌_s🎻_sw1_k3s1p0");
}

TEST(OutputName, isNeverLongerThanAFileNameMayBe) {
    const std::string longName(400, 'x');
    const std::string name = outputName({}, longName + ".wav", longName + ".wav");
    EXPECT_EQ((name + ".flac").size(), 255U);
    EXPECT_EQ(name.substr(name.size() - 11), "_sw1_k3s1p0");
}

TEST(OutputName, cutsAtACharacterAndLeavesRoomToTheLongerName) {
    std::string longName;
    for (int i = 0; i < 150; ++i)
        longName += "é";
    const std::string name = outputName({}, longName + ".wav", "s.wav");
    EXPECT_LE(name.size(), 250U);
    EXPECT_GE(name.size(), 249U);
    EXPECT_NE(name.find("é_ss_sw1"), std::string::npos);
}

} // namespace
} // namespace tonegraft
