// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/MidiFile.h"
#include "support/Notes.h"

#include <gtest/gtest.h>

namespace tonegraft {
namespace {

using test::note;

std::string bytes(std::initializer_list<int> values) {
    std::string text;
    for (const int value : values) {
        text += static_cast<char>(value);
    }
    return text;
}

const std::string kHead = "MThd" + bytes({0, 0, 0, 6, 0, 0, 0, 1, 0x01, 0xF4}) + "MTrk";
const std::string kTempo = bytes({0, 0xFF, 0x51, 3, 0x07, 0xA1, 0x20});
const std::string kEnd = bytes({0, 0xFF, 0x2F, 0});

TEST(MidiFile, HoldsOneNoteInTheseBytes) {
    // 1.0 s is tick 1000 (87 68), 0.25 s later it ends (81 7A).
    const std::string track =
        kTempo + bytes({0x87, 0x68, 0x90, 60, 112, 0x81, 0x7A, 0x80, 60, 0}) + kEnd;
    EXPECT_EQ(midiFile({note(1.0, 1.25, 60, -7.0)}),
              kHead + bytes({0, 0, 0, static_cast<int>(track.size())}) + track);
}

TEST(MidiFile, EndsANoteBeforeTheNextOfItsPitchBegins) {
    const std::string file = midiFile({note(0.0, 0.1, 60), note(0.1, 0.2, 60)});
    const std::string events =
        bytes({0, 0x90, 60, 112, 100, 0x80, 60, 0, 0, 0x90, 60, 112, 100, 0x80, 60, 0});
    EXPECT_EQ(file.substr(file.size() - kEnd.size() - events.size(), events.size()), events);
}

TEST(MidiFile, EndsANoteWhereTheNextOfItsPitchBegins) {
    EXPECT_EQ(midiFile({note(0.0, 0.6, 60), note(0.5, 1.0, 60)}),
              midiFile({note(0.0, 0.5, 60), note(0.5, 1.0, 60)}));
}

TEST(MidiFile, GivesANoteTwelveDecibelsSofterHalfTheVelocity) {
    const std::string file = midiFile({note(0.0, 0.1, 60, 0.0), note(0.0, 0.1, 64, -12.04)});
    EXPECT_NE(file.find(bytes({0x90, 60, 112, 0, 0x90, 64, 56})), std::string::npos);
}

TEST(MidiFile, HoldsTheTuningAsOnePitchBend) {
    // A quarter of a semitone is an eighth of the bend's range: 8192 + 1024 = 72 * 128.
    const std::string file = midiFile({note(0.0, 0.1, 60)}, 0.25);
    EXPECT_NE(file.find(kTempo + bytes({0, 0xE0, 0, 72, 0, 0x90, 60})), std::string::npos);
}

TEST(MidiFile, LeavesOutNotesThatMidiHasNoNumberFor) {
    const std::string track = kTempo + kEnd;
    EXPECT_EQ(midiFile({note(0.0, 1.0, 128), note(0.0, 1.0, -1)}),
              kHead + bytes({0, 0, 0, static_cast<int>(track.size())}) + track);
}

TEST(MidiFile, MakesANoteOfNoDurationOneTickLong) {
    const std::string file = midiFile({note(0.0, 0.0, 60)});
    EXPECT_NE(file.find(bytes({0x90, 60, 112, 1, 0x80, 60, 0})), std::string::npos);
}

} // namespace
} // namespace tonegraft
