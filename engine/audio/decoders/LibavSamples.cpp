// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/decoders/LibavSamples.h"

#include <cstdint>

extern "C" {
#include <libavutil/frame.h>
#include <libavutil/samplefmt.h>
}

namespace tonegraft {

namespace {

/// `scale`: one over full scale, `zero`: the value of silence. The planes hold what the decoder
/// says they hold: libavcodec aligns them.
template <class Sample>
void append(const AVFrame& frame, double scale, double zero, std::vector<float>& interleaved) {
    const auto channels = static_cast<std::size_t>(frame.ch_layout.nb_channels);
    const auto samples = static_cast<std::size_t>(frame.nb_samples);
    const bool planar = av_sample_fmt_is_planar(static_cast<AVSampleFormat>(frame.format)) != 0;
    const std::size_t begin = interleaved.size();
    interleaved.resize(begin + samples * channels);
    for (std::size_t c = 0; c < channels; ++c) {
        const auto* plane =
            reinterpret_cast<const Sample*>(frame.extended_data[planar ? c : std::size_t{0}]);
        const std::size_t stride = planar ? 1 : channels;
        const std::size_t first = planar ? 0 : c;
        for (std::size_t i = 0; i < samples; ++i) {
            const auto value = static_cast<double>(plane[first + i * stride]);
            interleaved[begin + i * channels + c] = static_cast<float>((value - zero) * scale);
        }
    }
}

} // namespace

bool appendInterleaved(const AVFrame& frame, std::vector<float>& interleaved) {
    switch (av_get_packed_sample_fmt(static_cast<AVSampleFormat>(frame.format))) {
    case AV_SAMPLE_FMT_U8:
        append<std::uint8_t>(frame, 1.0 / 128.0, 128.0, interleaved);
        return true;
    case AV_SAMPLE_FMT_S16:
        append<std::int16_t>(frame, 1.0 / 32768.0, 0.0, interleaved);
        return true;
    case AV_SAMPLE_FMT_S32:
        append<std::int32_t>(frame, 1.0 / 2147483648.0, 0.0, interleaved);
        return true;
    case AV_SAMPLE_FMT_FLT:
        append<float>(frame, 1.0, 0.0, interleaved);
        return true;
    case AV_SAMPLE_FMT_DBL:
        append<double>(frame, 1.0, 0.0, interleaved);
        return true;
    default:
        return false;
    }
}

} // namespace tonegraft
