// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"

#include <memory>
#include <vector>

namespace tonegraft {

/// Lowest and highest sample of a stretch of a clip, full scale ±1.
struct WaveformPeak {
    float low = 0.0F;
    float high = 0.0F;
};

/// A clip's waveform, all channels together, ready to be drawn at any zoom: the extremes of
/// stretches of 64 samples, of 256, and so on, so that those of any stretch are found by looking
/// at a few. Thread: any; it does not change.
class Waveform {
public:
    static constexpr std::size_t kSamplesPerPeak = 64;
    static constexpr std::size_t kReduction = 4;

    explicit Waveform(std::shared_ptr<const AudioClip> clip);

    double durationSeconds() const { return m_clip->durationSeconds(); }
    /// The farthest sample from zero.
    float loudest() const { return m_loudest; }
    /// Of the samples within the time, at least the nearest one; long stretches are widened to
    /// whole peaks. {0, 0} outside the clip.
    WaveformPeak extremes(double startSeconds, double endSeconds) const;

private:
    std::shared_ptr<const AudioClip> m_clip;
    std::vector<std::vector<WaveformPeak>> m_peaks; ///< [resolution][stretch], the finest first
    float m_loudest = 0.0F;
};

} // namespace tonegraft
