// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/decoders/FreeMp3Reader.h"
#include "audio/decoders/JoinedReader.h"
#include "audio/decoders/LibavReader.h"
#include "audio/decoders/SndfileReader.h"
#include "audio/decoders/WideFlacReader.h"
#include "audio/files/FileMessage.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Machine.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <limits>
#include <new>

namespace tonegraft {

namespace {

constexpr double kLongestSeconds = 2.0 * 3600.0;
constexpr double kMemoryShare = 0.9;
constexpr std::size_t kBlockNumbers = 65536;
/// Files of floats may pass full scale, by a scale of their own even (±32768), and that is kept.
/// Beyond this a sample is no sound but garbage, and its square would drown everything else.
constexpr float kLargestSample = 1e6F;

struct Bounds {
    const char* who;
    int mostChannels;
    int lowestHz;
    int highestHz;
};

Bounds boundsOf(ClipRole role) {
    return role == ClipRole::content ? Bounds{"a content clip", 2, 8000, 192000}
                                     : Bounds{"a clip", 64, 4000, 384000};
}

void requireBounds(const InputFile& file, ClipRole role, int channels, int sampleRateHz) {
    const Bounds bounds = boundsOf(role);
    if (channels > bounds.mostChannels)
        file.fail(MessageCode::readChannels,
                  {std::to_string(channels), bounds.who, std::to_string(bounds.mostChannels)});
    if (sampleRateHz < bounds.lowestHz || sampleRateHz > bounds.highestHz)
        file.fail(MessageCode::readRate,
                  {std::to_string(sampleRateHz), bounds.who, std::to_string(bounds.lowestHz),
                   std::to_string(bounds.highestHz)});
}

/// The region in samples; `end` is the largest number for "to the end".
struct Region {
    std::uint64_t begin = 0;
    std::uint64_t end = std::numeric_limits<std::uint64_t>::max();
};

Region regionOf(const InputFile& file, const ReadOptions& options, int sampleRateHz) {
    const double start = options.startSeconds;
    const double duration = options.durationSeconds;
    if (!(start >= 0.0) || !std::isfinite(start))
        file.fail(MessageCode::readRegionStart);
    if (!(duration >= 0.0) || !std::isfinite(duration))
        file.fail(MessageCode::readRegionLength);
    if (duration > kLongestSeconds)
        file.fail(MessageCode::readRegionTooLong);
    Region region;
    // Capped, so that the product stays a number of samples; no file is that long.
    region.begin = static_cast<std::uint64_t>(std::llround(std::min(start, 1e9) * sampleRateHz));
    if (duration > 0.0)
        region.end = region.begin + std::max(1LL, std::llround(duration * sampleRateHz));
    return region;
}

[[noreturn]] void failBeyondEnd(const InputFile& file, const ReadOptions& options,
                                double endSeconds) {
    file.fail(MessageCode::readRegionBeyondEnd,
              {shownSeconds(options.startSeconds), shownSeconds(endSeconds)});
}

[[noreturn]] void failTooLong(const InputFile& file) {
    file.fail(MessageCode::readTooLong);
}

void requireMemory(const InputFile& file, double bytes) {
    const double available = static_cast<double>(availableMemoryBytes());
    if (bytes > kMemoryShare * available)
        file.fail(MessageCode::readNeedsMemory, {shownBytes(bytes), shownBytes(available)});
}

/// Takes interleaved samples into a clip and makes every one of them finite.
class ClipBuilder {
public:
    ClipBuilder(int channels, int sampleRateHz) {
        m_clip.sampleRateHz = sampleRateHz;
        m_clip.channels.resize(static_cast<std::size_t>(channels));
    }

    void reserve(std::uint64_t samples) {
        for (auto& channel : m_clip.channels)
            channel.reserve(static_cast<std::size_t>(samples));
    }

    void append(const float* interleaved, std::size_t samples) {
        const std::size_t channels = m_clip.channels.size();
        for (std::size_t c = 0; c < channels; ++c) {
            auto& channel = m_clip.channels[c];
            const std::size_t old = channel.size();
            channel.resize(old + samples);
            for (std::size_t i = 0; i < samples; ++i)
                channel[old + i] = cleaned(interleaved[i * channels + c]);
        }
    }

