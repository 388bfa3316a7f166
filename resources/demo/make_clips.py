#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the demo clips: NAME.score -> MIDI -> fluidsynth with FluidR3_GM -> NAME.flac.

A score has settings (tempo in beats a minute, beats a bar, tail in seconds, gain in dB) and
voices. A voice is a line `voice NAME program=N pan=N velocity=N [length=PART]` and its notes:
`F#4:1` a note of one beat, `D3+A3:2` a chord, `-:1` a rest, `|` a bar line (checked), `e80`
loudness (expression, 0..127) here, moving evenly to the next `e`.

Needs the Debian packages fluidsynth, fluid-soundfont-gm and sox. The same bytes every time.
"""
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SOUND_FONT = "/usr/share/sounds/sf2/FluidR3_GM.sf2"
TICKS_PER_BEAT = 480
PITCH_CLASSES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


def pitchOf(name):
    letter, accidental, octave = re.fullmatch(r"([A-G])([#b]?)(\d)", name).groups()
    shift = {"": 0, "#": 1, "b": -1}[accidental]
    return PITCH_CLASSES[letter] + shift + 12 * (int(octave) + 1)


def ticksOf(beats):
    return round(beats * TICKS_PER_BEAT)


def readScore(path):
    """The settings, and for each voice its options and tokens."""
    settings, voices = {}, []
    for line in path.read_text().splitlines():
        words = line.split()
        if not words or words[0] == "#":
            continue
        if words[0] == "voice":
            options = dict(word.split("=") for word in words[2:])
            voices.append(({key: float(value) for key, value in options.items()}, []))
        elif voices:
            voices[-1][1].extend(words)
        else:
            settings[words[0]] = float(words[1])
    return settings, voices


def expressionEvents(points, channel):
    """Controller 11 on a straight line between the points (tick, value)."""
    events = []
    for (start, first), (end, last) in zip(points, points[1:] + [(points[-1][0] + 1, points[-1][1])]):
        for tick in range(start, end, TICKS_PER_BEAT // 8):
            value = first + (last - first) * (tick - start) / (end - start)
            events.append((tick, bytes([0xB0 | channel, 11, round(value)])))
    return events


def voiceEvents(options, tokens, channel, beatsPerBar):
    """(tick, MIDI message) of one voice, and the tick of its end."""
    events = [(0, bytes([0xC0 | channel, int(options["program"])])),
              (0, bytes([0xB0 | channel, 10, int(options["pan"])]))]
    beat, points = 0.0, []
    for token in tokens:
        if token == "|":
            if beat % beatsPerBar and token is not tokens[-1]:
                sys.exit(f"bar line at beat {beat}, bars have {beatsPerBar:g}")
        elif token[0] == "e":
            points.append((ticksOf(beat), int(token[1:])))
        else:
            names, beats = token.split(":")
            accent = 6 if beat % beatsPerBar == 0 else 0
            velocity = int(options["velocity"]) + accent
            end = beat + float(beats) * options.get("length", 0.92)
            for name in [] if names == "-" else names.split("+"):
                events.append((ticksOf(beat), bytes([0x90 | channel, pitchOf(name), velocity])))
                events.append((ticksOf(end), bytes([0x80 | channel, pitchOf(name), 0])))
            beat += float(beats)
    return events + (expressionEvents(points, channel) if points else []), ticksOf(beat)


def variableLength(value):
    out = bytes([value & 0x7F])
    while value := value >> 7:
        out = bytes([value & 0x7F | 0x80]) + out
    return out


def midiFile(settings, voices):
    """A MIDI file of one track, and its length in seconds."""
    events, end = [], 0
    for channel, (options, tokens) in enumerate(voices):
        played, voiceEnd = voiceEvents(options, tokens, channel, settings["beats"])
        events += played
        end = max(end, voiceEnd)
    end += ticksOf(settings["tail"] * settings["tempo"] / 60)
    # At one tick: notes end first, then controllers and programs, then notes begin.
    order = {0x80: 0, 0xB0: 1, 0xC0: 1, 0x90: 2}
    events.sort(key=lambda event: (event[0], order[event[1][0] & 0xF0]))
    microseconds = round(60e6 / settings["tempo"])
    track = b"\0\xff\x51\3" + microseconds.to_bytes(3, "big")
    now = 0
    for tick, message in events + [(end, b"\xff\x2f\0")]:
        track += variableLength(tick - now) + message
        now = tick
    header = struct.pack(">4sIHHH", b"MThd", 6, 0, 1, TICKS_PER_BEAT)
    seconds = end / TICKS_PER_BEAT * 60 / settings["tempo"]
    return header + struct.pack(">4sI", b"MTrk", len(track)) + track, seconds


def render(score, folder):
    settings, voices = readScore(score)
    midi, raw = folder / "score.mid", folder / "raw.wav"
    bytesOfMidi, seconds = midiFile(settings, voices)
    midi.write_bytes(bytesOfMidi)
    subprocess.run(["fluidsynth", "-niq", "-g", "0.4", "-R", "1", "-C", "0", "-r", "44100",
                    "-O", "float", "-T", "wav", "-F", str(raw), SOUND_FONT, str(midi)], check=True)
    # -R: the dither's random numbers are the same every time. The tail ends in a fade.
    subprocess.run(["sox", "-R", "-V1", str(raw), "-b", "16", "-C", "8",
                    "--comment", "License=CC0-1.0", str(score.with_suffix(".flac")),
                    "gain", f"{settings['gain']:g}", "highpass", "20",
                    "fade", "t", "0.003", f"{seconds:.6f}", f"{settings['tail']:g}"], check=True)


def main():
    for score in sorted(HERE.glob("*.score")):
        with tempfile.TemporaryDirectory() as folder:
            render(score, pathlib.Path(folder))
        print(score.stem)


if __name__ == "__main__":
    main()
