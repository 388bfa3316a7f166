#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Renders what tonegraft-train-timbre learns from and is judged on.

    make_data.py FOLDER --kind solo|mix|drums|voice [--groups N] [--instruments N] [--songs N]
                 [--seed N] [--plain] [--held-out] [--font FILE]...

A group is several instruments (or bands, kits, synthetic voices) that each play the same songs in
rooms of their own, so that the right answer of each transfer among them is known. Each group is a
folder: INSTRUMENT_SONG.flac (9 s, 22,050 Hz, mono), SONG.json with the notes of each voice as
[start, duration, pitch, velocity], and `done` once it is complete. Needs fluidsynth and ffmpeg;
Debian's fluid-soundfont-gm and musescore-general-soundfont-small, or --font.

--plain: songs in a middle register and tempo, dry and undistorted, in one hall.
--held-out: programs that no other call uses, for judging; another seed gives other songs. The same
arguments give the same notes and instruments.
"""
import argparse
import array
import json
import math
import os
import pathlib
import random
import struct
import subprocess
import tempfile
import wave

RATE = 22050
SECONDS = 9.0
SLOT = 10.5  # from one song's start to the next one's in a rendering
FONTS = ["/usr/share/sounds/sf2/FluidR3_GM.sf2", "/usr/share/sounds/sf2/FluidR3_GM.sf2",
         "/usr/share/sounds/sf3/MuseScore_General_Lite.sf3"]
# For judging alone: those of the first row; those of the second may share their samples.
HELD_OUT = [11, 21, 24, 40, 46, 52, 57, 71, 73]
LEFT_OUT = HELD_OUT + [23, 53, 72, 110, 113]
KITS = [0, 8, 16, 24, 25, 32, 40, 48]
BASSES = [32, 33, 34, 35, 36, 37, 38, 39, 43, 0, 58, 70, 87]
CHANNELS = {"melody": 0, "chords": 1, "bass": 2, "drums": 9}
SCALES = [[0, 2, 4, 5, 7, 9, 11], [0, 2, 3, 5, 7, 8, 10], [0, 2, 4, 7, 9], [0, 2, 3, 5, 7, 9, 10],
          list(range(12))]


class Key:
    """A scale on a root: degrees to semitones."""

    def __init__(self, r):
        self.scale = r.choices(SCALES, [6, 3, 1, 1, 1])[0]
        self.root = r.randrange(12) - 5

    def pitch(self, degree):
        octaves, step = divmod(degree, len(self.scale))
        return self.root + 12 * octaves + self.scale[step]


def melody(r, key, low, speed, seconds):
    rest, repeat = r.choice([0.03, 0.1, 0.1, 0.3]), r.choice([0.05, 0.1, 0.4])
    time = r.uniform(0, 0.6) if r.random() < 0.3 else 0.0
    degree, legato, notes = r.randrange(len(key.scale)), r.choice([0.95, 0.95, 0.9, 0.6, 1.0]), []
    while time < seconds - 0.5:
        values = [0.25, 0.25, 0.5, 0.5, 0.5, 1.0]
        if r.random() < 0.3:
            values += [0.125, 1.5]
        length = min(speed * r.choice(values), seconds - 0.3 - time)
        if r.random() > repeat:
            degree = max(-5, min(12, degree + r.choice([-3, -2, -1, -1, 0, 1, 1, 2, 3])))
        if r.random() > rest:
            share = legato if r.random() < 0.8 else 0.5
            notes.append((time, max(0.06, length * share), low + key.pitch(degree),
                          r.randrange(45, 120)))
        time += length
        if r.random() < 0.02:
            time += r.uniform(0.3, 1.0)
    return notes


def chords(r, key, low, seconds):
    time, notes, bar = 0.0, [], r.choice([0.5, 1.0, 2.0, 2.0])
    shapes = [(0, 2, 4), (0, 2, 4), (0, 4), (0, 2, 4, 6), (0, 2), (0, 2, 4, 7)]
    while time < seconds - 0.8:
        root, length = r.randrange(len(key.scale)), min(bar, seconds - 0.4 - time)
        broken, share = r.random() < 0.2, r.choice([0.97, 0.97, 0.6])
        for place, step in enumerate(r.choice(shapes)):
            late = place * length * 0.2 if broken else 0.0
            notes.append((time + late, max(0.08, (length - late) * share),
                          low + key.pitch(root + step), r.randrange(40, 95)))
        time += bar
    return notes


def bass(r, key, speed, seconds):
    time, notes = 0.0, []
    while time < seconds - 0.5:
        length = speed * r.choice([0.5, 0.5, 1.0])
        pitch = 36 + key.pitch(r.choice([0, 0, 3, 4, 5, -1, -2]))
        notes.append((time, length * r.choice([0.9, 0.5]), pitch, r.randrange(60, 115)))
        time += length
    return notes


def drums(r, seconds):
    step, steps = r.choice([0.125, 0.15, 0.1875, 0.25]), 16
    kick = ([0.9] + [0.15] * 3 + [0.4] + [0.15] * 3) * 2
    snare = ([0.05] * 4 + [0.9] + [0.1] * 3) * 2
    pattern = {36: [r.random() < p for p in kick],
               r.choice([38, 38, 40, 37, 39]): [r.random() < p for p in snare]}
    every = r.choice([1, 2, 4])
    pattern[r.choice([42, 42, 44, 51, 46, 70, 54])] = [
        i % every == 0 and r.random() < 0.9 for i in range(steps)]
    others = [41, 43, 45, 47, 48, 50, 49, 57, 56, 52, 55, 60, 61, 62, 63, 64, 69, 75, 76]
    for key in r.sample(others, r.choice([0, 1, 2, 3])):
        pattern[key] = [r.random() < 0.12 for _ in range(steps)]
    notes = []
    for i in range(int((seconds - 0.2) / step)):
        for key, hits in pattern.items():
            if hits[i % steps] and r.random() < 0.95:
                notes.append((i * step + r.uniform(0, 0.008), 0.1, key, r.randrange(50, 120)))
    return notes


def song(seed, kind, plain=False, seconds=8.2):
    """Notes of each voice: (start, duration, pitch, velocity)."""
    r = random.Random(seed)
    if kind == "drums":
        return {"drums": drums(r, seconds)}
    key, low = Key(r), r.choice([43, 48, 55, 60, 60, 60, 67, 72])
    speed = r.choice([0.6, 0.8, 1, 1, 1, 1.5, 2])
    if plain:
        low, speed = 60, 1
    top = melody(r, key, low, speed, seconds)
    below = chords(r, key, low - 12 if low > 50 else low, seconds)
    if kind == "mix":
        voices = {"melody": top, "chords": below, "bass": bass(r, key, speed, seconds),
                  "drums": drums(r, seconds)}
        for name in list(voices):
            if r.random() < (0.1 if name == "melody" else 0.3):
                voices[name] = []
        if not any(voices.values()):
            voices["melody"] = top
    else:
        which = r.random()
        voices = {"melody": top if which < 0.5 else top + below if which < 0.85 else below}
    return {name: notes if name == "drums" else
            [(t, d, max(24, min(104, p)), v) for t, d, p, v in notes]
            for name, notes in voices.items()}


def variable_length(number):
    data = [number & 0x7F]
    while number > 0x7F:
        number >>= 7
        data.insert(0, number & 0x7F | 0x80)
    return bytes(data)


def midi_file(instrument, songs):
    """The songs one after the other, a tick a millisecond."""
    events = []  # (tick, order, bytes)
    for name, channel in CHANNELS.items():
        if name in instrument["programs"]:
            events.append((0, 0, bytes([0xC0 | channel, instrument["programs"][name]])))
            events.append((0, 0, bytes([0xB0 | channel, 7, instrument["volumes"].get(name, 100)])))
            events.append((0, 0, bytes([0xB0 | channel, 91, instrument["reverb"]])))
    for i, voices in enumerate(songs):
        for name, notes in voices.items():
            channel = CHANNELS[name]
            for start, length, pitch, velocity in notes:
                velocity = int(64 + (velocity - 64) * instrument["velocity"])
                velocity = max(1, min(127, velocity))
                events.append((int(1000 * (i * SLOT + start)), 3,
                               bytes([0x90 | channel, pitch, velocity])))
                events.append((int(1000 * (i * SLOT + start + length)), 1,
                               bytes([0x80 | channel, pitch, 0])))
        for channel in CHANNELS.values():  # all sound off before the next song
            events.append((int(1000 * (i * SLOT + 9.6)), 2, bytes([0xB0 | channel, 120, 0])))
    track, last = b"\x00\xff\x51\x03\x0f\x42\x40", 0  # a second a quarter
    for tick, _, data in sorted(events):
        track += variable_length(tick - last) + data
        last = tick
    track += b"\x00\xff\x2f\x00"
    return (b"MThd" + struct.pack(">IHHH", 6, 0, 1, 1000) + b"MTrk" +
            struct.pack(">I", len(track)) + track)


def write_wave(path, samples):
    peak = max(1e-9, max(abs(s) for s in samples))
    numbers = array.array("h", (int(30000 * s / peak) for s in samples))
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(numbers.tobytes())


def room(r):
    """An impulse and exponentially decaying noise."""
    count, level = int(RATE * r.uniform(0.1, 1.2)), 10 ** r.uniform(-2.6, -1.3)
    return [1.0] + [r.gauss(0, 1) * level * math.exp(-6.9 * n / count) for n in range(1, count)]


def draw_instrument(r, kind, programs, fonts, plain=False):
    instrument = {"font": r.choice(fonts), "volumes": {}, "reverb": r.choice([0, 40, 40, 40, 100]),
                  "velocity": r.choice([1, 1, 0.5]), "seed": r.randrange(1 << 30)}
    if kind == "solo":
        instrument["programs"] = {"melody": r.choice(programs)}
    elif kind == "drums":
        instrument["programs"] = {"drums": r.choice(KITS)}
    elif kind == "mix":
        instrument["programs"] = {"melody": r.choice(programs), "chords": r.choice(programs),
                                  "bass": r.choice(BASSES), "drums": r.choice(KITS)}
        instrument["volumes"] = {name: r.randrange(60, 120) for name in CHANNELS}
    if plain:
        instrument.update(reverb=40, velocity=1)
        return instrument
    where = r.random()
    if where < 0.25:
        instrument["room"] = room(r)
    elif where < 0.32:
        instrument["noise"] = 10 ** r.uniform(-3.5, -2)
    elif where < 0.38:
        instrument["drive"] = 10 ** r.uniform(0.3, 1.2)
    return instrument


def voice_samples(seed, notes):
    """A synthetic instrument of harmonic partials: tilt, formants, attack, decay, vibrato, breath."""
    r = random.Random(seed)
    partials, tilt = r.choice([6, 12, 24]), r.uniform(-18, -2)
    formants = [(math.exp(r.uniform(math.log(150), math.log(7000))), r.uniform(0.2, 0.9),
                 r.uniform(-14, 16)) for _ in range(r.randrange(6))]
    even = r.choice([0, 0, r.uniform(-25, 5)])
    own = [r.gauss(0, 3) for _ in range(partials)]
    attack, release = 10 ** r.uniform(-2.5, -0.5), 10 ** r.uniform(-1.6, -0.4)
    decay = 10 ** r.uniform(-0.6, 0.8) if r.random() < 0.5 else 1e9
    rate, depth = r.uniform(4, 7), r.choice([0, 0, r.uniform(0.002, 0.012)])
    breath = r.choice([0, 0, 10 ** r.uniform(-3, -1.5)])
    samples = [0.0] * int(RATE * SECONDS)
    for start, length, pitch, velocity in notes:
        base = 440 * 2 ** ((pitch - 69) / 12)
        levels = []
        for k in range(1, min(partials, int(10500 / base)) + 1):
            level = tilt * math.log2(k) + own[k - 1] + (even if k % 2 == 0 else 0)
            level += sum(a * math.exp(-(math.log2(k * base / f) / w) ** 2) for f, w, a in formants)
            levels.append(10 ** (level / 20) * (velocity / 127) ** 1.5)
        phase, first = r.uniform(0, 6.28), int(start * RATE)
        for n in range(min(int((length + release) * RATE), len(samples) - first)):
            t = n / RATE
            loud = min(1.0, t / attack) * math.exp(-t / decay)
            if t > length:
                loud *= max(0.0, 1 - (t - length) / release)
            phase += 2 * math.pi * base / RATE * (1 + depth * math.sin(6.28 * rate * t))
            # sin((k+1) p) = 2 cos(p) sin(k p) - sin((k-1) p)
            double, before, here, total = 2 * math.cos(phase), 0.0, math.sin(phase), 0.0
            for level in levels:
                total += level * here
                before, here = here, double * here - before
            samples[first + n] += loud * (total + (breath * r.gauss(0, 1) if breath else 0.0))
    return samples


def cut(source, start, instrument, target, folder):
    """One song of a rendering in its room, as FLAC."""
    command = ["ffmpeg", "-v", "error", "-y", "-ss", f"{start:.3f}", "-t", f"{SECONDS + 1:.3f}",
               "-i", str(source)]
    chain = f"[0]pan=mono|c0=0.5*c0+0.5*c1,aresample={RATE},volume=0.5"
    if source.name == "voice.wav":
        chain = "[0]volume=0.5"
    if "room" in instrument:
        write_wave(folder / "room.wav", instrument["room"])
        command += ["-i", str(folder / "room.wav")]
        chain += "[dry];[dry][1]afir=gtype=none:dry=1:wet=1,volume=0.5"
    elif "noise" in instrument:
        chain += (f"[dry];anoisesrc=r={RATE}:a={instrument['noise']:.6f}:d={SECONDS + 1}:"
                  f"seed={instrument['seed']}[noise];[dry][noise]amix=2:normalize=0")
    elif "drive" in instrument:
        chain += f",volume={instrument['drive']:.3f},asoftclip=tanh,volume=0.5"
    chain += f",apad=whole_dur={SECONDS},atrim=duration={SECONDS}[out]"
    subprocess.run(command + ["-filter_complex", chain, "-map", "[out]", "-ar", str(RATE),
                              "-sample_fmt", "s16", str(target)], check=True)


def render(instrument, number, songs, target, folder):
    if "programs" not in instrument:
        for k, voices in enumerate(songs):
            write_wave(folder / "voice.wav",
                       voice_samples(instrument["seed"], voices["melody"]))
            cut(folder / "voice.wav", 0, instrument, target / f"{number}_{k}.flac", folder)
        return
    (folder / "songs.mid").write_bytes(midi_file(instrument, songs))
    subprocess.run(["fluidsynth", "-ni", "-q", "-r", "44100", "-g", "0.5", "-F",
                    str(folder / "songs.wav"), instrument["font"], str(folder / "songs.mid")],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for k in range(len(songs)):
        cut(folder / "songs.wav", k * SLOT, instrument, target / f"{number}_{k}.flac", folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--kind", choices=["solo", "mix", "drums", "voice"], default="solo")
    parser.add_argument("--groups", type=int, default=1)
    parser.add_argument("--instruments", type=int, default=8)
    parser.add_argument("--songs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--font", action="append")
    options = parser.parse_args()
    programs = HELD_OUT if options.held_out else [p for p in range(115) if p not in LEFT_OUT]
    for number in range(options.groups):
        target = options.folder / f"{options.kind}_{options.seed}_{number}"
        if (target / "done").exists():
            continue
        target.mkdir(parents=True, exist_ok=True)
        r = random.Random(f"{options.seed} {number} {options.kind} {options.held_out}")
        songs = [song(f"{options.seed} {number} {k}", options.kind, options.plain)
                 for k in range(options.songs)]
        for i in range(options.instruments):
            instrument = draw_instrument(r, options.kind, programs, options.font or FONTS,
                                         options.plain)
            with tempfile.TemporaryDirectory() as folder:
                render(instrument, i, songs, target, pathlib.Path(folder))
        for k, voices in enumerate(songs):
            (target / f"{k}.json").write_text(json.dumps(voices))
        (target / "done").touch()
        print(target, flush=True)


if __name__ == "__main__":
    os.nice(5)
    main()
