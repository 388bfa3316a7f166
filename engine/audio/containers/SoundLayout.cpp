// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/containers/SoundLayout.h"

#include "audio/containers/HeaderBytes.h"
#include "audio/containers/MediaLayout.h"
#include "audio/containers/Mp3Layout.h"
#include "audio/containers/NextFile.h"
#include "audio/containers/OggLayout.h"
#include "audio/containers/PcmContainers.h"
#include "tonegraft/Error.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tonegraft {

namespace {

const std::string kW64Riff("riff\x2E\x91\xCF\x11\xA5\xD6\x28\xDB\x04\xC1\x00\x00", 16);

[[noreturn]] void refuseFormat(const InputFile& file) {
    file.fail(MessageCode::readUnknownFormat,
              {"WAV, RF64, W64, AIFF, CAF, FLAC, Ogg (Vorbis, Opus, FLAC, Speex), MP3, AAC, M4A, "
               "MP4, MOV, Matroska, WebM"});
}

/// What begins with a signature, at the start of the file or behind a tag.
std::optional<SoundLayout> signedLayout(const InputFile& file, std::uint64_t begin) {
    const HeaderBytes start(file, begin, 16);
    const bool riff = start.matches(0, "RIFF") || start.matches(0, "RIFX") ||
                      start.matches(0, "RF64") || start.matches(0, "BW64");
    if (riff && start.matches(8, "WAVE"))
        return riffLayout(file, begin);
    if (start.count() == 16 && start.text(0, 16) == kW64Riff)
        return w64Layout(file, begin);
    if (start.matches(0, "FORM") && (start.matches(8, "AIFF") || start.matches(8, "AIFC")))
        return aiffLayout(file, begin);
    if (start.matches(0, "caff"))
        return cafLayout(file, begin);
    if (start.matches(0, "fLaC"))
        return flacLayout(file, begin);
    if (start.matches(0, "OggS"))
        return oggLayout(file, begin);
    return std::nullopt;
}

/// MP3, ADTS and frames of FLAC, which have no signature. A recording of a stream starts in the
/// middle of a frame.
std::optional<SoundLayout> framesLayout(const InputFile& file, std::uint64_t begin) {
    const bool tagged = begin > 0;
    if (const auto adts = adtsLayout(file, begin))
        return *adts;
    if (const auto mp3 = mp3Layout(file, begin, tagged ? Mp3Start::behindTag : Mp3Start::here))
        return *mp3;
    if (const auto mp3 = mp3Layout(file, begin, Mp3Start::behindJunk))
        return *mp3;
    if (const auto adts = adtsBehindJunk(file, begin))
        return *adts;
    return flacBehindJunk(file, begin);
}

/// What begins at a joint: nothing of it is guessed at, as the first file's kind is.
std::optional<SoundLayout> joinedLayout(const InputFile& file, std::uint64_t begin) {
    const std::uint64_t tag = id3Bytes(file, begin);
    if (auto layout = signedLayout(file, begin + tag))
        return layout;
    if (auto layout = mediaLayout(file, begin + tag))
        return layout;
    if (auto layout = tag == 0 ? adtsLayout(file, begin) : std::nullopt)
        return layout;
    return mp3Layout(file, begin + tag, tag > 0 ? Mp3Start::behindTag : Mp3Start::here);
}

/// A file with a signature soon behind what does not belong there: zeros, what a server said, or
/// a tag that is shorter than it says. Behind such a tag frames are looked for, too.
std::optional<SoundLayout> layoutBehindJunk(const InputFile& file, std::uint64_t tag) {
    constexpr std::uint64_t kMostJunk = 4096;
    constexpr std::uint64_t kTagHeader = 10;
    const std::uint64_t to = std::min(file.size(), tag + kMostJunk);
    const std::uint64_t begin = nextFileIn(file, 1, to);
    if (begin < to)
        return joinedLayout(file, begin);
    return tag > 0 ? mp3Layout(file, kTagHeader, Mp3Start::behindJunk) : std::nullopt;
}

/// The file that is read first. Throws Error: there is none.
SoundLayout firstLayout(const InputFile& file) {
    const std::uint64_t tag = id3Bytes(file, 0);
    if (auto layout = signedLayout(file, tag))
        return *layout;
    if (auto layout = mediaLayout(file, tag))
        return *layout;
    if (auto layout = framesLayout(file, tag))
        return *layout;
    if (auto layout = layoutBehindJunk(file, tag))
        return *layout;
    if (tag > 0)
        file.fail(MessageCode::readTagOnly);
    refuseFormat(file);
}

/// What was joined to a file, of whatever kind that it is.
void addJoined(const InputFile& file, SoundLayout& layout) {
    constexpr std::size_t kMostJoined = 4096;
    while (layout.nextFile > 0) {
        const std::uint64_t begin = std::exchange(layout.nextFile, 0);
        try {
            auto next =
                layout.joined.size() < kMostJoined ? joinedLayout(file, begin) : std::nullopt;
            if (!next)
                return warnOfRest(file, begin, file.size() - begin, layout);
            layout.nextFile = next->nextFile;
            std::vector<SoundLayout> more = std::move(next->joined);
            for (Message& warning : next->warnings) {
                const auto& said = layout.warnings;
                if (std::find(said.begin(), said.end(), warning) == said.end())
                    layout.warnings.push_back(std::move(warning));
            }
            next->joined.clear();
            next->warnings.clear();
            layout.joined.push_back(std::move(*next));
            std::move(more.begin(), more.end(), std::back_inserter(layout.joined));
        } catch (const Error&) {
            return warnOfRest(file, begin, file.size() - begin, layout);
        }
    }
}

} // namespace

SoundLayout soundLayout(const InputFile& file) {
    if (file.size() == 0)
        file.fail(MessageCode::readEmptyFile);
    SoundLayout layout = firstLayout(file);
    addJoined(file, layout);
    return layout;
}

} // namespace tonegraft
