// SPDX-License-Identifier: GPL-3.0-or-later
#include "notes/NotesFromRoll.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tonegraft {
namespace {

constexpr int kFrames = 100;
constexpr double kFrameSeconds = 0.02;
constexpr double kTolerance = 1e-9;
constexpr double kBehind = 0.5; // frames, of a beginning's peak behind the beginning

class Roll {
public:
    void sounds(int pitch, int begin, int end, double probability = 0.9) {
        for (int t = begin; t < end; ++t) {
            m_sounds[index(pitch, t)] = logit(probability);
        }
    }
    void begins(int pitch, int at, double probability = 0.9) {
        m_begins[index(pitch, at)] = logit(probability);
    }
    std::vector<NoteEvent> notes() const {
        PianoRoll roll;
        roll.sounds = m_sounds.data();
        roll.begins = m_begins.data();
        roll.pitches = 3;
        roll.frames = kFrames;
        roll.lowestPitch = 60;
        roll.frameSeconds = kFrameSeconds;
        return notesFromRoll(roll);
    }

private:
    static float logit(double p) { return static_cast<float>(std::log(p / (1.0 - p))); }
    static std::size_t index(int pitch, int frame) {
        return static_cast<std::size_t>(pitch - 60) * kFrames + frame;
    }
    std::vector<float> m_sounds = std::vector<float>(3 * kFrames, logit(0.01));
    std::vector<float> m_begins = std::vector<float>(3 * kFrames, logit(0.01));
};

TEST(NotesFromRoll, FindsANoteThatBeginsAndSounds) {
    Roll roll;
    roll.begins(61, 10);
    roll.sounds(61, 10, 40);
    const auto notes = roll.notes();
    ASSERT_EQ(notes.size(), 1U);
    EXPECT_EQ(notes[0].pitch, 61);
    EXPECT_NEAR(notes[0].startSeconds, (10 - kBehind) * kFrameSeconds, kTolerance);
    EXPECT_NEAR(notes[0].endSeconds, 40 * kFrameSeconds, kTolerance);
}

TEST(NotesFromRoll, CutsANoteWhereItBeginsAgain) {
    Roll roll;
    roll.begins(60, 10);
    roll.begins(60, 30);
    roll.sounds(60, 10, 50);
    const auto notes = roll.notes();
    ASSERT_EQ(notes.size(), 2U);
    EXPECT_NEAR(notes[0].endSeconds, 30 * kFrameSeconds, kTolerance);
    EXPECT_NEAR(notes[1].startSeconds, (30 - kBehind) * kFrameSeconds, kTolerance);
}

TEST(NotesFromRoll, GoesOnOverAShortGapAndWhileLittleIsHeard) {
    Roll roll;
    roll.begins(60, 10);
    roll.sounds(60, 10, 20);
    roll.sounds(60, 20, 30, 0.57); // above where it lasts, below where it starts
    const auto notes = roll.notes();
    ASSERT_EQ(notes.size(), 1U);
    EXPECT_NEAR(notes[0].endSeconds, 30 * kFrameSeconds, kTolerance);
}

TEST(NotesFromRoll, TakesALongNoteWithoutABeginningAndNoShortOne) {
    Roll roll;
    roll.sounds(60, 10, 30);
    roll.sounds(62, 10, 14);
    const auto notes = roll.notes();
    ASSERT_EQ(notes.size(), 1U);
    EXPECT_EQ(notes[0].pitch, 60);
}

TEST(NotesFromRoll, CountsFramesJustBeforeABeginningToItsNote) {
    Roll roll;
    roll.begins(60, 12);
    roll.sounds(60, 10, 30);
    const auto notes = roll.notes();
    ASSERT_EQ(notes.size(), 1U);
    EXPECT_NEAR(notes[0].startSeconds, (12 - kBehind) * kFrameSeconds, kTolerance);
}

TEST(NotesFromRoll, TakesTheSurerOfTwoBeginningsThatAreNear) {
    Roll roll;
    roll.begins(60, 10, 0.7);
    roll.begins(60, 12, 0.9);
    roll.sounds(60, 10, 30);
    const auto notes = roll.notes();
    ASSERT_EQ(notes.size(), 1U);
    EXPECT_NEAR(notes[0].startSeconds, (12 - kBehind) * kFrameSeconds, kTolerance);
}

TEST(NotesFromRoll, TakesNoBeginningAfterWhichNothingSounds) {
    Roll roll;
    roll.begins(60, 10);
    roll.sounds(60, 10, 30, 0.58); // as long as it lasts, never enough
    EXPECT_TRUE(roll.notes().empty());
}

TEST(NotesFromRoll, SortsByStartsAndThenByPitches) {
    Roll roll;
    for (const int pitch : {62, 60}) {
        roll.begins(pitch, 20);
        roll.sounds(pitch, 20, 40);
    }
    roll.begins(61, 5);
    roll.sounds(61, 5, 15);
    const auto notes = roll.notes();
    ASSERT_EQ(notes.size(), 3U);
    EXPECT_EQ(notes[0].pitch, 61);
    EXPECT_EQ(notes[1].pitch, 60);
    EXPECT_EQ(notes[2].pitch, 62);
}

} // namespace
} // namespace tonegraft
