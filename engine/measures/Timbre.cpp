// SPDX-License-Identifier: GPL-3.0-or-later
#include "measures/Timbre.h"

#include "measures/Comparison.h"

#include <cmath>

namespace tonegraft {

Timbre timbreOf(const ClipAnalysis& clip) {
    static_assert(kTimbreSize <= kCepstrumSize);
    const std::vector<double> cepstrum = cepstrumOf(clip);
    Timbre timbre{};
    for (int frame = 0; frame < clip.frames; ++frame) {
        for (int i = 0; i < kTimbreSize; ++i) {
            timbre[i] += cepstrum[static_cast<std::size_t>(frame) * kCepstrumSize + i];
        }
    }
    for (double& coefficient : timbre) {
        coefficient /= clip.frames;
    }
    return timbre;
}

double timbreDistance(const Timbre& a, const Timbre& b) {
    double product = 0.0;
    double aa = 0.0;
    double bb = 0.0;
    for (int i = 0; i < kTimbreSize; ++i) {
        product += a[i] * b[i];
        aa += a[i] * a[i];
        bb += b[i] * b[i];
    }
    // A clip whose cepstrum is 0 (the same power in all bands) has no direction.
    const double size = std::sqrt(aa * bb);
    return size > 0.0 ? 1.0 - product / size : 1.0;
}

} // namespace tonegraft
