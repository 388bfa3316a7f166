// SPDX-License-Identifier: GPL-3.0-or-later
#include "notes/NotesFromRoll.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

/// One pitch of a roll.
struct Row {
    const float* sounds;
    const float* begins;
    int frames;
    double frameSeconds;
    const RollSettings& settings; // the probabilities as logits

    int framesIn(double seconds) const {
        return std::max(1, static_cast<int>(std::lround(seconds / frameSeconds)));
    }

    /// Peaks of the beginnings, the higher one of two that are near.
    std::vector<int> beginnings() const {
        std::vector<int> peaks;
        const int apart = framesIn(settings.repeatSeconds);
        for (int t = 0; t < frames; ++t) {
            const bool isPeak = begins[t] >= settings.begins &&
                                (t == 0 || begins[t] > begins[t - 1]) &&
                                (t + 1 == frames || begins[t] >= begins[t + 1]);
            if (!isPeak) {
                continue;
            }
            if (peaks.empty() || t - peaks.back() >= apart) {
                peaks.push_back(t);
            } else if (begins[t] > begins[peaks.back()]) {
                peaks.back() = t;
            }
        }
        return peaks;
    }

    /// The frame after the last one in which a note that begins at `start` sounds; before `most`.
    int endOf(int start, int most) const {
        const int gap = framesIn(settings.gapSeconds);
        // It may begin before it is heard to sound.
        int last = start;
        for (int t = start; t < most && t - last <= gap; ++t) {
            if (sounds[t] >= settings.lasts) {
                last = t;
            }
        }
        return last + 1;
    }
};

/// Frames by which the peak of a beginning lies behind it: the network was taught the nearest
/// frame and the one after it.
constexpr double kBehind = 0.5;

NoteEvent noteOf(const Row& row, int pitch, double start, int end) {
    NoteEvent note;
    note.startSeconds = std::max(0.0, start) * row.frameSeconds;
    note.endSeconds = end * row.frameSeconds;
    note.pitch = pitch;
    return note;
}

void addNotes(const Row& row, int pitch, std::vector<NoteEvent>& notes) {
    std::vector<int> beginnings = row.beginnings();
    beginnings.push_back(row.frames);
    int free = 0; // the first frame that belongs to no note
    for (const int beginning : beginnings) {
        // What sounds before it, without a beginning of its own.
        for (int t = free; t < beginning; ++t) {
            if (row.sounds[t] < row.settings.sounds) {
                continue;
            }
            const int end = row.endOf(t, beginning);
            // The frames just before a beginning belong to it.
            if (end - t >= row.framesIn(row.settings.unheardSeconds)) {
                notes.push_back(noteOf(row, pitch, t, end));
            }
            t = end;
        }
        if (beginning == row.frames) {
            return;
        }
        const int next = *std::upper_bound(beginnings.begin(), beginnings.end(), beginning);
        free = row.endOf(beginning, next);
        const double surest = *std::max_element(row.sounds + beginning, row.sounds + free);
        if (free - beginning >= row.framesIn(row.settings.leastSeconds) &&
            surest >= row.settings.sounds) {
            notes.push_back(noteOf(row, pitch, beginning - kBehind, free));
        }
    }
}

} // namespace

std::vector<NoteEvent> notesFromRoll(const PianoRoll& roll, const RollSettings& settings) {
    RollSettings logits = settings;
    for (double* value : {&logits.begins, &logits.sounds, &logits.lasts}) {
        *value = std::log(*value / (1.0 - *value));
    }
    std::vector<NoteEvent> notes;
    for (int i = 0; i < roll.pitches; ++i) {
        const std::ptrdiff_t first = static_cast<std::ptrdiff_t>(i) * roll.frames;
        const Row row{roll.sounds + first, roll.begins + first, roll.frames, roll.frameSeconds,
                      logits};
        addNotes(row, roll.lowestPitch + i, notes);
    }
    std::sort(notes.begin(), notes.end(), [](const NoteEvent& a, const NoteEvent& b) {
        return a.startSeconds != b.startSeconds ? a.startSeconds < b.startSeconds
                                                : a.pitch < b.pitch;
    });
    return notes;
}

} // namespace tonegraft
