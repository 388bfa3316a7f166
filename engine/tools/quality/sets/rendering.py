# SPDX-License-Identifier: GPL-3.0-or-later
"""Scores and words to sound files: fluidsynth, espeak-ng, sox. The same bytes every time."""
import pathlib
import subprocess
import tempfile
import wave

from .midi import midiFile

RATE, SECONDS = 44100, 9.0
FONTS = {
    "fluid": "/usr/share/sounds/sf2/FluidR3_GM.sf2",
    "timgm": "/usr/share/sounds/sf2/TimGM6mb.sf2",
    "musescore": "/usr/share/sounds/sf3/MuseScore_General_Lite.sf3",
}


def run(command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed: {done.stderr.strip()}")


def sox(source, target, *effects):
    """44.1 kHz, 16 bits, stereo, at most SECONDS; -D: no dither, -R: no clock in the noise."""
    run(["sox", "-D", "-R", "-V1", source, "-b", "16", "-r", RATE, "-c", "2", target,
         *effects, "trim", "0", SECONDS])


def cut(source, target):
    """The first SECONDS of a WAV file, sample by sample as they are."""
    with wave.open(str(source)) as sound:
        parameters, frames = sound.getparams(), sound.readframes(int(RATE * SECONDS))
    with wave.open(str(target), "wb") as out:
        out.setparams(parameters)
        out.writeframes(frames)


class Renderer:
    """Writes FOLDER/NAME.flac (or .wav)."""

    def __init__(self, folder, ending="flac"):
        self.folder, self.ending = pathlib.Path(folder), ending

    def file(self, name):
        return self.folder / f"{name}.{self.ending}"

    def play(self, name, parts, font, gain=0.6, dry=False, effects=(), endSeconds=None):
        with tempfile.TemporaryDirectory() as temporary:
            midi, raw, short = (pathlib.Path(temporary) / n for n in ("a.mid", "a.wav", "b.wav"))
            midi.write_bytes(midiFile(parts, endSeconds))
            run(["fluidsynth", "-ni", "-q", "-r", RATE, "-g", gain,
                 *(("-R", "0", "-C", "0") if dry else ()), "-F", raw, FONTS[font], midi])
            cut(raw, short)
            sox(short, self.file(name), *effects)
        return self.file(name).name

    def speak(self, name, voice, text, speed=150):
        with tempfile.TemporaryDirectory() as temporary:
            raw = pathlib.Path(temporary) / "a.wav"
            speech(raw, voice, text, speed)
            # Words louder than the rest at -3 dB leave true peaks below 0 dBTP.
            sox(raw, self.file(name), "norm", "-3")
        return self.file(name).name

    def copy(self, name, source, start, seconds, repeats=0):
        effects = ["trim", start, seconds] + (["repeat", repeats] if repeats else [])
        sox(source, self.file(name), *effects)
        return self.file(name).name


def speech(path, voice, text, speed=150):
    run(["espeak-ng", "-v", voice, "-s", speed, "-w", path, text])


def secondsSpoken(voice, text, speed=150):
    with tempfile.TemporaryDirectory() as temporary:
        raw = pathlib.Path(temporary) / "a.wav"
        speech(raw, voice, text, speed)
        with wave.open(str(raw)) as sound:
            return sound.getnframes() / sound.getframerate()
