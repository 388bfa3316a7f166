// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/SoundLayout.h"

#include "audio/CompressedLayout.h"
#include "audio/HeaderBytes.h"
#include "audio/MediaLayout.h"
#include "audio/PcmContainers.h"

#include <sndfile.h>

namespace tonegraft {

namespace {

const std::string kW64Riff("riff\x2E\x91\xCF\x11\xA5\xD6\x28\xDB\x04\xC1\x00\x00", 16);

[[noreturn]] void refuseFormat(const InputFile& file) {
    file.fail(MessageCode::readUnknownFormat,
              {"WAV, RF64, W64, AIFF, CAF, FLAC, Ogg Vorbis, Opus, MP3, AAC, M4A, MP4, MOV, "
               "Matroska, WebM"});
}

SoundLayout flacLayout(const InputFile& file, std::uint64_t begin) {
    SoundLayout layout;
    layout.formatName = "FLAC";
    layout.sndfileFormat = SF_FORMAT_FLAC;
    layout.begin = begin;
    layout.end = file.size();
    return layout;
}

/// MP3 has no signature of its own: without a tag it must start at the first byte or after
/// zeros, or any file with eleven set bits somewhere would pass for one.
SoundLayout untaggedMp3Layout(const InputFile& file) {
    std::uint64_t begin = 0;
    while (begin < 4096 && begin < file.size() && HeaderBytes(file, begin, 1).byte(0) == 0)
        ++begin;
    SoundLayout layout;
    if (!findMp3(file, begin, layout) || layout.begin != begin)
        refuseFormat(file);
    return layout;
}

SoundLayout taggedLayout(const InputFile& file, std::uint64_t begin) {
    if (HeaderBytes(file, begin, 4).matches(0, "fLaC"))
        return flacLayout(file, begin);
    if (const auto adts = adtsLayout(file, begin))
        return *adts;
    SoundLayout layout;
    if (!findMp3(file, begin, layout))
        file.fail(MessageCode::readTagOnly);
    return layout;
}

} // namespace

SoundLayout soundLayout(const InputFile& file) {
    if (file.size() == 0)
        file.fail(MessageCode::readEmptyFile);
    const HeaderBytes start(file, 0, 16);
    const bool riff = start.matches(0, "RIFF") || start.matches(0, "RIFX") ||
                      start.matches(0, "RF64") || start.matches(0, "BW64");
    if (riff && start.matches(8, "WAVE"))
        return riffLayout(file);
    if (start.count() == 16 && start.text(0, 16) == kW64Riff)
        return w64Layout(file);
    if (start.matches(0, "FORM") && (start.matches(8, "AIFF") || start.matches(8, "AIFC")))
        return aiffLayout(file);
    if (start.matches(0, "caff"))
        return cafLayout(file);
    if (start.matches(0, "fLaC"))
        return flacLayout(file, 0);
    if (start.matches(0, "OggS"))
        return oggLayout(file);
    if (const auto media = mediaLayout(file))
        return *media;
    if (const std::uint64_t tag = id3Bytes(file))
        return taggedLayout(file, tag);
    if (const auto adts = adtsLayout(file, 0))
        return *adts;
    return untaggedMp3Layout(file);
}

} // namespace tonegraft
