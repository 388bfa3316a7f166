// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/MessageText.h"

#include <cstddef>
#include <iterator>

namespace tonegraft {

// The one list of what sound is written as. The writer, the command line, the window, the settings
// file and their helps are made from it; a new kind of file that libsndfile can write is a row.
// Thread: any.

/// How samples are coded. The numbers of the rows of kSampleFormats.
enum class SampleFormat { pcm16, pcm24, float32 };

struct SampleFormatInfo {
    const char* id;    ///< what the command line and the settings file call it
    const char* name;  ///< in messages
    const char* label; ///< in a list of them
    int bytes;         ///< of a sample
    bool isInteger;    ///< clipped to full scale
    bool isDithered;   ///< TPDF of 1 LSB
    int libsndfile;    ///< SF_FORMAT_..., as sndfile.h has it
};

inline constexpr SampleFormatInfo kSampleFormats[] = {
    {"pcm16", TONEGRAFT_TEXT("16 bit"), TONEGRAFT_TEXT("16 bit, dithered"), 2, true, true, 0x0002},
    {"pcm24", TONEGRAFT_TEXT("24 bit"), TONEGRAFT_TEXT("24 bit"), 3, true, false, 0x0003},
    {"float", TONEGRAFT_TEXT("32 bit float"), TONEGRAFT_TEXT("32 bit float"), 4, false, false,
     0x0006},
};

/// A kind of sound file: the number of a row of kSoundFormats. Those that the code itself asks for
/// have a name.
enum class SoundFileType { wav, flac, oggVorbis };

struct SoundFileFormat {
    const char* id;    ///< what the command line and the settings file call it; a name's ending
    const char* name;  ///< in messages
    const char* label; ///< in a list of them
    /// Those of kSampleFormats that it holds, the proposed one first. None: a lossy coding, which
    /// takes samples of any kind, clips them to full scale and moves their peaks.
    SampleFormat samples[std::size(kSampleFormats)];
    int sampleFormats; ///< so many of them
    int mostChannels;
    bool (*takesRate)(int sampleRateHz);
    int libsndfile;      ///< SF_FORMAT_..., as sndfile.h has it
    int libsndfileLarge; ///< what it becomes where its sizes exceed 32 bits

    constexpr bool isLossy() const { return sampleFormats == 0; }
    constexpr bool holds(SampleFormat format) const {
        for (int i = 0; i < sampleFormats; ++i) {
            if (samples[i] == format) {
                return true;
            }
        }
        return false;
    }
};

namespace detail {
constexpr bool takesAnyRate(int sampleRateHz) {
    return sampleRateHz > 0;
}
/// What a frame's header can hold (RFC 9639, section 9.1.2): libFLAC's encoder keeps to that.
constexpr bool takesFlacRate(int sampleRateHz) {
    constexpr int kSixteenBits = 1 << 16;
    return sampleRateHz > 0 && (sampleRateHz < kSixteenBits ||
                                (sampleRateHz < 10 * kSixteenBits && sampleRateHz % 10 == 0));
}
} // namespace detail

/// Each holds a comment (WriteOptions::comment), from which the settings of a run are read again.
inline constexpr SoundFileFormat kSoundFormats[] = {
    {"wav",
     TONEGRAFT_TEXT("WAV"),
     TONEGRAFT_TEXT("WAV"),
     {SampleFormat::pcm24, SampleFormat::pcm16, SampleFormat::float32},
     3,
     64,
     detail::takesAnyRate,
     0x010000,
     0x220000}, // beyond 4 GiB it is RF64 (EBU Tech 3306)
    {"flac",
     TONEGRAFT_TEXT("FLAC"),
     TONEGRAFT_TEXT("FLAC (smaller, lossless)"),
     {SampleFormat::pcm24, SampleFormat::pcm16},
     2,
     8,
     detail::takesFlacRate,
     0x170000,
     0x170000},
    {"ogg",
     TONEGRAFT_TEXT("Ogg Vorbis"),
     TONEGRAFT_TEXT("Ogg Vorbis (small, lossy)"),
     {},
     0,
     64,
     detail::takesAnyRate,
     0x200060,
     0x200060},
};

constexpr const SampleFormatInfo& infoOf(SampleFormat format) {
    return kSampleFormats[static_cast<std::size_t>(format)];
}
constexpr const SoundFileFormat& infoOf(SoundFileType type) {
    return kSoundFormats[static_cast<std::size_t>(type)];
}
static_assert(infoOf(SoundFileType::oggVorbis).isLossy() &&
              !infoOf(SoundFileType::flac).holds(SampleFormat::float32));

} // namespace tonegraft
