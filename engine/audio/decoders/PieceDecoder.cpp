// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/decoders/PieceDecoder.h"

#include "audio/containers/LibavMemory.h"
#include "audio/decoders/ContainerPackets.h"
#include "audio/decoders/LibavSamples.h"
#include "audio/decoders/Mp3Packets.h"
#include "audio/decoders/OggPackets.h"

#include <algorithm>
#include <cstdint>
#include <new>

extern "C" {
#include <libavutil/log.h>
#include <libavutil/mem.h>
}

namespace tonegraft {

namespace {

/// Damaged packets in a row without a single sample among them: it will not get better.
constexpr int kMostBarrenPackets = 2000;
/// What an encoder adds at the end is less than three frames; more is sound that the header does
/// not know of (a file that was still growing).
constexpr std::uint64_t kMostPadding = 3 * 2048;
constexpr int kMostChannels = 64;
/// The index of two hours takes some 40 MB. A few bytes can claim one of many gigabytes.
constexpr std::size_t kLargestAllocation = std::size_t{256} << 20;

/// What libav has for the whole process only. Nothing else in it uses libav.
void tameLibav() {
    static const bool tamed = [] {
        av_log_set_level(AV_LOG_QUIET);
        av_max_alloc(kLargestAllocation);
        return true;
    }();
    static_cast<void>(tamed);
}

} // namespace

struct PieceDecoder::Impl {
    std::unique_ptr<PacketSource> source;
    ContainerPackets* container = nullptr; // the same, if it is one
    std::unique_ptr<AVPacket, LibavDeleter> packet{allocated(av_packet_alloc())};
    std::unique_ptr<AVFrame, LibavDeleter> frame{allocated(av_frame_alloc())};
    std::unique_ptr<AVCodecContext, LibavDeleter> decoder;

    SoundFormat format;             // of the latest frame
    std::deque<SoundBlock> waiting; // decoded; the last of them may turn out to be padding
    std::uint64_t waitingSamples = 0;
    std::uint64_t released = 0;
    std::uint64_t expected = 0;
    std::uint64_t skipAtStart = 0;
    std::uint64_t skipAtEnd = 0;
    bool declared = false; // `expected` is a container's: what is a little beyond it is padding
    bool useDeclared = false;
    bool flushing = false;
    bool ended = false;
    bool broken = false;
    bool failedBehindAll = false; // no damage as long as no sound comes any more
    int barrenPackets = 0;

