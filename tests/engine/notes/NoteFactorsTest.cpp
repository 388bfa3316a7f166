// SPDX-License-Identifier: GPL-3.0-or-later
#include "notes/NoteFactors.h"
#include "support/Notes.h"
#include "tonegraft/Error.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tonegraft {
namespace {

using test::note;
using test::playedTones;

const test::Partials kFlute = {1.0, 0.3, 0.1};
const test::Partials kReed = {0.5, 0.1, 0.6, 0.1, 0.5, 0.1, 0.3};

TEST(NoteFactors, MeasureHowMuchSofterANoteIs) {
    std::vector<NoteEvent> notes = {note(0.2, 0.8, 60), note(1.0, 1.6, 60, -12.0),
                                    note(1.8, 2.4, 60, -6.0)};
    ThreadPool pool(2);
    const NoteFactors factors(playedTones(notes, kReed, 3.0), notes, pool);
    measureLevels(factors, notes);
    EXPECT_NEAR(notes[1].levelDb - notes[0].levelDb, -12.0, 0.5);
    EXPECT_NEAR(notes[2].levelDb - notes[0].levelDb, -6.0, 0.5);
}

TEST(NoteFactors, TellTheNotesOfAChordApart) {
    std::vector<NoteEvent> notes = {note(0.2, 1.2, 60), note(0.2, 1.2, 64, -6.0),
                                    note(1.5, 2.5, 67), note(1.5, 2.5, 60, -6.0)};
    ThreadPool pool(2);
    const NoteFactors factors(playedTones(notes, kFlute, 3.0), notes, pool);
    measureLevels(factors, notes);
    EXPECT_NEAR(notes[1].levelDb - notes[0].levelDb, -6.0, 1.5);
    EXPECT_NEAR(notes[3].levelDb - notes[2].levelDb, -6.0, 1.5);
}

TEST(NoteFactors, CallTonesTonalAndNoiseNot) {
    const std::vector<NoteEvent> notes = {note(0.1, 1.9, 62)};
    ThreadPool pool(2);
    const NoteFactors tones(playedTones(notes, kFlute, 2.0), notes, pool);
    EXPECT_GT(tones.tonalShare(), 0.97);
    const NoteFactors noise(test::monoClip(22050, test::noise(44100)), notes, pool);
    EXPECT_LT(noise.tonalShare(), 0.5);
}

TEST(NoteFactors, KnowHowFastNotesFall) {
    const std::vector<NoteEvent> notes = {note(0.1, 1.0, 60), note(1.2, 2.0, 65)};
    ThreadPool pool(2);
    const NoteFactors falling(playedTones(notes, kFlute, 2.5, 22050, 30.0), notes, pool);
    EXPECT_NEAR(medianSlope(falling, notes), -30.0, 3.0);
    const NoteFactors steady(playedTones(notes, kFlute, 2.5), notes, pool);
    EXPECT_NEAR(medianSlope(steady, notes), 0.0, 3.0);
}

TEST(NoteFactors, FindTheTuningOfARecording) {
    AudioClip clip = playedTones({note(0.0, 1.0, 57), note(1.0, 2.0, 64)}, kFlute, 2.0);
    clip.sampleRateHz = 22437; // 30 cents higher
    ThreadPool pool(2);
    const NoteFactors factors(clip, {note(0.0, 1.0, 57), note(1.0, 2.0, 64)}, pool);
    EXPECT_NEAR(factors.tuningSemitones(), 0.3, 0.03);
}

TEST(NoteFactors, AreTheSameOnAnyNumberOfThreads) {
    std::vector<NoteEvent> notes = {note(0.2, 1.2, 60), note(1.5, 2.5, 67)};
    const AudioClip clip = playedTones(notes, kReed, 3.0);
    ThreadPool one(1), three(3);
    const NoteFactors a(clip, notes, one), b(clip, notes, three);
    for (int t = 0; t < a.frames(); ++t) {
        ASSERT_EQ(a.amplitude(60, t), b.amplitude(60, t));
    }
    EXPECT_EQ(a.tonalShare(), b.tonalShare());
}

TEST(NoteFactors, TakeAClipWithoutNotesAsNoise) {
    ThreadPool pool(2);
    const NoteFactors factors(playedTones({note(0.1, 0.9, 60)}, kFlute, 1.0), {}, pool);
    EXPECT_EQ(factors.tonalShare(), 0.0);
    EXPECT_EQ(factors.amplitude(60, 3), 0.0);
}

TEST(NoteFactors, RefuseAClipThatIsNotHalfAWindowLong) {
    ThreadPool pool(2);
    EXPECT_THROW(NoteFactors(test::sineClip(22050, 1000), {}, pool), Error);
}

} // namespace
} // namespace tonegraft
