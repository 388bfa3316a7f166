// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/ContainerPackets.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
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

} // namespace

ContainerPackets::ContainerPackets(const InputFile& file, const SoundLayout& layout,
                                   const SoundPiece& piece)
    : m_input(file, layout, piece) {
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
        if (packet.stream_index == m_stream)
            return true;
    }
    return false;
}

bool ContainerPackets::seek(std::uint64_t sample) {
    const AVStream& stream = *m_input.format().streams[m_stream];
    const int rate = stream.codecpar->sample_rate;
    if (rate < 1)
        return false;
    return m_input.seek(
        m_stream, av_rescale_q(static_cast<std::int64_t>(sample), {1, rate}, stream.time_base));
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

std::int64_t ContainerPackets::positionOf(const AVPacket& packet, int sampleRateHz) const {
    const AVStream& stream = *m_input.format().streams[m_stream];
    if (packet.pts == AV_NOPTS_VALUE)
        return -1;
    return av_rescale_q(packet.pts, stream.time_base, {1, sampleRateHz});
}

} // namespace tonegraft
