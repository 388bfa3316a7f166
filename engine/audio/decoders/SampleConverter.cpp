// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/decoders/SampleConverter.h"

#include <algorithm>
#include <cstdint>
#include <new>

extern "C" {
#include <libavutil/channel_layout.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
}

namespace tonegraft {

namespace {

struct Layout {
    AVChannelLayout value{};
    explicit Layout(int channels) { av_channel_layout_default(&value, channels); }
    ~Layout() { av_channel_layout_uninit(&value); }
    Layout(const Layout&) = delete;
    Layout& operator=(const Layout&) = delete;
};

} // namespace

struct SampleConverter::Impl {
    SwrContext* converter = nullptr;
    ~Impl() { swr_free(&converter); }

    /// One channel goes to the left and the right as it is. By itself libswresample takes it for
    /// the center of a cinema and turns it down by 3 dB.
    bool keepLevel(int channels) {
        std::vector<double> matrix(static_cast<std::size_t>(channels), 0.0);
        matrix[0] = 1.0;
        matrix[channels > 1 ? 1 : 0] = 1.0;
        return swr_set_matrix(converter, matrix.data(), 1) >= 0;
    }

    /// More channels than libswresample has names for: each to its own number, or all to one.
    bool byNumber(int from, int to) {
        std::vector<double> matrix(static_cast<std::size_t>(from) * static_cast<std::size_t>(to));
        for (int i = 0; i < std::max(from, to); ++i) {
            const int in = from == 1 ? 0 : i;
            const int out = to == 1 ? 0 : i;
            if (in < from && out < to)
                matrix[static_cast<std::size_t>(out * from + in)] = to == 1 ? 1.0 / from : 1.0;
        }
        return swr_set_matrix(converter, matrix.data(), from) >= 0;
    }

    bool open(const SoundFormat& from, const SoundFormat& to, SwrEngine engine) {
        swr_free(&converter);
        Layout in(from.channels);
        Layout out(to.channels);
        if (swr_alloc_set_opts2(&converter, &out.value, AV_SAMPLE_FMT_FLT, to.sampleRateHz,
                                &in.value, AV_SAMPLE_FMT_FLT, from.sampleRateHz, 0, nullptr) < 0)
            return false;
        av_opt_set_int(converter, "resampler", engine, 0);
        // Mixed down, nothing passes full scale that did not before.
        av_opt_set_double(converter, "rematrix_maxval", 1.0, 0);
        constexpr int kMostNamed = 8;
        const bool named = std::max(from.channels, to.channels) <= kMostNamed;
        if (named ? from.channels == 1 && !keepLevel(to.channels)
                  : from.channels != to.channels && !byNumber(from.channels, to.channels))
            return false;
        return swr_init(converter) >= 0;
    }
};

SampleConverter::SampleConverter(const SoundFormat& from, const SoundFormat& to)
    : m_from(from), m_to(to), m_impl(std::make_unique<Impl>()) {
    // libswresample can be built without libsoxr.
    if (!m_impl->open(from, to, SWR_ENGINE_SOXR) && !m_impl->open(from, to, SWR_ENGINE_SWR))
        throw std::bad_alloc();
}

SampleConverter::~SampleConverter() = default;

void SampleConverter::convert(const std::vector<float>& interleaved, std::vector<float>& to) {
    process(interleaved.data(), interleaved.size() / static_cast<std::size_t>(m_from.channels), to);
}

void SampleConverter::finish(std::vector<float>& to) {
    process(nullptr, 0, to);
}

void SampleConverter::process(const float* input, std::size_t samples, std::vector<float>& to) {
    const auto channels = static_cast<std::size_t>(m_to.channels);
    const int most = swr_get_out_samples(m_impl->converter, static_cast<int>(samples));
    if (most <= 0)
        return;
    const std::size_t before = to.size();
    to.resize(before + static_cast<std::size_t>(most) * channels);
    auto* out = reinterpret_cast<std::uint8_t*>(to.data() + before);
    const auto* in = reinterpret_cast<const std::uint8_t*>(input);
    const int made = swr_convert(m_impl->converter, &out, most, input != nullptr ? &in : nullptr,
                                 static_cast<int>(samples));
    to.resize(before + (made > 0 ? static_cast<std::size_t>(made) * channels : 0));
}

} // namespace tonegraft
