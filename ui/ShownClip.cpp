// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ShownClip.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr int kPeakColumns = 600; // more than a thumbnail has pixels, at 200 % too

WaveformPeak peakOf(const AudioClip& clip, std::size_t first, std::size_t last) {
    WaveformPeak peak{1.0F, -1.0F};
    for (const std::vector<float>& channel : clip.channels) {
        const auto [low, high] =
            std::minmax_element(channel.begin() + static_cast<std::ptrdiff_t>(first),
                                channel.begin() + static_cast<std::ptrdiff_t>(last));
        peak.low = std::min(peak.low, *low);
        peak.high = std::max(peak.high, *high);
    }
    return peak;
}

} // namespace

std::vector<WaveformPeak> waveformPeaks(const AudioClip& clip, int columns) {
    std::vector<WaveformPeak> peaks;
    if (clip.empty() || columns <= 0) {
        return peaks;
    }
    const std::size_t samples = clip.sampleCount();
    const auto count = static_cast<std::size_t>(columns);
    for (std::size_t column = 0; column < count; ++column) {
        const std::size_t first = std::min(column * samples / count, samples - 1);
        const std::size_t last = std::max((column + 1) * samples / count, first + 1);
        peaks.push_back(peakOf(clip, first, last));
    }
    return peaks;
}

double peakDb(const Spectrogram& spectrogram) {
    float loudest = 0.0F;
    for (const float magnitude : spectrogram.magnitudes) {
        loudest = std::max(loudest, magnitude);
    }
    return 20.0 * std::log10(static_cast<double>(loudest));
}

ShownClip withPictures(ShownClip clip) {
    if (clip.clip) {
        clip.peaks = waveformPeaks(*clip.clip, kPeakColumns);
    }
    if (clip.spectrogram) {
        clip.peakDb = peakDb(*clip.spectrogram);
    }
    return clip;
}

} // namespace tonegraft
