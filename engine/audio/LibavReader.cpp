// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/LibavReader.h"

#include "audio/LibavInput.h"
#include "audio/LibavSamples.h"

#include <algorithm>
#include <new>
#include <vector>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/mathematics.h>
}

namespace tonegraft {

namespace {

/// Damaged packets in a row without a single sample among them: it will not get better.
constexpr int kMostBarrenPackets = 2000;
/// What an encoder adds at the end is less than three frames; more is sound that the header does
/// not know of (a file that was still growing).
constexpr std::uint64_t kMostPadding = 3 * 2048;
constexpr int kMostChannels = 64;

struct Coding {
    AVCodecID id;
    const char* name;
};

constexpr Coding kCodings[] = {
    {AV_CODEC_ID_AAC, "AAC"},         {AV_CODEC_ID_ALAC, "ALAC"},
    {AV_CODEC_ID_MP3, "MP3"},         {AV_CODEC_ID_OPUS, "Opus"},
    {AV_CODEC_ID_VORBIS, "Vorbis"},   {AV_CODEC_ID_FLAC, "FLAC"},
    {AV_CODEC_ID_AC3, "AC-3"},        {AV_CODEC_ID_EAC3, "E-AC-3"},
    {AV_CODEC_ID_PCM_S16LE, "PCM"},   {AV_CODEC_ID_PCM_S16BE, "PCM"},
    {AV_CODEC_ID_PCM_S24LE, "PCM"},   {AV_CODEC_ID_PCM_S24BE, "PCM"},
    {AV_CODEC_ID_PCM_S32LE, "PCM"},   {AV_CODEC_ID_PCM_S32BE, "PCM"},
    {AV_CODEC_ID_PCM_F32LE, "PCM"},   {AV_CODEC_ID_PCM_F32BE, "PCM"},
    {AV_CODEC_ID_PCM_F64LE, "PCM"},   {AV_CODEC_ID_PCM_U8, "PCM"},
    {AV_CODEC_ID_PCM_S8, "PCM"},      {AV_CODEC_ID_PCM_ALAW, "A-law"},
    {AV_CODEC_ID_PCM_MULAW, "µ-law"},
};

const char* nameOfCoding(AVCodecID id) {
    for (const Coding& coding : kCodings) {
        if (coding.id == id)
            return coding.name;
    }
    return nullptr;
}

bool isProtected(const AVStream& stream) {
    const std::uint32_t tag = stream.codecpar->codec_tag;
    return tag == MKTAG('d', 'r', 'm', 's') || tag == MKTAG('e', 'n', 'c', 'a') ||
           av_stream_get_side_data(&stream, AV_PKT_DATA_ENCRYPTION_INIT_INFO, nullptr) != nullptr;
}

struct DecoderDeleter {
    void operator()(AVCodecContext* decoder) const { avcodec_free_context(&decoder); }
};
struct PacketDeleter {
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
};
struct FrameDeleter {
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};

template <class Pointer> Pointer allocated(Pointer pointer) {
    if (!pointer)
        throw std::bad_alloc();
    return pointer;
}

} // namespace

struct LibavReader::Impl {
    const InputFile& file;
    std::string formatName;
    LibavInput input;
    int stream = -1;
    int tracks = 0;
    std::unique_ptr<AVPacket, PacketDeleter> packet{allocated(av_packet_alloc())};
    std::unique_ptr<AVFrame, FrameDeleter> frame{allocated(av_frame_alloc())};
    std::unique_ptr<AVCodecContext, DecoderDeleter> decoder;
    int sampleRateHz = 0;
    int channels = 0;
    std::uint64_t declared = 0;
    std::vector<float> pending; // decoded and not yet read, interleaved
    std::size_t taken = 0;      // of `pending`
    std::uint64_t decoded = 0;  // samples per channel so far
    bool flushing = false;
    bool ended = false;
    bool trimmed = false;
    bool broken = false;
    int barrenPackets = 0;

    Impl(const InputFile& from, const SoundLayout& layout)
        : file(from), formatName(layout.formatName), input(from, layout) {}

