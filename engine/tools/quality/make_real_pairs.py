#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies the real pairs of real_pairs.txt into a folder: make_real_pairs.py FOLDER [--only KIND]

FOLDER/manifest.json names them; their truth is not known. Needs sox and espeak-ng, and what they
are cut from: sonic-pi-samples and lmms-common.
"""
import argparse
import json
import pathlib
import shlex

from sets.rendering import Renderer, SECONDS

HERE = pathlib.Path(__file__).resolve().parent
PLACES = {"sonic-pi": "/usr/share/sonic-pi/samples", "lmms": "/usr/share/lmms/samples"}


def listed():
    lines = (HERE / "real_pairs.txt").read_text(encoding="utf-8").splitlines()
    return [shlex.split(line) for line in lines if line and not line.startswith("#")]


def copy(renderer, name, clip):
    if clip.startswith("say:"):
        _, voice, words = clip.split(":", 2)
        return renderer.speak(name, voice, words)
    path, _, times = clip.partition("*")
    place, _, file = path.partition("/")
    source = f"{PLACES[place]}/{file}"
    return renderer.copy(name, source, 0, SECONDS, int(times or 1) - 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--only", help="pairs of this kind")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    renderer, pairs = Renderer(options.folder), []
    for name, kind, content, style in listed():
        if options.only in (None, kind):
            pairs.append({"name": name, "kind": kind, "font": "real", "split": "confirming",
                          "content": copy(renderer, name + "_content", content),
                          "style": copy(renderer, name + "_style", style)})
            print(name, flush=True)
    (options.folder / "manifest.json").write_text(json.dumps({"sets": pairs}, indent=1) + "\n")


if __name__ == "__main__":
    main()
