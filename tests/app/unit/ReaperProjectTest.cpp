// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/ReaperProject.h"

#include <gtest/gtest.h>

namespace tonegraft {
namespace {

TEST(ReaperProject, takesAreLanesOfOneItem) {
    const std::vector<ReaperTrack> tracks{
        {"tune in brass",
         {{"tune in brass 1", "song takes/tune in brass 1.wav", 2.0},
          {"tune in brass 2", "song takes/tune in brass 2.wav", 2.5}},
         1,
         false},
        {"tune.flac", {{"tune.flac", "/home/me/tune.flac", 2.5}}, 0, true}};
    EXPECT_EQ(reaperProject(tracks, 44100), R"(<REAPER_PROJECT 0.1 "6.0"
  SAMPLERATE 44100 1 0
  TAKELANE 1
  <TRACK
    NAME "tune in brass"
    MUTESOLO 0 0 0
    <ITEM
      POSITION 0
      LENGTH 2.5
      LOOP 0
      NAME "tune in brass 1"
      <SOURCE WAVE
        FILE "song takes/tune in brass 1.wav"
      >
      TAKE SEL
      NAME "tune in brass 2"
      <SOURCE WAVE
        FILE "song takes/tune in brass 2.wav"
      >
    >
  >
  <TRACK
    NAME "tune.flac"
    MUTESOLO 1 0 0
    <ITEM
      POSITION 0
      LENGTH 2.5
      LOOP 0
      NAME "tune.flac"
      <SOURCE FLAC
        FILE "/home/me/tune.flac"
      >
    >
  >
>
)");
}

TEST(ReaperProject, namesWithQuotesAndLinesAreOneWord) {
    const auto nameOf = [](const std::string& name) {
        const std::string text = reaperProject({{name, {}, 0, false}}, 48000);
        const std::size_t begin = text.find("NAME ") + 5;
        return text.substr(begin, text.find('\n', begin) - begin);
    };
    EXPECT_EQ(nameOf("the \"good\" one"), "'the \"good\" one'");
    EXPECT_EQ(nameOf("it's \"good\""), "`it's \"good\"`");
    EXPECT_EQ(nameOf("it's `so` \"good\""), "`it's 'so' \"good\"`");
    EXPECT_EQ(nameOf("two\n>lines"), "\"two >lines\"");
}

} // namespace
} // namespace tonegraft
