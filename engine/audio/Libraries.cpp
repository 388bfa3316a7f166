// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/Libraries.h"

#include <ebur128.h>
extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}
#include <FLAC/format.h>
#include <sndfile.h>
#include <soxr.h>

namespace tonegraft {

namespace {

/// "libsndfile-1.2.0" says its name once more.
std::string bare(const std::string& version) {
    return version.substr(version.rfind('-') + 1);
}

std::string ebur128Version() {
    int major = 0;
    int minor = 0;
    int patch = 0;
    ebur128_get_version(&major, &minor, &patch);
    return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
}

/// Theirs is one number, a byte for each part.
std::string libavVersion(unsigned int version) {
    return std::to_string(AV_VERSION_MAJOR(version)) + "." +
           std::to_string(AV_VERSION_MINOR(version)) + "." +
           std::to_string(AV_VERSION_MICRO(version));
}

} // namespace

std::vector<LibraryVersion> audioLibraries() {
    return {{"libsndfile", bare(sf_version_string())},
            {"libavformat", libavVersion(avformat_version())},
            {"libavcodec", libavVersion(avcodec_version())},
            {"libFLAC", FLAC__VERSION_STRING},
            {"libsoxr", bare(soxr_version())},
            {"libebur128", ebur128Version()}};
}

} // namespace tonegraft
