#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Renders sets whose right answer is known: content, style, and the truth, which is the content's
music with the style's sound. See README.md beside this file.

    make_sets.py FOLDER [--kinds solo,chords] [--fonts fluid] [--seed N] [--count N] [--jobs N]

FOLDER/manifest.json names the files; a folder can be added to. Seeds from 100 on are for
confirming only: nothing may be tuned on them. The same bytes every time.
Needs fluidsynth and its sound fonts, sox and espeak-ng (the group `quality` of
installer/debian-packages.txt).
"""
import argparse
import concurrent.futures
import json
import pathlib
import sys

from sets.kinds import KINDS, Request
from sets.rendering import FONTS, Renderer

FIRST_CONFIRMING_SEED = 100


def chosen(text, known, what):
    names = list(known) if text == "all" else text.split(",")
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit(f"make_sets.py: no {what} '{unknown[0]}'; there are {', '.join(known)}")
    return names


def requestsOf(options):
    """Voices know no sound font: they are made once."""
    renderer = Renderer(options.folder, "wav" if options.wav else "flac")
    requests = []
    for kind in chosen(options.kinds, KINDS, "kind"):
        for font in ["espeak"] if kind == "voice" else chosen(options.fonts, FONTS, "font"):
            requests += [Request(kind, font, options.seed, index, renderer, options.stems)
                         for index in range(options.count)]
    return requests


def render(request):
    split = "confirming" if request.seed >= FIRST_CONFIRMING_SEED else "tuning"
    known = {"kind": request.kind, "font": request.font, "seed": request.seed, "split": split}
    return {**KINDS[request.kind](request), **known}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--kinds", default="all", help=f"of {', '.join(KINDS)}; default: all")
    parser.add_argument("--fonts", default="fluid", help=f"of {', '.join(FONTS)}, or all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=6, help="sets of each kind and font")
    parser.add_argument("--jobs", type=int, default=1, help="sets rendered at a time")
    parser.add_argument("--stems", action="store_true", help="of mixes, each player as well")
    parser.add_argument("--wav", action="store_true", help="WAV instead of FLAC")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    manifest = options.folder / "manifest.json"
    made = {s["name"]: s for s in json.loads(manifest.read_text())["sets"]} if manifest.exists() else {}
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for one in pool.map(render, requestsOf(options)):
            made[one["name"]] = one
            print(one["name"], flush=True)
    manifest.write_text(json.dumps({"sets": [made[name] for name in sorted(made)]}, indent=1) + "\n")


if __name__ == "__main__":
    main()
