# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of sets: of each, content, style and truth. A kind is a function of a Request that
renders one set and returns what the manifest says about it."""
import random
from dataclasses import dataclass

from . import tunes
from .midi import DRUM_CHANNEL, Part
from .rendering import Renderer, secondsSpoken

PROGRAMS = [0, 4, 6, 11, 12, 16, 19, 21, 24, 25, 26, 32, 40, 42, 46, 48, 52, 56, 57, 60, 61, 64, 65, 68,
            70, 71, 73, 75, 78, 79]
# Those whose sound lasts: what glides or is very low must be heard.
SUSTAINED = [16, 21, 40, 42, 48, 52, 56, 57, 60, 61, 64, 65, 68, 70, 71, 73, 75, 78, 79]
MELODIC = [0, 4, 11, 12, 24, 25, 40, 56, 64, 65, 68, 71, 73, 75]
CHORDAL = [0, 4, 6, 16, 19, 21, 24, 26, 46, 48, 52, 61]
BASSES = [32, 33, 34, 35, 36, 38, 42, 43]
KITS = {
    "fluid": [0, 8, 16, 24, 25, 32, 40, 48],
    "timgm": [0, 8, 16, 25, 32, 40, 48],
    "musescore": [0, 8, 16, 24, 25, 32, 40, 48],
}
KEYS = [0, 0, 2, 3, 5, 7]


@dataclass
class Request:
    kind: str
    font: str
    seed: int
    index: int
    renderer: Renderer
    stems: bool = False

    def random(self):
        return random.Random(f"{self.kind}/{self.seed}/{self.index}")

    def name(self, *programs):
        numbers = "_".join(str(p) for p in programs)
        return f"{self.kind}_{self.font}_{self.seed}_{self.index:02d}" + (f"_{numbers}" if numbers else "")


def three(request, name, content, style, truth, **options):
    """Renders the three scores; what they are called."""
    play = request.renderer.play
    return {"name": name,
            "content": play(name + "_content", content, request.font, **options),
            "style": play(name + "_style", style, request.font, **options),
            "truth": play(name + "_truth", truth, request.font, **options)}


def pitched(request):
    """`solo` and `chords`: even and odd members of one seed's sequence."""
    sequence, poly = random.Random(request.seed), request.kind == "chords"
    k = 2 * request.index + (1 if poly else 0)
    for _ in range(k + 1):
        x, y = sequence.sample(PROGRAMS, 2)
        key = sequence.choice(KEYS)
    a = tunes.tune(request.seed * 1000 + k, poly, 0)
    b = tunes.tune(request.seed * 1000 + 500 + k, poly, key)
    made = three(request, request.name(x, y), [Part(x, a)], [Part(y, b)], [Part(y, a)])
    return {**made, "content_programs": [x], "style_programs": [y]}


def oneVoice(score, programs):
    """A kind whose tunes are score(random, root): notes, or notes and bends."""
    def render(request):
        r = request.random()
        x, y = r.sample(programs, 2)
        a, b = score(r, r.randrange(12) - 6), score(r, r.randrange(12) - 6)
        a, b = (n if isinstance(n, tuple) else (n, []) for n in (a, b))
        made = three(request, request.name(x, y), [Part(x, a[0], 0, a[1])], [Part(y, b[0], 0, b[1])],
                     [Part(y, a[0], 0, a[1])], endSeconds=9.0)
        return {**made, "content_programs": [x], "style_programs": [y]}
    return render


def band(r):
    """A song for three players and drums: the notes of each."""
    root = r.choice(KEYS)
    return [tunes.tune(r.randrange(1 << 30), False, root, low=60), tunes.chords(r, root),
            tunes.bass(r, root), tunes.drums(r)]


def players(song, programs, kit):
    parts = [Part(program, notes, channel) for channel, (program, notes) in enumerate(zip(programs, song))]
    return parts + [Part(kit, song[-1], DRUM_CHANNEL)]


def mix(request):
    r = request.random()
    xs, ys = zip(*(r.sample(among, 2) for among in (MELODIC, CHORDAL, BASSES)))
    x, y = r.sample(KITS[request.font], 2)
    a, b = band(r), band(r)
    name, truth = request.name(), players(a, ys, y)
    made = three(request, name, players(a, xs, x), players(b, ys, y), truth, gain=0.35, endSeconds=9.0)
    made |= {"content_programs": list(xs), "style_programs": list(ys), "content_kit": x, "style_kit": y}
    if request.stems:
        for who, parts in (("content", players(a, xs, x)), ("truth", truth)):
            made[who + "_stems"] = [
                request.renderer.play(f"{name}_{who}_stem{i}", [part], request.font, gain=0.35, endSeconds=9.0)
                for i, part in enumerate(parts)]
    return made