    std::uint64_t samples() const { return m_clip.sampleCount(); }
    std::uint64_t replaced() const { return m_replaced; }
    AudioClip take() { return std::move(m_clip); }

private:
    float cleaned(float sample) {
        const float size = std::fabs(sample);
        if (!(size <= kLargestSample)) { // NaN compares false
            ++m_replaced;
            return 0.0F;
        }
        // Denormals are 750 dB down and slow every filter: silence, not worth a warning.
        return size < FLT_MIN ? 0.0F : sample;
    }

    AudioClip m_clip;
    std::uint64_t m_replaced = 0;
};

/// Uncompressed sound: the length is known, and the region is a part of the bytes.
void narrowToRegion(const InputFile& file, const ReadOptions& options, const Region& region,
                    SoundLayout& layout) {
    const auto bytesPerFrame = static_cast<std::uint64_t>(layout.bytesPerFrame);
    const std::uint64_t samples = (layout.end - layout.begin) / bytesPerFrame;
    if (region.begin >= samples)
        failBeyondEnd(file, options, static_cast<double>(samples) / layout.sampleRateHz);
    const std::uint64_t end = std::min(region.end, samples);
    layout.end = layout.begin + end * bytesPerFrame;
    layout.begin += region.begin * bytesPerFrame;
}

/// Compressed sound: goes to the start of the region. What the reader cannot step over (all but
/// FLAC, where a seek is exact) is decoded from the beginning.
void skipToRegion(const InputFile& file, const ReadOptions& options, const Region& region,
                  SoundReader& reader) {
    if (region.begin == 0)
        return;
    const double rate = reader.sampleRateHz();
    const auto channels = static_cast<std::size_t>(reader.channels());
    const std::size_t block = std::max<std::size_t>(1, kBlockNumbers / channels);
    std::vector<float> interleaved(block * channels);
    std::uint64_t skipped = reader.skip(region.begin);
    while (skipped < region.begin) {
        const std::uint64_t wanted = std::min<std::uint64_t>(block, region.begin - skipped);
        const std::size_t got = reader.read(interleaved.data(), static_cast<std::size_t>(wanted));
        if (got == 0)
            failBeyondEnd(file, options, static_cast<double>(skipped) / rate);
        skipped += got;
    }
}

/// Decodes up to `most` samples a channel; false if the sound ended before.
bool decode(const InputFile& file, SoundReader& reader, std::uint64_t most, ClipBuilder& builder) {
    const auto channels = static_cast<std::size_t>(reader.channels());
    const std::size_t block = std::max<std::size_t>(1, kBlockNumbers / channels);
    const auto bound = static_cast<std::uint64_t>(kLongestSeconds * reader.sampleRateHz());
    const double sampleBytes = static_cast<double>(sizeof(float) * channels);
    std::vector<float> interleaved(block * channels);
    std::uint64_t checked = 0;
    while (builder.samples() < most) {
        const std::uint64_t wanted = std::min<std::uint64_t>(block, most - builder.samples());
        const std::size_t got = reader.read(interleaved.data(), static_cast<std::size_t>(wanted));
        if (got == 0)
            return false;
        builder.append(interleaved.data(), got);
        if (builder.samples() > bound)
            failTooLong(file);
        // A tiny file can unpack to hours of silence: ask again each time it has doubled.
        if (builder.samples() > 2 * checked + (1U << 22U)) {
            checked = builder.samples();
            requireMemory(file, static_cast<double>(checked) * sampleBytes);
        }
    }
    return true;
}

/// What to set aside in advance: never more than the bytes in the file make plausible.
std::uint64_t plausibleSamples(const SoundLayout& layout, const SoundReader& reader,
                               const Region& region) {
    const std::uint64_t declared = reader.declaredSamples();
    const std::uint64_t left =
        declared > region.begin && !layout.plain() ? declared - region.begin : declared;
    constexpr std::uint64_t kUnpacking = 16; // samples in a byte
    const std::uint64_t plausible =
        (layout.end - layout.begin) * kUnpacking / static_cast<std::uint64_t>(reader.channels());
    return std::min({left, region.end - region.begin, plausible});
}

void addWarnings(const InputFile& file, const SoundReader& reader, const SoundLayout& layout,
                 bool endReached, std::uint64_t decodedUpTo, const ClipBuilder& builder,
                 std::vector<Message>& warnings) {
    const auto warn = [&](MessageCode code, std::vector<std::string> arguments = {}) {
        warnings.push_back(fileMessage(file.path(), code, std::move(arguments)));
    };
    const double rate = reader.sampleRateHz();
    const std::uint64_t declared = reader.declaredSamples();
    const bool toTheEnd = !layout.raw() && endReached;
    if (reader.tracks() > 1)
        warn(MessageCode::severalTracks, {std::to_string(reader.tracks())});
    if (toTheEnd && layout.endMissing)
        warn(MessageCode::noProperEnd, {shownSeconds(static_cast<double>(decodedUpTo) / rate)});
    else if (toTheEnd && decodedUpTo < declared)
        warn(MessageCode::cutOff, {shownSeconds(static_cast<double>(declared) / rate),
                                   shownSeconds(static_cast<double>(decodedUpTo) / rate)});
    else if (reader.damaged())
        warn(MessageCode::damagedParts);
    if (builder.replaced() > 0)
        warn(MessageCode::replacedSamples, {std::to_string(builder.replaced())});
}

LoadedClip loadedClip(const InputFile& file, const ReadOptions& options) {
    SoundLayout layout = soundLayout(file);
    Region region;
    if (layout.plain()) {
        requireBounds(file, options.role, layout.channels, layout.sampleRateHz);
        region = regionOf(file, options, layout.sampleRateHz);
        narrowToRegion(file, options, region, layout);
    }
    const std::unique_ptr<SoundReader> opened = soundReader(file, layout);
    SoundReader& reader = *opened;
    if (!layout.plain()) {
        requireBounds(file, options.role, reader.channels(), reader.sampleRateHz());
        region = regionOf(file, options, reader.sampleRateHz());
        skipToRegion(file, options, region, reader);
    }

    ClipBuilder builder(reader.channels(), reader.sampleRateHz());
    const std::uint64_t plausible = plausibleSamples(layout, reader, region);
    if (static_cast<double>(plausible) > kLongestSeconds * reader.sampleRateHz())
        failTooLong(file);
    requireMemory(file, static_cast<double>(plausible) * reader.channels() * sizeof(float));
    builder.reserve(plausible);
    const bool complete = decode(file, reader, region.end - region.begin, builder);
    if (builder.samples() == 0 && region.begin > 0)
        failBeyondEnd(file, options, static_cast<double>(region.begin) / reader.sampleRateHz());
    if (builder.samples() == 0)
        file.fail(MessageCode::readNothingDecoded);

    LoadedClip loaded;
    loaded.formatName = layout.formatName;
    if (const std::string coding = reader.codingName();
        !coding.empty() && coding != layout.formatName)
        loaded.formatName += " (" + coding + ")";
    loaded.warnings = layout.warnings;
    addWarnings(file, reader, layout, !complete, region.begin + builder.samples(), builder,
                loaded.warnings);
    loaded.clip = builder.take();
    return loaded;
}

} // namespace

std::unique_ptr<SoundReader> soundReader(const InputFile& file, const SoundLayout& layout) {
    if (!layout.joined.empty())
        return std::make_unique<JoinedReader>(file, layout);
    if (layout.packing == Packing::wideFlac)
        return std::make_unique<WideFlacReader>(file, layout);
    if (layout.packing == Packing::freeMp3)
        return std::make_unique<FreeMp3Reader>(file, layout);
    if (!layout.raw())
        return std::make_unique<LibavReader>(file, layout);
    return std::make_unique<SndfileReader>(file, layout);
}

LoadedClip readClip(const std::filesystem::path& path, const ReadOptions& options) {
    const InputFile file(path);
    try {
        return loadedClip(file, options);
    } catch (const std::bad_alloc&) {
        file.fail(MessageCode::readOutOfMemory);
    }
}

} // namespace tonegraft