    void open(const InputFile& file, const SoundLayout& layout);
    void decodeMore();
    void feed();
    void lengthenPacket();
    void sendPacket();
    void takeFrame();
    void takeFormat(const SoundFormat& of);
    void skipStart(SoundBlock& block);
    bool mayRelease();
    void dropEnd();
    void noteFailure(bool failed);
    void end(bool damaged) {
        broken = broken || damaged;
        ended = true;
    }
};

PieceDecoder::PieceDecoder(const InputFile& file, const SoundLayout& layout,
                           const SoundPiece& piece)
    : m_impl(std::make_unique<Impl>()) {
    tameLibav();
    m_impl->skipAtStart = piece.skippedAtStart;
    m_impl->skipAtEnd = piece.skippedAtEnd;
    const std::uint64_t skipped = piece.skippedAtStart + piece.skippedAtEnd;
    m_impl->expected = piece.expectedSamples - std::min(piece.expectedSamples, skipped);
    m_impl->source = packetSource(file, layout, piece);
    m_impl->container = dynamic_cast<ContainerPackets*>(m_impl->source.get());
    m_impl->useDeclared = m_impl->container != nullptr && layout.declaresLength;
    m_impl->open(file, layout);
}

PieceDecoder::~PieceDecoder() = default;

namespace {

/// Of FLAC (RFC 9639, 8.2), whatever the container: before version 60, libavcodec calls wider
/// samples damaged.
bool isTooWide(const AVCodecParameters& coding) {
    constexpr int kStreamInfoBytes = 34;
    constexpr unsigned kAllBitsSince = AV_VERSION_INT(60, 0, 0);
    if (coding.codec_id != AV_CODEC_ID_FLAC || coding.extradata_size < kStreamInfoBytes ||
        avcodec_version() >= kAllBitsSince)
        return false;
    const unsigned bits = ((coding.extradata[12] & 1U) << 4U | coding.extradata[13] >> 4U) + 1;
    return bits > 24;
}

} // namespace

void PieceDecoder::Impl::open(const InputFile& file, const SoundLayout& layout) {
    const AVCodecParameters& coding = source->coding();
    if (isTooWide(coding))
        file.fail(MessageCode::readCoding, {layout.formatName, "FLAC of more than 24 bits"});
    const AVCodec* codec = avcodec_find_decoder(coding.codec_id);
    if (codec == nullptr && coding.codec_id != AV_CODEC_ID_NONE)
        file.fail(MessageCode::readCoding, {layout.formatName, avcodec_get_name(coding.codec_id)});
    if (codec == nullptr)
        file.fail(MessageCode::readDamagedData, {layout.formatName});
    decoder.reset(allocated(avcodec_alloc_context3(codec)));
    decoder->thread_count = 1;
    if (!source->packetsSaySkips())
        decoder->flags2 |= AV_CODEC_FLAG2_SKIP_MANUAL;
    if (avcodec_parameters_to_context(decoder.get(), &coding) < 0 ||
        avcodec_open2(decoder.get(), codec, nullptr) < 0)
        file.fail(MessageCode::readDamagedData, {layout.formatName});
}

/// Decodes until there is something new waiting, or the end.
void PieceDecoder::Impl::decodeMore() {
    const std::size_t before = waiting.size();
    while (!ended && waiting.size() == before) {
        const int got = avcodec_receive_frame(decoder.get(), frame.get());
        if (got == AVERROR(ENOMEM))
            throw std::bad_alloc();
        if (got >= 0) {
            takeFrame();
        } else if (got == AVERROR_EOF || (flushing && got != AVERROR(EAGAIN))) {
            ended = true;
        } else {
            noteFailure(got != AVERROR(EAGAIN));
            feed();
        }
    }
}

void PieceDecoder::Impl::feed() {
    if (++barrenPackets > kMostBarrenPackets)
        return end(true);
    if (flushing || !source->readPacket(*packet)) {
        if (flushing)
            return end(false);
        flushing = true;
        avcodec_send_packet(decoder.get(), nullptr);
        return;
    }
    sendPacket();
}

/// One channel of at most eight bits, all of them alike (RFC 9639, 9.2.3), is a frame of ten bytes.
/// libavcodec leaves out what is shorter than eleven, and does not look at bytes behind a frame.
void PieceDecoder::Impl::lengthenPacket() {
    constexpr int kLeastBytes = 11;
    const int missing = kLeastBytes - packet->size;
    if (decoder->codec_id != AV_CODEC_ID_FLAC || packet->size < 1 || missing <= 0)
        return;
    if (av_grow_packet(packet.get(), missing) < 0)
        throw std::bad_alloc();
    std::fill_n(packet->data + packet->size - missing, missing, std::uint8_t{0});
}

void PieceDecoder::Impl::sendPacket() {
    noteFailure((packet->flags & AV_PKT_FLAG_CORRUPT) != 0);
    lengthenPacket();
    const int sent = avcodec_send_packet(decoder.get(), packet.get());
    if (sent == AVERROR(ENOMEM))
        throw std::bad_alloc();
    noteFailure(sent < 0);
}

/// Behind as many samples as there should be there may be what is no sound: a tag, zeros.
void PieceDecoder::Impl::noteFailure(bool failed) {
    const bool all = expected > 0 && released + waitingSamples >= expected;
    failedBehindAll = failedBehindAll || (failed && all);
    broken = broken || (failed && !all);
}

void PieceDecoder::Impl::takeFrame() {
    const SoundFormat of{frame->sample_rate, frame->ch_layout.nb_channels};
    if (of.channels < 1 || of.channels > kMostChannels || of.sampleRateHz < 1 ||
        frame->nb_samples < 1)
        return;
    takeFormat(of);
    broken = broken || failedBehindAll || frame->decode_error_flags != 0;
    SoundBlock block{of, {}};
    if (!appendInterleaved(*frame, block.interleaved))
        return end(true);
    barrenPackets = 0;
    skipStart(block);
    if (block.interleaved.empty())
        return;
    waitingSamples += block.samples();
    waiting.push_back(std::move(block));
}

void PieceDecoder::Impl::takeFormat(const SoundFormat& of) {
    if (of == format)
        return;
    const bool first = format.channels == 0;
    format = of;
    if (first && useDeclared)
        expected = container->declaredSamples(of.sampleRateHz);
    // Where it changes, a number of samples says nothing any more.
    declared = first && useDeclared && expected > 0;
    if (!first)
        expected = 0;
}

void PieceDecoder::Impl::skipStart(SoundBlock& block) {
    const std::uint64_t skipped = std::min(skipAtStart, block.samples());
    skipAtStart -= skipped;
    const auto count = skipped * static_cast<std::uint64_t>(block.format.channels);
    block.interleaved.erase(block.interleaved.begin(),
                            block.interleaved.begin() + static_cast<std::ptrdiff_t>(count));
}

/// Whether it is settled that the first block that waits is sound.
bool PieceDecoder::Impl::mayRelease() {
    if (waiting.empty())
        return false;
    const std::uint64_t first = waiting.front().samples();
    if (ended)
        return true;
    if (!declared)
        return waitingSamples - first >= skipAtEnd;
    return released + first <= expected || released + waitingSamples > expected + kMostPadding;
}

/// At the end: leaves out what an encoder put behind the sound to fill its last frame.
void PieceDecoder::Impl::dropEnd() {
    std::uint64_t padding = std::min(skipAtEnd, waitingSamples);
    const std::uint64_t decoded = released + waitingSamples;
    if (declared && decoded > expected && decoded - expected <= kMostPadding)
        padding = std::min(decoded - expected, waitingSamples);
    else if (declared && decoded < expected && expected - decoded <= kMostPadding && !broken)
        expected = decoded; // it counts whole frames
    waitingSamples -= padding;
    while (padding > 0) {
        SoundBlock& last = waiting.back();
        const std::uint64_t dropped = std::min(padding, last.samples());
        last.interleaved.resize(last.interleaved.size() -
                                dropped * static_cast<std::uint64_t>(last.format.channels));
        padding -= dropped;
        if (last.interleaved.empty())
            waiting.pop_back();
    }
    skipAtEnd = 0;
    declared = false;
}

bool PieceDecoder::next(SoundBlock& block) {
    Impl& self = *m_impl;
    while (!self.ended && !self.mayRelease()) {
        self.decodeMore();
        if (self.ended)
            self.dropEnd();
    }
    if (!self.mayRelease())
        return false;
    block = std::move(self.waiting.front());
    self.waiting.pop_front();
    self.waitingSamples -= block.samples();
    self.released += block.samples();
    return true;
}

bool PieceDecoder::seek(std::uint64_t sample) {
    Impl& self = *m_impl;
    if (self.container == nullptr || self.ended)
        return false;
    const auto found = self.container->seek(sample, *self.packet);
    if (!found)
        return false;
    avcodec_flush_buffers(self.decoder.get());
    self.flushing = false;
    self.waiting.clear();
    self.waitingSamples = 0;
    self.released = sample;
    self.skipAtStart = sample - *found;
    self.sendPacket();
    return true;
}

std::uint64_t PieceDecoder::expectedSamples() const {
    return m_impl->expected;
}

bool PieceDecoder::damaged() const {
    return m_impl->broken || m_impl->source->damaged();
}

std::string PieceDecoder::codingName() const {
    return m_impl->container != nullptr ? m_impl->container->codingName() : std::string();
}

int PieceDecoder::tracks() const {
    return m_impl->container != nullptr ? m_impl->container->tracks() : 1;
}

std::unique_ptr<PacketSource> packetSource(const InputFile& file, const SoundLayout& layout,
                                           const SoundPiece& piece) {
    if (layout.packing == Packing::oggPages)
        return oggPackets(file, piece);
    if (layout.packing == Packing::mp3Frames)
        return mp3Packets(file, piece);
    return std::make_unique<ContainerPackets>(file, layout, piece);
}

} // namespace tonegraft
