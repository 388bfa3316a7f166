// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/Signals.h"
#include "support/TempFolder.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Error.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace tonegraft::test {

struct EncodedKind {
    const char* label;
    int sndfileFormat;
    const char* formatName; ///< what readClip() calls it
    double tolerance;       ///< largest difference after decoding; lossy formats: of the RMS
    bool lossy;
};

/// Every container and coding that is accepted and that libsndfile can write.
const std::vector<EncodedKind>& encodedKinds();
/// One of each container.
std::vector<EncodedKind> oneOfEachContainer();

/// Names an instance of a parameterized test.
std::string labelOf(const testing::TestParamInfo<EncodedKind>& kind);
/// Keeps a failing test from printing the struct's bytes.
void PrintTo(const EncodedKind& kind, std::ostream* stream);

void encode(const std::filesystem::path& path, const AudioClip& clip, int sndfileFormat);
/// The bytes of such a file.
std::string encoded(const AudioClip& clip, int sndfileFormat);

std::string le16(unsigned value);
std::string le32(std::uint64_t value);
std::string le64(std::uint64_t value);
std::string be32(std::uint64_t value);

/// A WAV header as a test wants it; the fields may lie.
struct WaveHeader {
    unsigned tag = 1;
    unsigned channels = 1;
    unsigned sampleRateHz = 8000;
    unsigned bits = 16;
    std::uint64_t riffBytes = 0; ///< filled in by the test; 36 + data bytes when true
    std::uint64_t dataBytes = 0;
};
std::string waveBytes(const WaveHeader& header, const std::string& data);
/// A true header around the data.
std::string honestWave(WaveHeader header, const std::string& data);
std::string floatBytes(const std::vector<float>& samples);

/// What the Error says; a failure of the test if nothing is thrown.
std::string errorOfReading(const std::filesystem::path& path, const ReadOptions& options = {});
std::string errorOfWriting(const std::filesystem::path& path, const AudioClip& clip,
                           const WriteOptions& options = {});

/// Decodes whatever comes: the clip must be sound, or an Error must name the file.
void expectClipOrError(const std::filesystem::path& path);

} // namespace tonegraft::test
