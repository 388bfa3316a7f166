// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/decoders/ContainerPackets.h"

#include <algorithm>
#include <cstring>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/intreadwrite.h>
#include <libavutil/mathematics.h>
}

namespace tonegraft {

namespace {

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

/// Matroska's demuxer counts the end that is to be left out at the rate that the header gives to
/// the sound before it was coded. Opus has one rate, whatever that says (RFC 7845, 5.1).
void countInOpusTime(AVPacket& packet, int statedRateHz) {
    constexpr int kOpusHz = 48000;
    constexpr std::size_t kLeastBytes = 8;
    std::size_t bytes = 0;
    std::uint8_t* skips = av_packet_get_side_data(&packet, AV_PKT_DATA_SKIP_SAMPLES, &bytes);
    if (skips == nullptr || bytes < kLeastBytes || statedRateHz < 1 || statedRateHz == kOpusHz)
        return;
    std::uint8_t* end = skips + 4;
    const std::int64_t samples = av_rescale(AV_RL32(end), kOpusHz, statedRateHz);
    AV_WL32(end, static_cast<std::uint32_t>(std::min<std::int64_t>(samples, 0x7FFFFFFF)));
}

} // namespace

ContainerPackets::ContainerPackets(const InputFile& file, const SoundLayout& layout,
                                   const SoundPiece& piece)
    : m_input(file, layout, piece),
      // Each frame of FLAC says which sample it starts with; other packets need those before them.
      m_seeksExactly(std::strcmp(layout.demuxer, "flac") == 0) {
    chooseTrack(file, layout.formatName);
}

void ContainerPackets::chooseTrack(const InputFile& file, const std::string& formatName) {
    const AVFormatContext& format = m_input.format();
    for (unsigned i = 0; i < format.nb_streams; ++i) {
        if (format.streams[i]->codecpar->codec_type != AVMEDIA_TYPE_AUDIO)
            continue;
        if (++m_tracks == 1)
            m_stream = static_cast<int>(i);
    }
    if (m_stream < 0)
        file.fail(MessageCode::readNoTrack, {formatName});
    if (isProtected(*format.streams[m_stream]))
        file.fail(MessageCode::readCopyProtected);
    const AVCodecID id = coding().codec_id;
    if (nameOfCoding(id) == nullptr)
        file.fail(MessageCode::readCoding, {formatName, avcodec_get_name(id)});
    m_input.keepOnly(m_stream);
}

const AVCodecParameters& ContainerPackets::coding() const {
    return *m_input.format().streams[m_stream]->codecpar;
}

bool ContainerPackets::readPacket(AVPacket& packet) {
    while (m_input.readPacket(packet)) {
        if (packet.stream_index != m_stream)
            continue;
        if (coding().codec_id == AV_CODEC_ID_OPUS)
            countInOpusTime(packet, coding().sample_rate);
        if (m_firstTime < 0 && packet.pts != AV_NOPTS_VALUE)
            m_firstTime = packet.pts;
        return true;
    }
    return false;
}

std::optional<std::uint64_t> ContainerPackets::seek(std::uint64_t sample, AVPacket& packet) {
    const AVStream& stream = *m_input.format().streams[m_stream];
    const int rate = stream.codecpar->sample_rate;
    if (!m_seeksExactly || m_firstTime < 0 || rate < 1)
        return std::nullopt;
    constexpr std::uint64_t kFarthest = std::uint64_t{1} << 40U;
    const auto wanted = static_cast<std::int64_t>(std::min(sample, kFarthest));
    if (!m_input.seek(m_stream, m_firstTime + av_rescale_q(wanted, {1, rate}, stream.time_base)) ||
        !readPacket(packet) || packet.pts == AV_NOPTS_VALUE)
        return std::nullopt;
    const std::int64_t found =
        av_rescale_q(packet.pts - m_firstTime, stream.time_base, AVRational{1, rate});
    if (found < 0 || found > wanted)
        return std::nullopt;
    return static_cast<std::uint64_t>(found);
}

std::string ContainerPackets::codingName() const {
    return nameOfCoding(coding().codec_id);
}

std::uint64_t ContainerPackets::declaredSamples(int sampleRateHz) const {
    const AVStream& stream = *m_input.format().streams[m_stream];
    if (stream.duration <= 0)
        return 0;
    const std::int64_t samples = av_rescale_q(stream.duration, stream.time_base, {1, sampleRateHz});
    return samples > 0 ? static_cast<std::uint64_t>(samples) : 0;
}

} // namespace tonegraft