def drumLoop(request):
    r = request.random()
    x, y = r.sample(KITS[request.font], 2)
    a, b = tunes.drums(r), tunes.drums(r)
    made = three(request, request.name(x, y), [Part(x, a, DRUM_CHANNEL)], [Part(y, b, DRUM_CHANNEL)],
                 [Part(y, a, DRUM_CHANNEL)], endSeconds=9.0)
    return {**made, "content_kit": x, "style_kit": y}


ROOMS = [("closet", [10, 90, 10, 0, 0, -4]), ("chamber", [40, 60, 40, 40, 5, 0]),
         ("studio", [25, 20, 30, 60, 0, -2]), ("hall", [80, 30, 90, 100, 20, 1]),
         ("church", [95, 10, 100, 100, 40, 3]), ("plate", [60, 0, 60, 100, 0, 4])]


def room(request):
    """One instrument dry, in two rooms (sox's reverb, Freeverb)."""
    r = request.random()
    program, (x, y) = r.choice(PROGRAMS), r.sample(ROOMS, 2)
    poly = r.random() < 0.5
    a, b = (tunes.tune(r.randrange(1 << 30), poly, r.choice(KEYS)) for _ in range(2))
    name, play = request.name(program), request.renderer.play

    def take(role, notes, where):
        return play(f"{name}_{role}", [Part(program, notes)], request.font, gain=0.4, dry=True,
                    effects=["gain", "-6", "reverb", *where[1]], endSeconds=9.0)
    return {"name": name, "content": take("content", a, x), "style": take("style", b, y),
            "truth": take("truth", a, y), "content_programs": [program], "style_programs": [program],
            "content_room": x[0], "style_room": y[0]}


VOICES = ["en", "en+m2", "en+m5", "en+m6", "en+m7", "en+m8", "en+croak", "en+whisper", "en+Mario",
          "en+klatt", "en+klatt4", "en+f3", "en+Annie", "en+steph", "en+edward"]
SENTENCES = [
    "The rain fell softly on the old stone bridge, and nobody came.",
    "Only the river went on talking to itself, all night long.",
    "Bring me the blue cup from the kitchen, please, and close the window.",
    "Seven wooden boats were drifting slowly towards the open sea.",
    "He asked whether the train would stop at the little station.",
    "In the morning the birds began, one after another, as if by agreement.",
    "A violin needs new strings; a drum only needs a steady hand.",
    "We measured everything twice, and the second time it was different.",
    "Nobody remembers who painted the yellow door at the end of the lane.",
    "Put the heavy books below and the light ones above.",
    "The lighthouse keeper counted ships until he fell asleep.",
    "Snow had covered the road, the fence, and half of the garden.",
]
# Two voices are of one timing if they need the same time for the words to within this.
TIMING_SECONDS = 0.02


def voicesOfOneTiming(r, text):
    lengths = {voice: secondsSpoken(voice, text) for voice in VOICES}
    pairs = [(x, y) for x in VOICES for y in VOICES
             if x != y and abs(lengths[x] - lengths[y]) < TIMING_SECONDS]
    return r.choice(pairs)


def voice(request):
    """The same words by two voices of espeak-ng that take the same time for them."""
    r = request.random()
    chosen = r.sample(SENTENCES, 4)
    a, b = " ".join(chosen[:2]), " ".join(chosen[2:])
    x, y = voicesOfOneTiming(r, a)
    name, speak = request.name(), request.renderer.speak
    return {"name": name, "content": speak(name + "_content", x, a),
            "style": speak(name + "_style", y, b), "truth": speak(name + "_truth", y, a),
            "content_voice": x, "style_voice": y}


KINDS = {
    "solo": pitched,
    "chords": pitched,
    "rests": oneVoice(tunes.rests, PROGRAMS),
    "repeated": oneVoice(tunes.repeated, PROGRAMS),
    "glissando": oneVoice(tunes.glissando, SUSTAINED),
    "touch": oneVoice(tunes.touch, PROGRAMS),
    "mix": mix,
    "drums": drumLoop,
    "voice": voice,
    "room": room,
}
