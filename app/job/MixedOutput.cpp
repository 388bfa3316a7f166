// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/job/MixedOutput.h"

#include "tonegraft/Resample.h"

#include <algorithm>

namespace tonegraft {

AudioClip mixedOutput(const AudioClip& content, const AudioClip& output, double share) {
    if (share >= 1.0 || content.empty())
        return output;
    const bool same = content.channelCount() == output.channelCount();
    const AudioClip fitting = same || content.channelCount() == 1 ? content : mixedToMono(content);
    const AudioClip dry = fitting.sampleRateHz == output.sampleRateHz
                              ? fitting
                              : resampled(fitting, output.sampleRateHz);
    AudioClip mixed = output;
    const auto wet = static_cast<float>(std::max(share, 0.0));
    for (std::size_t c = 0; c < mixed.channels.size(); ++c) {
        std::vector<float>& samples = mixed.channels[c];
        const std::vector<float>& beside = dry.channels[std::min(c, dry.channels.size() - 1)];
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const float there = i < beside.size() ? beside[i] : 0.0F;
            samples[i] = wet * samples[i] + (1.0F - wet) * there;
        }
    }
    return mixed;
}

} // namespace tonegraft
