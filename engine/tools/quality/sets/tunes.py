# SPDX-License-Identifier: GPL-3.0-or-later
"""Tunes, chords and drum patterns from seeds. A note is (start, duration, key, velocity)."""
import random

SCALE = [0, 2, 4, 5, 7, 9, 11]
SECONDS = 8.0


def keyOf(degree, base):
    return base + 12 * (degree // 7) + SCALE[degree % 7]


def tune(seed, poly, root, seconds=SECONDS, low=60):
    """A walk over a major scale; with `poly`, triads of two seconds an octave below. The order in
    which the random numbers are drawn is part of the bench: figures of one seed compare."""
    r, t, notes = random.Random(seed), 0.0, []
    degree = r.randrange(7)
    while t < seconds - 0.6:
        d = min(r.choice([0.25, 0.25, 0.5, 0.5, 0.5, 1.0]), seconds - 0.4 - t)
        degree = max(-3, min(10, degree + r.choice([-2, -1, -1, 0, 1, 1, 2, 3])))
        if r.random() > 0.08:
            notes.append((t, d * 0.95, keyOf(degree, low + root), r.randrange(60, 115)))
        t += d
    return notes + (chords(r, root, seconds, low - 12) if poly else [])


def chords(r, root, seconds=SECONDS, low=48, velocities=(45, 80)):
    notes, bar = [], 0.0
    while bar < seconds - 1:
        c, n = r.choice([0, 3, 4, 5]), min(2.0, seconds - 0.5 - bar)
        for k in (0, 2, 4):
            notes.append((bar, n * 0.97, keyOf(c + k, low + root), r.randrange(*velocities)))
        bar += 2.0
    return notes


def rests(r, root):
    """Phrases of one to four notes, then 0.6 to 1.6 seconds of nothing."""
    notes, t, degree = [], r.uniform(0.0, 0.5), r.randrange(7)
    while t < SECONDS - 0.6:
        for _ in range(r.randrange(1, 5)):
            d = min(r.choice([0.2, 0.25, 0.4, 0.5]), SECONDS - 0.4 - t)
            degree = max(-3, min(10, degree + r.choice([-3, -2, -1, 1, 2, 3])))
            if d > 0.1:
                notes.append((t, d * 0.95, keyOf(degree, 60 + root), r.randrange(60, 115)))
            t += max(d, 0.0)
        t += r.uniform(0.6, 1.6)
    return notes


def repeated(r, root):
    """Each pitch two to seven times in a row, from slow to fast."""
    notes, t, degree = [], 0.0, r.randrange(7)
    while t < SECONDS - 0.6:
        d, degree = r.choice([0.125, 0.167, 0.25, 0.5]), max(-3, min(10, degree + r.choice([-4, -2, 1, 2, 3])))
        for _ in range(r.randrange(2, 8)):
            if t + d < SECONDS - 0.4:
                notes.append((t, d * 0.9, keyOf(degree, 60 + root), r.randrange(60, 115)))
            t += d
    return notes


def glissando(r, root):
    """Longer notes, of which two in three glide by one to five semitones: notes and bends."""
    notes, bends, t, degree = [], [], 0.0, r.randrange(7)
    while t < SECONDS - 0.8:
        d = min(r.choice([0.75, 1.0, 1.5]), SECONDS - 0.4 - t)
        degree = max(-3, min(8, degree + r.choice([-3, -2, -1, 1, 2, 3])))
        notes.append((t, d * 0.97, keyOf(degree, 60 + root), r.randrange(60, 115)))
        bends.append((t, 0.0))
        if r.random() < 0.67:
            way = r.choice([-5, -3, -2, -1, 1, 2, 3, 5])
            steps = max(2, int(d * 0.5 / 0.02))
            bends += [(t + d * (0.2 + 0.5 * i / steps), way * i / steps) for i in range(1, steps + 1)]
        t += d
    return notes, bends


def touch(r, root):
    """From very soft to very loud, over five octaves."""
    notes, t, degree = [], 0.0, r.randrange(-14, 15)
    while t < SECONDS - 0.6:
        d = min(r.choice([0.25, 0.5, 0.5, 1.0]), SECONDS - 0.4 - t)
        degree = max(-16, min(18, degree + r.choice([-9, -7, -4, -2, -1, 1, 2, 4, 7, 9])))
        notes.append((t, d * 0.95, keyOf(degree, 60 + root), r.choice([15, 30, 50, 70, 90, 110, 127])))
        t += d
    return notes


def bass(r, root, seconds=SECONDS):
    notes, t = [], 0.0
    while t < seconds - 0.8:
        degree, d = r.choice([0, 0, 3, 4, 5]), r.choice([0.25, 0.5, 0.5, 1.0])
        notes.append((t, min(d, seconds - 0.4 - t) * 0.9, keyOf(degree, 36 + root), r.randrange(75, 110)))
        t += d
    return notes


KICK, SNARE, CLOSED, OPEN, CRASH, RIDE = 36, 38, 42, 46, 49, 51
TOMS = [41, 45, 47, 50]


def drums(r, seconds=SECONDS, loud=(70, 118)):
    """One bar of sixteen steps drawn once and varied, with a fill every other bar."""
    step, notes = r.choice([0.11, 0.125, 0.14]), []
    kick = {0, *r.sample(range(16), 3)}
    snare = {4, 12, *r.sample(range(16), r.randrange(3))}
    hat, every = r.choice([CLOSED, CLOSED, RIDE]), r.choice([1, 2, 2, 4])
    steps = int((seconds - 0.5) / step)
    for i in range(steps):
        bar, at = divmod(i, 16)
        hits = [key for key, places in ((KICK, kick), (SNARE, snare)) if at in places]
        if at % every == 0:
            hits.append(OPEN if r.random() < 0.1 else hat)
        if bar % 2 == 1 and at >= 12:
            hits = [r.choice(TOMS + [SNARE])]
        if at == 0 and bar % 2 == 0 and r.random() < 0.7:
            hits.append(CRASH)
        notes += [(i * step, 0.1, key, r.randrange(*loud)) for key in hits]
    return notes
