#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the files of the tests that ffmpeg does not write: FLAC of 12, 20 and 32 bits (through
libFLAC 1.4) and MP3 of free format (through LAME 3.100). mpg123_noise.mp3 was made by hand: a
tag, one frame's header, and noise that libmpg123 used to comment on."""
import ctypes as c
import math
import os

os.chdir(os.path.dirname(os.path.abspath(__file__)))
FLAC = c.CDLL("libFLAC.so.12")
LAME = c.CDLL("libmp3lame.so.0")
FLAC.FLAC__stream_encoder_new.restype = c.c_void_p
LAME.lame_init.restype = c.c_void_p


def flac(name, bits):
    full = 2 ** (bits - 1) - 1
    samples = [round(full * 0.5 * math.sin(2 * math.pi * 440 * i / 8000)) for i in range(400)]
    encoder = c.c_void_p(FLAC.FLAC__stream_encoder_new())
    FLAC.FLAC__stream_encoder_set_channels(encoder, 1)
    FLAC.FLAC__stream_encoder_set_bits_per_sample(encoder, bits)
    FLAC.FLAC__stream_encoder_set_sample_rate(encoder, 8000)
    FLAC.FLAC__stream_encoder_set_blocksize(encoder, 256)
    start = "init_ogg_file" if name.endswith(".oga") else "init_file"
    assert getattr(FLAC, "FLAC__stream_encoder_" + start)(encoder, name.encode(), None, None) == 0
    array = (c.c_int32 * len(samples))(*samples)
    assert FLAC.FLAC__stream_encoder_process_interleaved(encoder, array, len(samples))
    assert FLAC.FLAC__stream_encoder_finish(encoder)


def free_format(name):
    lame = c.c_void_p(LAME.lame_init())
    for field, value in (("in_samplerate", 44100), ("num_channels", 1), ("mode", 3),
                         ("brate", 100), ("bWriteVbrTag", 0), ("free_format", 1)):
        getattr(LAME, "lame_set_" + field)(lame, value)
    assert LAME.lame_init_params(lame) >= 0
    count = 4410
    sound = [0.5 * math.sin(2 * math.pi * 440 * i / 44100) for i in range(count)]
    array = (c.c_float * count)(*sound)
    buffer = c.create_string_buffer(100000)
    size = LAME.lame_encode_buffer_ieee_float(lame, array, array, count, buffer, len(buffer))
    data = buffer.raw[:size]
    size = LAME.lame_encode_flush(lame, buffer, len(buffer))
    with open(name, "wb") as file:
        file.write(data + buffer.raw[:size])


for width in (12, 20, 32):
    flac(f"bits{width}.flac", width)
flac("bits32.oga", 32)
free_format("free.mp3")
