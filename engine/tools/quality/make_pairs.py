#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the clips of the quality program: make_pairs.py FOLDER

Ten pairs of several kinds, 10 s, 22,050 Hz, mono: tunes, polyphony and orchestra by fluidsynth
from FluidR3_GM, speech by espeak-ng, drums, rain and fire. FOLDER/pairs.txt names them. The same
samples every time. Needs fluidsynth, fluid-soundfont-gm, espeak-ng and sox.
"""
import importlib.util
import pathlib
import random
import struct
import subprocess
import sys
import tempfile
import wave

RATE, SECONDS = 22050, 10
HERE = pathlib.Path(__file__).resolve().parent
DEMO = HERE.parents[2] / "resources" / "demo" / "make_clips.py"
spec = importlib.util.spec_from_file_location("make_clips", DEMO)
clips = importlib.util.module_from_spec(spec)
spec.loader.exec_module(clips)

NAMES = ["C", "D", "E", "F", "G", "A", "B"]


def degree(step, octave):
    """A note of C major, counted in steps of the scale."""
    return f"{NAMES[step % 7]}{octave + step // 7}"


def line(seed, beats, octave, lengths):
    """A tune by a seeded walk over the scale: phrases of four beats that end on a chord tone."""
    rng, step, tokens, beat = random.Random(seed), 0, [], 0.0
    while beat < beats:
        length = min(rng.choice(lengths), beats - beat, 4 - beat % 4)
        step = max(-3, min(9, step + rng.choice([-2, -1, -1, 1, 1, 2, 3])))
        if (beat + length) % 4 == 0:
            step = rng.choice([0, 2, 4])
        tokens.append(f"{degree(step, octave)}:{length:g}")
        beat += length
    return tokens


def chords(seed, beats, octave, length):
    rng, tokens = random.Random(seed), []
    for _ in range(int(beats / length)):
        root = rng.choice([0, 3, 4, 5, 1])
        names = "+".join(degree(root + i, octave) for i in (0, 2, 4))
        tokens.append(f"{names}:{length:g}")
    return tokens


def voice(program, tokens, velocity=100):
    return ({"program": program, "pan": 64, "velocity": velocity}, tokens)


def play(folder, name, voices, tempo=96):
    with tempfile.TemporaryDirectory() as temporary:
        midi, raw = pathlib.Path(temporary) / "a.mid", pathlib.Path(temporary) / "a.wav"
        data, _ = clips.midiFile({"tempo": tempo, "beats": 4, "tail": 0.5}, voices)
        midi.write_bytes(data)
        subprocess.run(["fluidsynth", "-niq", "-g", "0.4", "-R", "1", "-C", "0", "-r", "44100",
                        "-O", "float", "-T", "wav", "-F", str(raw), clips.SOUND_FONT, str(midi)],
                       check=True)
        finish(raw, folder / f"{name}.wav")


def finish(source, target):
    subprocess.run(["sox", "-R", "-V1", str(source), "-b", "16", "-r", str(RATE), "-c", "1",
                    str(target), "trim", "0", str(SECONDS), "norm", "-3"], check=True)


def speak(folder, name, text, language):
    with tempfile.TemporaryDirectory() as temporary:
        raw = pathlib.Path(temporary) / "a.wav"
        subprocess.run(["espeak-ng", "-v", language, "-s", "140", "-w", str(raw), text], check=True)
        finish(raw, folder / f"{name}.wav")


def write(folder, name, samples):
    with tempfile.TemporaryDirectory() as temporary:
        raw = pathlib.Path(temporary) / "a.wav"
        with wave.open(str(raw), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            peak = max(map(abs, samples))
            out.writeframes(b"".join(struct.pack("<h", round(20000 * s / peak)) for s in samples))
        finish(raw, folder / f"{name}.wav")


def rain(seed):
    """Soft noise, and thousands of short damped drops of random pitch and loudness."""
    rng = random.Random(seed)
    samples, low = [0.0] * (RATE * SECONDS), 0.0
    for i in range(len(samples)):
        low += 0.4 * (rng.uniform(-1, 1) - low)
        samples[i] = 0.05 * low
    for _ in range(2500):
        start, size = rng.randrange(len(samples)), rng.uniform(0.02, 0.4) ** 2
        decay, turn = rng.uniform(0.97, 0.99), rng.uniform(0.3, 1.6)
        state = [size, 0.0]
        for i in range(start, min(start + 300, len(samples))):
            state = [decay * (state[0] - turn * state[1] * 0.5), decay * (state[1] + turn * state[0] * 0.5)]
            samples[i] += state[0] if abs(state[0]) < 1 else 0.0
    return samples


def drumTrack(folder, name, tempo):
    """Channel 10 by way of program 0 would be a piano: drums come from voices of their own."""
    beats = int(SECONDS * tempo / 60) + 4
    kick = [t for _ in range(beats // 4) for t in ("C2:1", "-:1", "C2:.5", "C2:.5", "-:1")]
    snare = [t for _ in range(beats // 4) for t in ("-:1", "E4:1", "-:1", "E4:1")]
    shaker = ["C5:.5"] * (2 * (beats // 4) * 4)
    play(folder, name, [voice(117, kick, 118), voice(118, snare, 110), voice(115, shaker, 70)], tempo)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    play(folder, "piano", [voice(0, line(1, 16, 4, [.5, 1, 1, 2])), voice(0, chords(2, 16, 3, 2), 60)])
    play(folder, "brass", [voice(61, line(3, 16, 4, [.5, 1, 2])), voice(61, chords(4, 16, 3, 2), 90)])
    play(folder, "flute", [voice(73, line(5, 16, 5, [.5, 1, 1]))])
    play(folder, "strings", [voice(48, line(6, 16, 4, [1, 2])), voice(48, chords(7, 16, 3, 4), 100)])
    play(folder, "guitars", [voice(24, line(8, 16, 4, [.5, .5, 1])), voice(24, line(9, 16, 3, [1, 2]), 90)])
    play(folder, "organ", [voice(19, chords(10, 16, 4, 1)), voice(19, chords(11, 16, 2, 2))])
    play(folder, "choir", [voice(52, chords(12, 16, 4, 2)), voice(52, line(13, 16, 4, [1, 2]))])
    play(folder, "orchestra", [voice(48, chords(14, 16, 3, 2), 90), voice(60, line(15, 16, 3, [1, 2])),
                               voice(71, line(16, 16, 5, [.5, 1])), voice(47, ["C2:1", "-:3"] * 4, 110)])
    play(folder, "distortion", [voice(30, line(17, 16, 2, [.5, .5, 1])), voice(30, chords(18, 16, 3, 2))], 110)
    play(folder, "marimba", [voice(12, line(19, 20, 4, [.5, .5, 1]))], 120)
    play(folder, "accordion", [voice(21, chords(20, 16, 4, 1)), voice(21, line(21, 16, 4, [.5, 1]))])
    play(folder, "violin", [voice(40, line(22, 16, 5, [1, 1, 2]))])
    drumTrack(folder, "drums", 112)
    speak(folder, "speech", "The rain fell softly on the old stone bridge, and nobody came. Only the "
          "river went on talking to itself, all night long, until the morning birds began.", "en")
    write(folder, "rain", rain(23))
    pairs = ["piano brass", "flute strings", "guitars organ", "speech strings", "orchestra distortion",
             "piano rain", "flute choir", "drums marimba", "marimba accordion", "violin brass"]
    (folder / "pairs.txt").write_text("\n".join(pairs) + "\n")


if __name__ == "__main__":
    main()
