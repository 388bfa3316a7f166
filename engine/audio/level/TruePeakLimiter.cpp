// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/level/TruePeakLimiter.h"

#include <algorithm>
#include <cmath>
#include <deque>

namespace tonegraft {

namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kHopsASecond = 4000.0;    // of the gain: twenty in the look-ahead
constexpr double kLeastReductionDb = 1e-3; // rounding: what was limited once is not limited again
constexpr double kNear = 0.8;  // of the ceiling: from there on a coarse reading is made finer
constexpr double kHeld = 0.97; // of the ceiling: a limited peak from there on is measured again
constexpr std::size_t kShortGapHops = 16;

double decibels(double amplitude) {
    return 20.0 * std::log10(amplitude);
}

/// The least of each value and the `ahead` after it.
std::vector<float> leastAhead(const std::vector<float>& values, std::size_t ahead) {
    std::vector<float> least(values.size());
    std::deque<std::size_t> waiting; // indices of rising values
    for (std::size_t k = values.size(); k-- > 0;) {
        while (!waiting.empty() && values[waiting.back()] >= values[k])
            waiting.pop_back();
        waiting.push_back(k);
        if (waiting.front() > k + ahead)
            waiting.pop_front();
        least[k] = values[waiting.front()];
    }
    return least;
}

/// Mean of each value and the `behind` before it, weighed by a Hann window.
std::vector<float> smoothed(const std::vector<float>& values, std::size_t behind) {
    std::vector<float> weights(behind + 1);
    float sum = 0.0F;
    for (std::size_t j = 0; j <= behind; ++j) {
        const double turn = (static_cast<double>(j) + 1.0) / (static_cast<double>(behind) + 2.0);
        weights[j] = static_cast<float>(0.5 - 0.5 * std::cos(2.0 * kPi * turn));
        sum += weights[j];
    }
    std::vector<float> result(values.size());
    for (std::size_t k = 0; k < values.size(); ++k) {
        float mean = 0.0F;
        for (std::size_t j = 0; j <= behind; ++j)
            mean += weights[j] / sum * values[k >= j ? k - j : 0];
        result[k] = std::min(mean, 1.0F);
    }
    return result;
}

} // namespace

TruePeakLimiter::TruePeakLimiter(const AudioClip& clip, const LimiterSettings& settings)
    : m_clip(clip), m_settings(settings), m_ceiling(std::pow(10.0, settings.ceilingDbtp / 20.0)),
      m_hopSamples(
          static_cast<std::size_t>(std::max(1L, std::lround(clip.sampleRateHz / kHopsASecond)))) {
    const double hopSeconds = static_cast<double>(m_hopSamples) / std::max(clip.sampleRateHz, 1);
    m_lookAheadHops =
        static_cast<std::size_t>(std::max(1L, std::lround(settings.lookAheadSeconds / hopSeconds)));
    m_releaseAHop = std::exp(-hopSeconds / settings.releaseSeconds);
    m_envelope = truePeaks(clip, allHops(clip, m_hopSamples));
    m_fine.assign(m_envelope.size(), false);
    for (const float peak : m_envelope)
        m_peak = std::max<double>(m_peak, peak);
}

/// Hops of at least that peak, together with short gaps between them.
void TruePeakLimiter::measureFrom(float least) {
    for (std::size_t k = 0; k < m_envelope.size(); ++k) {
        if (m_envelope[k] < least || m_fine[k])
            continue;
        std::size_t end = k + 1;
        for (std::size_t j = end; j < std::min(m_envelope.size(), end + kShortGapHops); ++j) {
            if (m_envelope[j] >= least && !m_fine[j])
                end = j + 1;
        }
        const std::vector<float> finer = largestReadings(m_clip, {m_hopSamples, k, end - k});
        for (std::size_t j = k; j < end; ++j) {
            m_envelope[j] = std::max(m_envelope[j], finer[j - k]);
            m_fine[j] = true;
            m_peak = std::max<double>(m_peak, m_envelope[j]);
        }
        k = end - 1;
    }
}

