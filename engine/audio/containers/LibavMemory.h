// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <new>

extern "C" {
#include <libavcodec/avcodec.h>
}

namespace tonegraft {

// Owners of libavcodec's objects. All that allocate throw std::bad_alloc.

struct LibavDeleter {
    void operator()(AVCodecContext* decoder) const { avcodec_free_context(&decoder); }
    void operator()(AVCodecParameters* coding) const { avcodec_parameters_free(&coding); }
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
using CodingParameters = std::unique_ptr<AVCodecParameters, LibavDeleter>;

template <class Pointer> Pointer allocated(Pointer pointer) {
    if (!pointer)
        throw std::bad_alloc();
    return pointer;
}

inline CodingParameters newCodingParameters() {
    return CodingParameters(allocated(avcodec_parameters_alloc()));
}

inline void allocatePacket(AVPacket& packet, std::size_t bytes) {
    if (av_new_packet(&packet, static_cast<int>(bytes)) < 0)
        throw std::bad_alloc();
}

} // namespace tonegraft
