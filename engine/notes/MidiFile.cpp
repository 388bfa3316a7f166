// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/MidiFile.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <tuple>
#include <utility>

namespace tonegraft {
namespace {

constexpr int kTicksPerBeat = 500;
constexpr std::uint32_t kMicrosecondsPerBeat = 500000;
constexpr double kTicksPerSecond = 1000.0;
constexpr double kLoudestVelocity = 112.0;
constexpr double kBendSemitones = 2.0;
constexpr double kLeastBendSemitones = 0.01;

struct Event {
    std::uint32_t tick;
    bool on; // ends come before beginnings of the same time
    int pitch;
    int velocity;
};

void append(std::string& bytes, std::uint32_t value, int count) {
    for (int i = count - 1; i >= 0; --i) {
        bytes += static_cast<char>((value >> (8 * i)) & 0xFFU);
    }
}

/// Seven bits a byte, all but the last one marked.
void appendVariable(std::string& bytes, std::uint32_t value) {
    for (int shift = 28; shift > 0; shift -= 7) {
        if ((value >> shift) > 0) {
            bytes += static_cast<char>(0x80U | ((value >> shift) & 0x7FU));
        }
    }
    bytes += static_cast<char>(value & 0x7FU);
}

std::uint32_t tickOf(double seconds) {
    return static_cast<std::uint32_t>(
        std::llround(std::clamp(seconds * kTicksPerSecond, 0.0, 268435455.0)));
}

/// By pitch and start. A key is pressed once at a time: a note ends where the next of its pitch
/// begins, since its end would silence that one.
std::vector<NoteEvent> pressedOnce(std::vector<NoteEvent> notes) {
    std::stable_sort(notes.begin(), notes.end(), [](const NoteEvent& a, const NoteEvent& b) {
        return std::pair(a.pitch, a.startSeconds) < std::pair(b.pitch, b.startSeconds);
    });
    for (std::size_t i = 1; i < notes.size(); ++i) {
        if (notes[i - 1].pitch == notes[i].pitch) {
            notes[i - 1].endSeconds = std::min(notes[i - 1].endSeconds, notes[i].startSeconds);
        }
    }
    return notes;
}

std::vector<Event> eventsOf(const std::vector<NoteEvent>& notes) {
    double loudest = -1000.0;
    for (const NoteEvent& note : notes) {
        loudest = std::max(loudest, note.levelDb);
    }
    std::vector<Event> events;
    for (const NoteEvent& note : pressedOnce(notes)) {
        if (note.pitch < 0 || note.pitch > 127) {
            continue;
        }
        const double velocity = kLoudestVelocity * std::pow(10.0, (note.levelDb - loudest) / 40.0);
        const std::uint32_t start = tickOf(note.startSeconds);
        const std::uint32_t end = std::max(start + 1, tickOf(note.endSeconds));
        events.push_back(
            {start, true, note.pitch, static_cast<int>(std::lround(std::max(1.0, velocity)))});
        events.push_back({end, false, note.pitch, 0});
    }
    std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
        return std::tuple(a.tick, a.on, a.pitch) < std::tuple(b.tick, b.on, b.pitch);
    });
    return events;
}

std::string trackOf(const std::vector<Event>& events, double tuningSemitones) {
    std::string track("\x00\xFF\x51\x03", 4); // tempo
    append(track, kMicrosecondsPerBeat, 3);
    if (std::abs(tuningSemitones) > kLeastBendSemitones) {
        const auto bend = static_cast<std::uint32_t>(std::clamp<long>(
            8192 + std::lround(tuningSemitones / kBendSemitones * 8192.0), 0L, 16383L));
        track += std::string("\x00\xE0", 2);
        append(track, bend & 0x7FU, 1);
        append(track, bend >> 7U, 1);
    }
    std::uint32_t last = 0;
    for (const Event& event : events) {
        appendVariable(track, event.tick - last);
        append(track, event.on ? 0x90U : 0x80U, 1);
        append(track, static_cast<std::uint32_t>(event.pitch), 1);
        append(track, static_cast<std::uint32_t>(event.velocity), 1);
        last = event.tick;
    }
    return track + std::string("\x00\xFF\x2F\x00", 4); // end of the track
}

} // namespace

std::string midiFile(const std::vector<NoteEvent>& notes, double tuningSemitones) {
    std::string file = "MThd";
    append(file, 6, 4);
    append(file, 0, 2); // format
    append(file, 1, 2); // tracks
    append(file, kTicksPerBeat, 2);
    const std::string track = trackOf(eventsOf(notes), tuningSemitones);
    file += "MTrk";
    append(file, static_cast<std::uint32_t>(track.size()), 4);
    return file + track;
}

} // namespace tonegraft