/// At each of the curve's nodes, which lie between the hops.
std::vector<float> TruePeakLimiter::reductions(double gain) const {
    const auto ceiling = static_cast<float>(m_ceiling / gain);
    std::vector<float> nodes(m_envelope.size() + 1, 1.0F);
    for (std::size_t k = 0; k < m_envelope.size(); ++k) {
        const float needed = m_envelope[k] > ceiling ? ceiling / m_envelope[k] : 1.0F;
        nodes[k] = std::min(nodes[k], needed);
        nodes[k + 1] = needed;
    }
    std::vector<float> held = leastAhead(nodes, m_lookAheadHops);
    const auto release = static_cast<float>(m_releaseAHop);
    for (std::size_t k = 1; k < held.size(); ++k)
        held[k] = std::min(held[k], 1.0F - (1.0F - held[k - 1]) * release);
    return smoothed(held, m_lookAheadHops);
}

GainCurve TruePeakLimiter::curve(double gain) {
    if (reductionDb(gain) <= 0.0)
        return gain == 1.0 ? GainCurve() : constantGain(gain);
    GainCurve curve{m_hopSamples, reductions(gain)};
    for (float& value : curve.gains)
        value *= static_cast<float>(gain);
    return curve;
}

double TruePeakLimiter::reductionDb(double gain) {
    measureFrom(static_cast<float>(kNear * m_ceiling / gain));
    const double over = m_peak > 0.0 ? decibels(m_peak * gain / m_ceiling) : 0.0;
    return over > kLeastReductionDb ? over : 0.0;
}

float TruePeakLimiter::limitedPeak(const GainCurve& curve, std::size_t hop) const {
    if (curve.gains.size() <= 1)
        return m_envelope[hop] * (curve.empty() ? 1.0F : curve.gains.front());
    return m_envelope[hop] * std::max(curve.gains[hop], curve.gains[hop + 1]);
}

double TruePeakLimiter::largestOfHops(const AudioClip& limited, const GainCurve& curve, float least,
                                      std::vector<float> (*measure)(const AudioClip& clip,
                                                                    const HopRange& hops)) const {
    double peak = 0.0;
    for (std::size_t k = 0; k < m_envelope.size(); ++k) {
        if (limitedPeak(curve, k) < least)
            continue;
        std::size_t end = k + 1;
        for (std::size_t j = end; j < std::min(m_envelope.size(), end + kShortGapHops); ++j) {
            if (limitedPeak(curve, j) >= least)
                end = j + 1;
        }
        for (const float value : measure(limited, {m_hopSamples, k, end - k}))
            peak = std::max<double>(peak, value);
        k = end - 1;
    }
    return peak;
}

double TruePeakLimiter::excessDb(const AudioClip& limited, const GainCurve& curve) const {
    if (curve.gains.size() <= 1)
        return 0.0;
    const double peak =
        largestOfHops(limited, curve, static_cast<float>(kHeld * m_ceiling), &largestReadings);
    const double over = peak > 0.0 ? decibels(peak / m_ceiling) : 0.0;
    return std::max(0.0, over);
}

double TruePeakLimiter::truePeakOf(const AudioClip& limited, const GainCurve& curve) const {
    float largest = 0.0F;
    for (std::size_t k = 0; k < m_envelope.size(); ++k)
        largest = std::max(largest, limitedPeak(curve, k));
    return largestOfHops(limited, curve, static_cast<float>(kNear) * largest, &truePeaks);
}

double limitPeaks(AudioClip& clip, const LimiterSettings& settings) {
    TruePeakLimiter limiter(clip, settings);
    const GainCurve curve = limiter.curve();
    const double reduction = limiter.reductionDb(1.0);
    apply(curve, clip);
    const double excess = limiter.excessDb(clip, curve);
    if (excess > 0.0)
        apply(constantGain(std::pow(10.0, -excess / 20.0)), clip);
    return reduction;
}

} // namespace tonegraft
