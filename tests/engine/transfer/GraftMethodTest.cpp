// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/Notes.h"
#include "tonegraft/Methods.h"
#include "tonegraft/Transfer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

using test::note;

class Quiet : public TransferObserver {
public:
    void onProgress(const Progress& progress, const LossPoint&) override {
        m_parts = std::max(m_parts, progress.steps);
    }
    void onSnapshot(std::shared_ptr<const Snapshot>) override {}
    int parts() const { return m_parts; }

private:
    int m_parts = 0;
};

const std::vector<NoteEvent> kTune = {note(0.3, 0.9, 60), note(0.9, 1.5, 64), note(1.5, 2.6, 67)};

AudioClip content() {
    return test::playedTones(kTune, {1.0, 0.5, 0.3, 0.2, 0.1, 0.05}, 3.0);
}
AudioClip style() {
    return test::playedTones({note(0.2, 0.9, 62), note(0.9, 1.7, 65), note(1.7, 2.6, 69)},
                             {0.5, 0.05, 0.6, 0.05, 0.5, 0.05, 0.4, 0.05, 0.3}, 3.0);
}

TransferResult runGraft(double styleWeight, int octave = 0) {
    TransferSettings settings = defaultSettings("graft");
    settings.styleWeight = styleWeight;
    settings.octave = octave;
    Quiet observer;
    RunControl control;
    TransferResult result = runTransfer(content(), style(), settings, observer, control);
    EXPECT_GT(observer.parts(), 1);
    return result;
}

TEST(GraftMethod, GivesTheNotesThatItPlays) {
    const TransferResult result = runGraft(1.0, 1);
    for (const NoteEvent& played : kTune) {
        const auto found =
            std::find_if(result.notes.begin(), result.notes.end(), [&](const NoteEvent& heard) {
                return heard.pitch == played.pitch + 12 &&
                       std::abs(heard.startSeconds - played.startSeconds) < 0.06;
            });
        EXPECT_NE(found, result.notes.end()) << played.pitch;
    }
}

TEST(GraftMethod, IsTheContentAtStyleWeightZeroAndFartherFromItTheMoreStyle) {
    const AudioClip clip = content();
    double before = 0.0;
    for (const double weight : {0.0, 0.5, 1.0}) {
        std::vector<float> difference = runGraft(weight).output.channels[0];
        ASSERT_EQ(difference.size(), clip.sampleCount());
        for (std::size_t i = 0; i < difference.size(); ++i) {
            difference[i] -= clip.channels[0][i];
        }
        const double distance = test::rms(difference) / test::rms(clip.channels[0]);
        if (weight == 0.0) {
            EXPECT_LT(distance, 0.02);
        } else {
            EXPECT_GT(distance, before + 0.1) << weight;
        }
        before = distance;
    }
}

TEST(GraftMethod, SaysThatItHearsNotes) {
    EXPECT_TRUE(methodInfo("graft").hearsNotes);
    EXPECT_FALSE(methodInfo("musaic").hearsNotes);
}

} // namespace
} // namespace tonegraft