    void chooseTrack();
    void openDecoder();
    void readDeclaredLength(const SoundLayout& layout);
    bool decodeMore();
    void feed();
    void takeFrame();
    void trimEnd();
    const AVStream& track() const { return *input.format().streams[stream]; }
    std::size_t pendingSamples() const {
        return (pending.size() - taken) / static_cast<std::size_t>(channels);
    }
};

void LibavReader::Impl::chooseTrack() {
    const AVFormatContext& format = input.format();
    for (unsigned i = 0; i < format.nb_streams; ++i) {
        if (format.streams[i]->codecpar->codec_type != AVMEDIA_TYPE_AUDIO)
            continue;
        if (++tracks == 1)
            stream = static_cast<int>(i);
    }
    if (stream < 0)
        file.fail(MessageCode::readNoTrack, {formatName});
    if (isProtected(track()))
        file.fail(MessageCode::readCopyProtected);
    const AVCodecID id = track().codecpar->codec_id;
    if (nameOfCoding(id) == nullptr)
        file.fail(MessageCode::readCoding, {formatName, avcodec_get_name(id)});
    input.keepOnly(stream);
}

void LibavReader::Impl::openDecoder() {
    const AVCodec* codec = avcodec_find_decoder(track().codecpar->codec_id);
    if (codec == nullptr)
        file.fail(MessageCode::readCoding,
                  {formatName, avcodec_get_name(track().codecpar->codec_id)});
    decoder.reset(allocated(avcodec_alloc_context3(codec)));
    decoder->pkt_timebase = track().time_base;
    decoder->thread_count = 1;
    if (avcodec_parameters_to_context(decoder.get(), track().codecpar) < 0 ||
        avcodec_open2(decoder.get(), codec, nullptr) < 0)
        file.fail(MessageCode::readDamagedData, {formatName});
    // What the header says of rate and channels is often half the truth (spectral band
    // replication, parametric stereo): the first frame tells.
    while (channels == 0 && decodeMore()) {
    }
    if (channels == 0)
        file.fail(MessageCode::readNothingDecoded);
}

void LibavReader::Impl::readDeclaredLength(const SoundLayout& layout) {
    if (!layout.declaresLength || track().duration <= 0)
        return;
    const std::int64_t samples =
        av_rescale_q(track().duration, track().time_base, {1, sampleRateHz});
    declared = samples > 0 ? static_cast<std::uint64_t>(samples) : 0;
}

/// Decodes until there is something new in `pending`; false at the end.
bool LibavReader::Impl::decodeMore() {
    while (!ended) {
        const int got = avcodec_receive_frame(decoder.get(), frame.get());
        if (got == AVERROR(ENOMEM))
            throw std::bad_alloc();
        if (got >= 0) {
            const std::size_t before = pending.size();
            takeFrame();
            if (pending.size() > before) {
                barrenPackets = 0;
                return true;
            }
        } else if (got == AVERROR(EAGAIN)) {
            feed();
        } else if (got == AVERROR_EOF || flushing) {
            ended = true;
        } else {
            broken = true;
            feed();
        }
    }
    return false;
}

void LibavReader::Impl::feed() {
    if (++barrenPackets > kMostBarrenPackets) {
        broken = true;
        ended = true;
        return;
    }
    if (flushing || !input.readPacket(*packet)) {
        flushing = true;
        avcodec_send_packet(decoder.get(), nullptr);
        return;
    }
    if (packet->stream_index != stream)
        return;
    broken = broken || (packet->flags & AV_PKT_FLAG_CORRUPT) != 0;
    const int sent = avcodec_send_packet(decoder.get(), packet.get());
    if (sent == AVERROR(ENOMEM))
        throw std::bad_alloc();
    broken = broken || sent < 0;
}

void LibavReader::Impl::takeFrame() {
    const int count = frame->ch_layout.nb_channels;
    if (channels == 0) {
        if (count < 1 || count > kMostChannels || frame->sample_rate < 1 || frame->nb_samples < 1)
            return;
        channels = count;
        sampleRateHz = frame->sample_rate;
    }
    // Another sound in the middle of the track cannot go on in the same clip.
    if (count != channels || frame->sample_rate != sampleRateHz) {
        broken = true;
        ended = true;
        return;
    }
    broken = broken || frame->decode_error_flags != 0;
    pending.erase(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(taken));
    taken = 0;
    if (!appendInterleaved(*frame, pending)) {
        broken = true;
        ended = true;
        return;
    }
    decoded += static_cast<std::uint64_t>(frame->nb_samples);
}

/// Leaves out what an encoder put behind the sound to fill its last frame.
void LibavReader::Impl::trimEnd() {
    if (declared == 0 || trimmed || (decoded <= declared && !ended))
        return;
    while (decoded > declared && decoded - declared <= kMostPadding && decodeMore()) {
    }
    trimmed = true;
    if (!ended)
        return;
    if (decoded > declared && decoded - declared <= kMostPadding) {
        const std::uint64_t padding = std::min<std::uint64_t>(decoded - declared, pendingSamples());
        pending.resize(pending.size() - static_cast<std::size_t>(padding) * channels);
        decoded -= padding;
    } else if (decoded < declared && declared - decoded <= kMostPadding && !broken) {
        declared = decoded; // it counts whole frames
    }
}

LibavReader::LibavReader(const InputFile& file, const SoundLayout& layout)
    : m_impl(std::make_unique<Impl>(file, layout)) {
    m_impl->chooseTrack();
    m_impl->openDecoder();
    m_impl->readDeclaredLength(layout);
}

LibavReader::~LibavReader() = default;

int LibavReader::sampleRateHz() const {
    return m_impl->sampleRateHz;
}

int LibavReader::channels() const {
    return m_impl->channels;
}

std::uint64_t LibavReader::declaredSamples() const {
    return m_impl->declared;
}

std::string LibavReader::codingName() const {
    return nameOfCoding(m_impl->track().codecpar->codec_id);
}

int LibavReader::tracks() const {
    return m_impl->tracks;
}

std::size_t LibavReader::read(float* interleaved, std::size_t samplesPerChannel) {
    Impl& self = *m_impl;
    const auto channels = static_cast<std::size_t>(self.channels);
    std::size_t done = 0;
    while (done < samplesPerChannel) {
        if (self.pendingSamples() == 0)
            self.decodeMore();
        self.trimEnd();
        const std::size_t count = std::min(samplesPerChannel - done, self.pendingSamples());
        if (count == 0)
            break;
        const auto* source = self.pending.data() + self.taken;
        std::copy(source, source + count * channels, interleaved + done * channels);
        self.taken += count * channels;
        done += count;
    }
    return done;
}

bool LibavReader::damaged() const {
    return m_impl->broken || m_impl->input.damaged();
}

} // namespace tonegraft
