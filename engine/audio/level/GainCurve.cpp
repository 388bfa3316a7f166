// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/level/GainCurve.h"

#include <algorithm>
#include <array>

namespace tonegraft {

namespace {

constexpr std::size_t kBlockSamples = 4096;

} // namespace

void GainCurve::write(std::size_t first, std::size_t count, float* out) const {
    const std::size_t end = first + count;
    for (std::size_t at = first; at < end;) {
        const std::size_t node = at / hopSamples;
        if (node + 1 >= gains.size()) {
            std::fill(out, out + (end - at), gains.empty() ? 1.0F : gains.back());
            return;
        }
        const std::size_t stop = std::min(end, (node + 1) * hopSamples);
        const float step = (gains[node + 1] - gains[node]) / static_cast<float>(hopSamples);
        const std::size_t inHop = at - node * hopSamples;
        for (std::size_t i = 0; i < stop - at; ++i)
            out[i] = gains[node] + step * static_cast<float>(inHop + i);
        out += stop - at;
        at = stop;
    }
}

void apply(const GainCurve& curve, AudioClip& clip) {
    if (curve.empty())
        return;
    std::array<float, kBlockSamples> gains{};
    for (std::size_t begin = 0; begin < clip.sampleCount(); begin += kBlockSamples) {
        const std::size_t count = std::min(kBlockSamples, clip.sampleCount() - begin);
        curve.write(begin, count, gains.data());
        for (std::vector<float>& channel : clip.channels) {
            float* samples = channel.data() + begin;
            for (std::size_t i = 0; i < count; ++i)
                samples[i] *= gains[i];
        }
    }
}

GainCurve constantGain(double gain) {
    return {1, {static_cast<float>(gain)}};
}

} // namespace tonegraft
