// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/level/OutputLevel.h"

#include "audio/level/LoudnessProfile.h"
#include "audio/level/TruePeakLimiter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace tonegraft {

namespace {

/// Aimed at below the ceiling: what meters of other makes read more, and a 16-bit file's dither.
constexpr double kCeilingMarginDb = 0.1;
constexpr double kMostReductionDb = 24.0;
/// Loudness follows the gain exactly, unless the limiter takes something away or passages cross the
/// absolute gate of -70 LUFS on the way; then the next pass corrects what is left.
constexpr int kMostPasses = 12;
constexpr double kCloseEnoughLu = 0.02;
constexpr double kLeastSlope = 0.2; // of the level over the gain: longer steps overshoot
constexpr double kNone = -std::numeric_limits<double>::infinity();
constexpr std::size_t kBlockSamples = 4096;

LimiterSettings outputLimiter() {
    LimiterSettings settings;
    settings.ceilingDbtp = kCeilingDbtp - kCeilingMarginDb;
    return settings;
}

double gainOf(double decibels) {
    return std::pow(10.0, decibels / 20.0);
}

double decibelsOf(double amplitude) {
    return amplitude > 0.0 ? 20.0 * std::log10(amplitude) : kNone;
}

double rmsUnder(const AudioClip& clip, const GainCurve& gain) {
    double squares = 0.0;
    std::array<float, kBlockSamples> gains{};
    for (std::size_t begin = 0; begin < clip.sampleCount(); begin += kBlockSamples) {
        const std::size_t count = std::min(kBlockSamples, clip.sampleCount() - begin);
        gain.write(begin, count, gains.data());
        for (const std::vector<float>& channel : clip.channels) {
            for (std::size_t i = 0; i < count; ++i) {
                const double sample = static_cast<double>(channel[begin + i]) * gains[i];
                squares += sample * sample;
            }
        }
    }
    const double count = static_cast<double>(clip.sampleCount()) * clip.channelCount();
    return count > 0.0 ? std::sqrt(squares / count) : 0.0;
}

/// Seeks the gain under which the limited clip has a level.
class GainSearch {
public:
    GainSearch(const AudioClip& output, double targetLufs, double targetRms)
        : m_output(output), m_limiter(output, outputLimiter()),
          m_profile(output, m_limiter.hopSamples()),
          m_byLoudness(std::isfinite(targetLufs) && std::isfinite(m_profile.integratedLufs())),
          m_target(m_byLoudness ? targetLufs : decibelsOf(targetRms)) {}

    void run() {
        double level = levelUnder({});
        double slope = 1.0;
        for (int pass = 0; pass < kMostPasses && std::isfinite(m_target - level); ++pass) {
            const double missing = m_target - level;
            const double before = m_gainDb;
            if (std::fabs(missing) <= kCloseEnoughLu && pass > 0)
                break;
            m_gainDb = std::min(m_gainDb + missing / slope, mostGainDb());
            m_curve = m_limiter.curve(gainOf(m_gainDb));
            const double reached = levelUnder(m_curve);
            if (pass > 0 && m_gainDb != before)
                slope = std::clamp((reached - level) / (m_gainDb - before), kLeastSlope, 1.0);
            level = reached;
            if (pass > 0 && m_gainDb == before) // no further up
                break;
        }
        m_shortfall = std::isfinite(m_target - level) ? std::max(0.0, m_target - level) : 0.0;
        m_lufs = m_profile.integratedLufs(m_curve);
    }

    LevelMatch applyTo(AudioClip& output) {
        LevelMatch match;
        apply(m_curve, output);
        const double excess = m_limiter.excessDb(output, m_curve);
        if (excess > 0.0)
            apply(constantGain(gainOf(-excess)), output);
        match.reductionDb = m_limiter.reductionDb(gainOf(m_gainDb)) + excess;
        match.shortfallLu = m_shortfall > kCloseEnoughLu ? m_shortfall + excess : 0.0;
        match.reached = {m_lufs - excess, decibelsOf(m_limiter.truePeakOf(output, m_curve))};
        return match;
    }

private:
    double mostGainDb() const {
        return kCeilingDbtp - kCeilingMarginDb + kMostReductionDb - decibelsOf(m_limiter.peak());
    }

    double levelUnder(const GainCurve& curve) const {
        return m_byLoudness ? m_profile.integratedLufs(curve)
                            : decibelsOf(rmsUnder(m_output, curve));
    }

    const AudioClip& m_output;
    TruePeakLimiter m_limiter;
    const LoudnessProfile m_profile;
    const bool m_byLoudness;
    const double m_target;
    double m_gainDb = 0.0;
    GainCurve m_curve;
    double m_shortfall = 0.0;
    double m_lufs = kNone;
};

} // namespace

double rmsOf(const AudioClip& clip) {
    return rmsUnder(clip, {});
}

double limitTruePeak(AudioClip& clip) {
    return limitPeaks(clip, outputLimiter());
}

LevelMatch matchLoudness(AudioClip& output, double targetLufs, double targetRms) {
    if (!(rmsOf(output) > 0.0))
        return {0.0, 0.0, {kNone, kNone}};
    GainSearch search(output, targetLufs, targetRms);
    search.run();
    return search.applyTo(output);
}

} // namespace tonegraft
