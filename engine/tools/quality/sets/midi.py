# SPDX-License-Identifier: GPL-3.0-or-later
"""A score and its MIDI file, at 1,000 ticks a second."""
import struct
from dataclasses import dataclass, field

DRUM_CHANNEL = 9


@dataclass
class Part:
    """One player. Notes are (start, duration, key, velocity), bends (time, semitones); seconds."""
    program: int
    notes: list
    channel: int = 0
    bends: list = field(default_factory=list)


def variableLength(value):
    out = bytes([value & 0x7F])
    while value := value >> 7:
        out = bytes([value & 0x7F | 0x80]) + out
    return out


BEND_RANGE = 12


def bendMessages(part):
    """The range by RPN 0, then the wheel's positions."""
    channel = part.channel
    messages = [(0, 0, bytes([0xB0 | channel, number, value]))
                for number, value in ((101, 0), (100, 0), (6, BEND_RANGE), (38, 0))]
    for time, semitones in part.bends:
        wheel = max(0, min(16383, 8192 + round(8192 * semitones / BEND_RANGE)))
        messages.append((time, 0, bytes([0xE0 | channel, wheel & 0x7F, wheel >> 7])))
    return messages


def messagesOf(part):
    """(time, order at one time, bytes): notes end before others begin."""
    channel = part.channel
    messages = bendMessages(part) if part.bends else []
    for start, duration, key, velocity in part.notes:
        messages.append((start, 1, bytes([0x90 | channel, key, velocity])))
        messages.append((start + duration, 0, bytes([0x80 | channel, key, 64])))
    return messages


def midiFile(parts, endSeconds=None):
    """The bytes of a MIDI file of one track; it ends with the last message or at endSeconds."""
    programs = [(0, 0, bytes([0xC0 | part.channel, part.program])) for part in parts]
    messages = sorted((m for part in parts for m in messagesOf(part)), key=lambda m: (m[0], m[1], m[2][1]))
    track, now = b"\0\xff\x51\3" + (1000000).to_bytes(3, "big"), 0
    for time, _, message in programs + messages:
        tick = int(time * 1000)
        track += variableLength(tick - now) + message
        now = tick
    end = now if endSeconds is None else max(now, int(endSeconds * 1000))
    track += variableLength(end - now) + b"\xff\x2f\0"
    return (struct.pack(">4sIHHH", b"MThd", 6, 1, 1, 1000) +
            struct.pack(">4sI", b"MTrk", len(track)) + track)
