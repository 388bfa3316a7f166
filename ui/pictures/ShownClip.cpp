// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/ShownClip.h"

#include <algorithm>

namespace tonegraft {
namespace {
constexpr int kPeakColumns = 600; // more than a thumbnail has pixels, at 200 % too
}

std::vector<WaveformPeak> waveformPeaks(const Waveform& waveform, int columns) {
    std::vector<WaveformPeak> peaks;
    const double step = waveform.durationSeconds() / std::max(columns, 1);
    for (int column = 0; step > 0.0 && column < columns; ++column) {
        peaks.push_back(waveform.extremes(column * step, (column + 1) * step));
    }
    return peaks;
}

ShownClip withPictures(ShownClip clip) {
    if (clip.clip) {
        clip.waveform = std::make_shared<const Waveform>(clip.clip);
        clip.peaks = waveformPeaks(*clip.waveform, kPeakColumns);
    }
    return clip;
}

} // namespace tonegraft
