#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Renders what the instrument network is trained and tested on: make_notes.py FOLDER

The General-MIDI instruments 0 to 79, by fluidsynth from FluidR3_GM, as FOLDER/NN.flac (16 kHz,
mono), and FOLDER/index.txt with a line `instrument set kind start seconds` for each excerpt: set
is train or test, kind is note or phrase. Every fourth pitch and two of the five velocities are the
test's alone, in notes and in phrases: no test note is ever trained on. The same samples every
time. Needs fluidsynth, fluid-soundfont-gm and sox; 80 instruments take about 10 minutes.
"""
import argparse
import concurrent.futures
import pathlib
import random
import struct
import subprocess
import tempfile

SOUND_FONT = "/usr/share/sounds/sf2/FluidR3_GM.sf2"
RATE = 16000
TICKS_PER_SECOND = 960
NOTE_SECONDS, PHRASE_SECONDS = 1.2, 3.6
LEAD_SECONDS = 0.05  # of silence before the first note of an excerpt
VELOCITIES = {"train": [48, 80, 112], "test": [64, 96]}
PHRASES = {"train": 12, "test": 4}

# Lowest and highest pitch (MIDI) of each family of eight instruments, where they are played:
# pianos, chromatic percussion, organs, guitars, basses, strings, ensembles, brass, reeds, pipes.
RANGES = [(33, 92), (48, 95), (36, 91), (40, 87), (28, 63),
          (36, 91), (40, 84), (36, 83), (43, 86), (55, 96)]


def setOf(pitch):
    return "test" if pitch % 4 == 1 else "train"


def excerptsOf(instrument, rng):
    """Each as (set, kind, seconds, [(start, end, pitch, velocity)]); the test's come last, behind
    a pause, so that no train excerpt holds the rest of a test note."""
    low, high = RANGES[instrument // 8]
    excerpts = []
    for pitch in range(low, high + 1):
        for velocity in VELOCITIES[setOf(pitch)]:
            end = LEAD_SECONDS + rng.uniform(0.3, 0.95)
            excerpts.append((setOf(pitch), "note", NOTE_SECONDS,
                             [(LEAD_SECONDS, end, pitch, velocity)]))
    for name, count in PHRASES.items():
        pitches = [pitch for pitch in range(low, high + 1) if setOf(pitch) == name]
        for _ in range(count):
            excerpts.append((name, "phrase", PHRASE_SECONDS, phrase(name, pitches, rng)))
    excerpts.append(("pause", "pause", 2.0, []))
    return sorted(excerpts, key=lambda excerpt: ["train", "pause", "test"].index(excerpt[0]))


def phrase(name, pitches, rng):
    """A walk over the set's pitches, of single notes or of two or three at a time."""
    notes, now, place = [], LEAD_SECONDS, rng.randrange(len(pitches))
    voices, beat = rng.choice([1, 1, 2, 3]), rng.choice([0.15, 0.25, 0.4])
    while now < PHRASE_SECONDS - 0.6:
        length = beat * rng.choice([1, 1, 2, 3])
        place = max(0, min(len(pitches) - 1, place + rng.choice([-3, -2, -1, 1, 2, 3])))
        end = min(now + 0.95 * length, PHRASE_SECONDS - 0.3)
        for voice in range(voices):
            pitch = pitches[min(len(pitches) - 1, place + 3 * voice)]
            notes.append((now, end, pitch, rng.choice(VELOCITIES[name])))
        now += length
    return notes


def variableLength(value):
    out = bytes([value & 0x7F])
    while value := value >> 7:
        out = bytes([value & 0x7F | 0x80]) + out
    return out


def midiFile(instrument, excerpts):
    events, start = [], 0.0
    for _, _, seconds, notes in excerpts:
        for begin, end, pitch, velocity in notes:
            events.append((round((start + begin) * TICKS_PER_SECOND), 1,
                           bytes([0x90, pitch, velocity])))
            events.append((round((start + end) * TICKS_PER_SECOND), 0, bytes([0x80, pitch, 0])))
        start += seconds
    events.sort(key=lambda event: event[:2])  # at one tick notes end first
    end = round(start * TICKS_PER_SECOND)
    track, now = b"\0\xff\x51\3" + (500000).to_bytes(3, "big") + bytes([0, 0xC0, instrument]), 0
    for tick, _, message in events + [(end, 0, b"\xff\x2f\0")]:
        track += variableLength(tick - now) + message
        now = tick
    header = struct.pack(">4sIHHH", b"MThd", 6, 0, 1, TICKS_PER_SECOND // 2)
    return header + struct.pack(">4sI", b"MTrk", len(track)) + track, start


def render(instrument, folder):
    excerpts = excerptsOf(instrument, random.Random(instrument))
    midi, seconds = midiFile(instrument, excerpts)
    with tempfile.TemporaryDirectory() as temporary:
        score, raw = pathlib.Path(temporary, "score.mid"), pathlib.Path(temporary, "raw.wav")
        score.write_bytes(midi)
        # Rendered at a high rate: fluidsynth's own resampling folds back what is above.
        subprocess.run(["fluidsynth", "-niq", "-g", "0.5", "-R", "0", "-C", "0", "-r", "48000",
                        "-O", "float", "-T", "wav", "-F", str(raw), SOUND_FONT, str(score)],
                       check=True)
        subprocess.run(["sox", "-R", "-V1", str(raw), "-b", "16", "-r", str(RATE),
                        str(folder / f"{instrument:02d}.flac"), "remix", "1,2",
                        "trim", "0", f"{seconds:.3f}"], check=True)
    lines, start = [], 0.0
    for name, kind, length, notes in excerpts:
        if notes:
            lines.append(f"{instrument} {name} {kind} {start:.3f} {length:.3f}\n")
        start += length
    return lines


def main():
    parser = argparse.ArgumentParser(description="Renders the instrument network's data.")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--instruments", type=int, default=80, metavar="N",
                        help="only the first N")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as workers:
        lists = list(workers.map(lambda i: render(i, arguments.folder),
                                 range(arguments.instruments)))
    (arguments.folder / "index.txt").write_text("".join(line for lines in lists for line in lines))


if __name__ == "__main__":
    main()
