// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/decoders/WideFlacReader.h"

#include "audio/containers/HeaderBytes.h"
#include "audio/decoders/FileWindow.h"
#include "audio/decoders/SampleConverter.h"
#include "tonegraft/Error.h"

#include <cmath>
#include <new>

#include <FLAC/stream_decoder.h>

namespace tonegraft {

struct WideFlacReader::Impl {
    FileWindow window;
    std::uint64_t declared = 0;
    bool hasHead = true; // STREAMINFO before the frames
    FLAC__StreamDecoder* decoder = FLAC__stream_decoder_new();
    SoundFormat format;         // of the first frame; no samples a second: none came yet
    std::vector<float> pending; // interleaved, and not yet read
    std::size_t taken = 0;      // of `pending`
    bool broken = false;

    explicit Impl(FileWindow seen) : window(std::move(seen)) {}
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        if (decoder != nullptr)
            FLAC__stream_decoder_delete(decoder);
    }

    void open(const InputFile& file);
    bool fill();
    void take(const FLAC__Frame& frame, const FLAC__int32* const channels[]);
};

namespace {

using Impl = WideFlacReader::Impl;

/// STREAMINFO's total (RFC 9639, 8.2): 36 bits from here on. libFLAC stops where it says; 0, not
/// known, lets it go on to the end of the sound.
constexpr std::uint64_t kTotal = 21;
constexpr std::size_t kTotalBytes = 5;

void hideTotal(unsigned char* bytes, std::uint64_t begin, std::size_t count) {
    for (std::size_t i = 0; i < kTotalBytes; ++i) {
        const std::uint64_t at = kTotal + i;
        if (at >= begin && at < begin + count)
            bytes[at - begin] &= i == 0 ? 0xF0U : 0U;
    }
}

// The callbacks of libFLAC.

FLAC__StreamDecoderReadStatus readBytes(const FLAC__StreamDecoder* /*decoder*/, FLAC__byte bytes[],
                                        size_t* count, void* user) {
    auto& self = *static_cast<Impl*>(user);
    FileWindow& window = self.window;
    const std::uint64_t begin = window.position;
    *count = window.read(bytes, *count);
    if (self.hasHead)
        hideTotal(bytes, begin, *count);
    if (window.failure)
        return FLAC__STREAM_DECODER_READ_STATUS_ABORT;
    return *count > 0 ? FLAC__STREAM_DECODER_READ_STATUS_CONTINUE
                      : FLAC__STREAM_DECODER_READ_STATUS_END_OF_STREAM;
}

FLAC__StreamDecoderWriteStatus takeFrame(const FLAC__StreamDecoder* /*decoder*/,
                                         const FLAC__Frame* frame,
                                         const FLAC__int32* const channels[], void* user) {
    auto& self = *static_cast<Impl*>(user);
    try {
        self.take(*frame, channels);
    } catch (...) {
        self.window.failure = std::current_exception();
        return FLAC__STREAM_DECODER_WRITE_STATUS_ABORT;
    }
    return FLAC__STREAM_DECODER_WRITE_STATUS_CONTINUE;
}

void noteError(const FLAC__StreamDecoder* /*decoder*/, FLAC__StreamDecoderErrorStatus /*status*/,
               void* user) {
    static_cast<Impl*>(user)->broken = true;
}

} // namespace

void WideFlacReader::Impl::open(const InputFile& file) {
    if (decoder == nullptr)
        throw std::bad_alloc();
    if (FLAC__stream_decoder_init_stream(decoder, &readBytes, nullptr, nullptr, nullptr, nullptr,
                                         &takeFrame, nullptr, &noteError,
                                         this) != FLAC__STREAM_DECODER_INIT_STATUS_OK)
        throw std::bad_alloc();
    if (!fill())
        file.fail(MessageCode::readNothingDecoded);
}

/// Decodes until there is something in `pending`; false at the end.
bool WideFlacReader::Impl::fill() {
    pending.clear();
    taken = 0;
    while (pending.empty()) {
        const bool went = FLAC__stream_decoder_process_single(decoder) != 0;
        window.throwFailure();
        const FLAC__StreamDecoderState state = FLAC__stream_decoder_get_state(decoder);
        if (state == FLAC__STREAM_DECODER_MEMORY_ALLOCATION_ERROR)
            throw std::bad_alloc();
        if (!went || state == FLAC__STREAM_DECODER_END_OF_STREAM)
            break;
    }
    return !pending.empty();
}

/// A frame of another rate or of other channels than the first is not what a file holds: damage.
void WideFlacReader::Impl::take(const FLAC__Frame& frame, const FLAC__int32* const channels[]) {
    const SoundFormat of{static_cast<int>(frame.header.sample_rate),
                         static_cast<int>(frame.header.channels)};
    if (format.sampleRateHz == 0)
        format = of;
    if (!(of == format) || of.sampleRateHz < 1) {
        broken = true;
        return;
    }
    const double full = std::ldexp(1.0, static_cast<int>(frame.header.bits_per_sample) - 1);
    for (unsigned i = 0; i < frame.header.blocksize; ++i) {
        for (unsigned c = 0; c < frame.header.channels; ++c)
            pending.push_back(static_cast<float>(channels[c][i] / full));
    }
}

WideFlacReader::WideFlacReader(const InputFile& file, const SoundLayout& layout)
    : m_impl(std::make_unique<Impl>(
          FileWindow{file, layout.begin, layout.end - layout.begin, 0, nullptr})) {
    m_impl->hasHead = HeaderBytes(file, layout.begin, 4).matches(0, "fLaC");
    m_impl->declared = layout.pieces[0].expectedSamples;
    m_impl->open(file);
}

WideFlacReader::~WideFlacReader() = default;

int WideFlacReader::sampleRateHz() const {
    return m_impl->format.sampleRateHz;
}

int WideFlacReader::channels() const {
    return m_impl->format.channels;
}

std::uint64_t WideFlacReader::declaredSamples() const {
    return m_impl->declared;
}

std::size_t WideFlacReader::read(float* interleaved, std::size_t samplesPerChannel) {
    Impl& self = *m_impl;
    const auto channels = static_cast<std::size_t>(self.format.channels);
    std::size_t done = 0;
    while (done < samplesPerChannel && (self.taken < self.pending.size() || self.fill())) {
        const std::size_t count =
            std::min(samplesPerChannel - done, (self.pending.size() - self.taken) / channels);
        std::copy_n(self.pending.data() + self.taken, count * channels,
                    interleaved + done * channels);
        self.taken += count * channels;
        done += count;
    }
    return done;
}

bool WideFlacReader::damaged() const {
    return m_impl->broken;
}

} // namespace tonegraft
