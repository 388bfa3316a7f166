// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/decoders/JoinedReader.h"

#include "tonegraft/Error.h"

#include <algorithm>
#include <utility>

namespace tonegraft {

namespace {

constexpr std::size_t kBlockNumbers = 65536;
/// Of SampleConverter.
constexpr int kMostMixedChannels = 64;

SoundFormat formatOf(const SoundReader& reader) {
    return {reader.sampleRateHz(), reader.channels()};
}

SoundLayout alone(SoundLayout layout) {
    layout.joined.clear();
    return layout;
}

} // namespace

JoinedReader::JoinedReader(const InputFile& file, const SoundLayout& layout)
    : m_file(file), m_left(layout.joined.rbegin(), layout.joined.rend()),
      m_reader(soundReader(file, alone(layout))), m_format(formatOf(*m_reader)),
      m_codingName(m_reader->codingName()), m_tracks(m_reader->tracks()) {}

std::size_t JoinedReader::read(float* interleaved, std::size_t samplesPerChannel) {
    const auto channels = static_cast<std::size_t>(m_format.channels);
    std::size_t done = 0;
    while (done < samplesPerChannel && (m_taken < m_pending.size() || fill())) {
        const std::size_t count =
            std::min(samplesPerChannel - done, (m_pending.size() - m_taken) / channels);
        std::copy_n(m_pending.data() + m_taken, count * channels, interleaved + done * channels);
        m_taken += count * channels;
        done += count;
    }
    return done;
}

/// False at the end.
bool JoinedReader::fill() {
    m_pending.clear();
    m_taken = 0;
    while (m_pending.empty() && m_reader) {
        const auto channels = static_cast<std::size_t>(m_reader->channels());
        const std::size_t block = std::max<std::size_t>(1, kBlockNumbers / channels);
        m_block.resize(block * channels);
        const std::size_t got = m_reader->read(m_block.data(), block);
        m_block.resize(got * channels);
        if (got == 0)
            openNext();
        else if (m_converter)
            m_converter->convert(m_block, m_pending);
        else
            m_pending.swap(m_block);
    }
    return !m_pending.empty();
}

void JoinedReader::openNext() {
    if (m_converter)
        m_converter->finish(m_pending);
    m_converter.reset();
    m_damaged = damaged();
    m_reader.reset();
    while (!m_reader && !m_left.empty()) {
        const SoundLayout layout = std::move(m_left.back());
        m_left.pop_back();
        try {
            m_reader = soundReader(m_file, layout);
        } catch (const Error&) {
            m_damaged = true;
            continue;
        }
        const SoundFormat format = formatOf(*m_reader);
        if (format == m_format)
            continue;
        if (std::max(format.channels, m_format.channels) <= kMostMixedChannels) {
            m_converter = std::make_unique<SampleConverter>(format, m_format);
        } else {
            m_damaged = true;
            m_reader.reset();
        }
    }
}

} // namespace tonegraft
