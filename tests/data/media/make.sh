#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the media files of the tests, with ffmpeg 5.1: 0.3 s at 44.1 kHz, on the left 440 Hz that
# begins at 0.1 s, on the right 660 Hz. The tests compute the same.
set -eu
cd "$(dirname "$0")"
plain='-v error -y -fflags +bitexact -flags:a +bitexact -flags:v +bitexact -map_metadata -1'
tone='0.5*sin(2*PI*440*t)*gte(t\,0.1)|0.25*sin(2*PI*660*t)'
sound="-f lavfi -i aevalsrc=$tone:s=44100:d=0.3"
mono="-f lavfi -i aevalsrc=0.5*sin(2*PI*440*t):s=16000:d=0.1"
picture='-f lavfi -i color=gray:size=16x16:rate=10:duration=0.3'
six="-f lavfi -i aevalsrc=0.2*sin(2*PI*300*t)|0.2*sin(2*PI*500*t)|0.2*sin(2*PI*700*t)\
|0.2*sin(2*PI*60*t)|0.2*sin(2*PI*900*t)|0.2*sin(2*PI*1100*t):c=5.1:s=44100:d=0.2"

ffmpeg $sound $plain -c:a aac -b:a 96k aac.m4a
ffmpeg $sound $plain -c:a aac -b:a 96k aac.aac
ffmpeg $picture $sound $plain -c:v mpeg4 -c:a aac -b:a 96k aac.mp4
ffmpeg $picture $sound $plain -c:v mpeg4 -c:a aac -b:a 96k -movflags frag_keyframe+empty_moov \
    fragments.mp4
ffmpeg $picture $sound $plain -c:v mpeg4 -c:a libmp3lame -b:a 96k mp3.mp4
ffmpeg $six $plain -c:a aac -b:a 192k six.m4a
ffmpeg $mono $plain -c:a alac alac.m4a
ffmpeg $mono $plain -c:a pcm_s24le pcm.mov
ffmpeg $picture $sound $plain -c:v mpeg4 -c:a ac3 -b:a 96k ac3.mkv
ffmpeg $mono $plain -c:a flac flac.mkv
ffmpeg $mono $plain -c:a flac flac.oga
ffmpeg -f lavfi -i 'aevalsrc=0.5*sin(2*PI*440*t)*gte(t\,0.1):s=16000:d=0.3' $plain \
    -c:a libspeex -compression_level 10 speex.spx
ffmpeg $sound $plain -ar 48000 -c:a libopus -b:a 96k opus.webm
ffmpeg $sound $plain -c:a libvorbis -b:a 96k vorbis.webm
ffmpeg $mono $plain -map 0 -map 0 -c:a flac two_tracks.mkv
ffmpeg $picture $plain -c:v mpeg4 no_sound.mp4
ffmpeg $mono $plain -c:a wmav2 -f matroska wma.mkv
# The first 0.15 s are cut off by an edit list, without coding anew.
ffmpeg -v error -y -ss 0.15 -i aac.m4a -fflags +bitexact -map_metadata -1 -c copy cut.m4a
# Pictures before the sound.
ffmpeg -f lavfi -i color=gray:size=16x16:rate=10:duration=0.1 \
    -f lavfi -i "aevalsrc=0.5*sin(2*PI*440*t):s=44100:d=0.1" $plain \
    -c:v libtheora -c:a libvorbis theora.ogv
