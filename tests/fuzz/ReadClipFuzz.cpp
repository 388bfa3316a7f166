// SPDX-License-Identifier: GPL-3.0-or-later
// What readClip() must do with any bytes: give a clip of finite samples, or throw Error. Run by
// Driver.cpp in the tests; with clang's libFuzzer, which looks where it got to:
//   clang++ -std=c++17 -g -O1 -fsanitize=fuzzer,address,undefined -Iengine -Iengine/include
//       tests/fuzz/ReadClipFuzz.cpp engine/audio/*.cpp engine/audio/*/*.cpp $(pkg-config --libs
//       sndfile soxr libebur128 libavformat libavcodec libavutil libswresample ogg) -o ReadClipFuzz
//   ./ReadClipFuzz -max_len=20000 FOUND tests/fuzz/corpus/clips tests/data/media
#include "tonegraft/AudioFile.h"
#include "tonegraft/Error.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const int descriptor = ::memfd_create("clip", 0);
    static const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
    if (::ftruncate(descriptor, 0) != 0 ||
        ::pwrite(descriptor, data, size, 0) != static_cast<ssize_t>(size))
        std::abort();
    try {
        const tonegraft::LoadedClip loaded = tonegraft::readClip(path);
        const double seconds =
            static_cast<double>(loaded.clip.sampleCount()) / loaded.clip.sampleRateHz;
        tonegraft::readClip(path, {tonegraft::ClipRole::style, seconds / 2, seconds / 4});
        for (const auto& channel : loaded.clip.channels) {
            for (const float sample : channel) {
                if (!std::isfinite(sample))
                    std::abort();
            }
        }
    } catch (const tonegraft::Error&) { // the one way to refuse
    }
    return 0;
}
