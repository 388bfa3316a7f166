// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/level/GainCurve.h"
#include "audio/level/LevelMeters.h"

#include <cstddef>
#include <vector>

namespace tonegraft {

struct LimiterSettings {
    double ceilingDbtp = -1.0;
    double lookAheadSeconds = 0.005; ///< over which the gain goes down before a peak
    double releaseSeconds = 0.08;    ///< time constant of its way back
};

/// Holds a clip's true peak below a ceiling by turning down its peaks alone, all channels
/// together. The gain is at its lowest when a peak comes, reaches there smoothly over the
/// look-ahead and returns exponentially (a look-ahead limiter: Giannoulis, Massberg & Reiss 2012,
/// section 4). Peaks are measured once, those near the ceiling by largestReadings(); then curves
/// cost little. The clip must outlive the limiter unchanged, until excessDb(). Thread: one at a
/// time.
class TruePeakLimiter {
public:
    explicit TruePeakLimiter(const AudioClip& clip, const LimiterSettings& settings = {});

    /// `gain`, lowered where it would lift a peak over the ceiling. Empty if gain is 1 and nothing
    /// passes it.
    GainCurve curve(double gain = 1.0);
    /// The largest reduction by such a curve, in dB; 0: none.
    double reductionDb(double gain);
    /// Largest value on or between the samples, as amplitude; as measured so far.
    double peak() const { return m_peak; }
    std::size_t hopSamples() const { return m_hopSamples; }
    /// By how many dB the clip, to which `curve` was applied, still passes the ceiling: a gain that
    /// moves bends what lies between the samples a little. 0 if it does not.
    double excessDb(const AudioClip& limited, const GainCurve& curve) const;
    /// truePeak() of that clip.
    double truePeakOf(const AudioClip& limited, const GainCurve& curve) const;

private:
    std::vector<float> reductions(double gain) const;
    void measureFrom(float least);
    double largestOfHops(const AudioClip& limited, const GainCurve& curve, float least,
                         std::vector<float> (*measure)(const AudioClip& clip,
                                                       const HopRange& hops)) const;
    float limitedPeak(const GainCurve& curve, std::size_t hop) const;

    const AudioClip& m_clip;
    LimiterSettings m_settings;
    double m_ceiling;
    std::size_t m_hopSamples;
    std::size_t m_lookAheadHops;
    double m_releaseAHop; // what is left of a reduction after a hop
    double m_peak = 0.0;
    std::vector<float> m_envelope; // truePeaks(), or where it counts largestReadings()
    std::vector<bool> m_fine;      // where it does
};

/// Limits the clip as it is. Returns the largest reduction in dB, 0 if nothing passed the ceiling
/// and the clip is as it was. Thread: any.
double limitPeaks(AudioClip& clip, const LimiterSettings& settings = {});

} // namespace tonegraft
