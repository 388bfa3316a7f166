// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/RecordingBuffer.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tonegraft {

void RecordingBuffer::begin(int sampleRateHz, int channels) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    m_clip.sampleRateHz = sampleRateHz;
    m_clip.channels.assign(static_cast<std::size_t>(channels), {});
}

bool RecordingBuffer::append(const float* interleaved, std::size_t frames) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    const auto most = static_cast<std::size_t>(kLongestSeconds * m_clip.sampleRateHz);
    const std::size_t count = std::min(frames, most - m_clip.sampleCount());
    const std::size_t channels = m_clip.channels.size();
    for (std::size_t c = 0; c < channels; ++c)
        for (std::size_t i = 0; i < count; ++i) {
            const float sample = interleaved[i * channels + c];
            m_clip.channels[c].push_back(std::isfinite(sample) ? sample : 0.0F);
        }
    return m_clip.sampleCount() < most;
}

double RecordingBuffer::seconds() const {
    const std::lock_guard<std::mutex> lock(m_mutex);
    return m_clip.durationSeconds();
}

std::shared_ptr<const AudioClip> RecordingBuffer::take() {
    const std::lock_guard<std::mutex> lock(m_mutex);
    if (m_clip.empty())
        return nullptr;
    auto taken = std::make_shared<const AudioClip>(std::move(m_clip));
    m_clip = {};
    return taken;
}

} // namespace tonegraft
