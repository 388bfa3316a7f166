// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/writing/DecodedPeak.h"

#include "audio/level/LevelMeters.h"

#include <algorithm>
#include <memory>

#include <sndfile.h>
#include <unistd.h>

namespace tonegraft {

namespace {

constexpr std::size_t kHop = 64; // more than a meter's filter reaches
constexpr std::size_t kHops = 1024;
constexpr std::size_t kBlock = kHop * kHops;

struct SoundCloser {
    void operator()(SNDFILE* sound) const { sf_close(sound); }
};

/// A window of a file, with a hop of what came before it.
class Window {
public:
    Window(SNDFILE* sound, const SF_INFO& info)
        : m_sound(sound), m_channels(static_cast<std::size_t>(info.channels)) {
        m_clip.sampleRateHz = info.samplerate;
        m_clip.channels.assign(m_channels, std::vector<float>(2 * kHop, 0.0F));
        m_interleaved.resize(kBlock * m_channels);
    }

    /// False at the end.
    bool next() {
        const sf_count_t read = sf_readf_float(m_sound, m_interleaved.data(), kBlock);
        const std::size_t count = read > 0 ? static_cast<std::size_t>(read) : 0;
        for (std::size_t c = 0; c < m_channels; ++c) {
            std::vector<float>& channel = m_clip.channels[c];
            channel.erase(channel.begin(), channel.end() - 2 * kHop);
            for (std::size_t i = 0; i < count; ++i)
                channel.push_back(m_interleaved[i * m_channels + c]);
            if (count < kBlock) // the last ones: measured with silence behind them
                channel.resize(channel.size() + (kHop - count % kHop) + kHop, 0.0F);
        }
        return count == kBlock;
    }

    /// Without the first hop, which was measured, and the last, whose neighbors are still to come.
    double peak() const {
        const HopRange inner{kHop, 1, m_clip.sampleCount() / kHop - 2};
        const std::vector<float> readings = largestReadings(m_clip, inner);
        return readings.empty() ? 0.0 : *std::max_element(readings.begin(), readings.end());
    }

private:
    SNDFILE* m_sound;
    std::size_t m_channels;
    AudioClip m_clip;
    std::vector<float> m_interleaved;
};

} // namespace

double decodedPeak(int descriptor) {
    if (::lseek(descriptor, 0, SEEK_SET) != 0)
        return 0.0;
    SF_INFO info{};
    const std::unique_ptr<SNDFILE, SoundCloser> sound(
        sf_open_fd(descriptor, SFM_READ, &info, SF_FALSE));
    if (!sound)
        return 0.0;
    Window window(sound.get(), info);
    double peak = 0.0;
    for (bool more = true; more;) {
        more = window.next();
        peak = std::max(peak, window.peak());
    }
    return peak;
}

} // namespace tonegraft
