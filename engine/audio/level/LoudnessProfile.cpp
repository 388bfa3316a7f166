// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/level/LoudnessProfile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace tonegraft {

namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kBlocksASecond = 10.0; // gating blocks begin so often
constexpr std::size_t kStepsABlock = 4; // and last 400 ms
constexpr double kAbsoluteGateLufs = -70.0;
constexpr double kRelativeGate = 0.1; // of the power: -10 LU
constexpr double kOffsetLu = -0.691;
constexpr double kNearlyNothing = 1e-15; // a filter's state below it would become denormal

struct Biquad {
    double b0 = 1.0, b1 = 0.0, b2 = 0.0, a1 = 0.0, a2 = 0.0;
};

/// The two filters of BS.1770-4, annex 1, whose coefficients are given for 48 kHz, for any rate:
/// from the analog prototypes that libebur128 derives from them.
Biquad shelf(double rateHz) {
    const double k = std::tan(kPi * 1681.974450955533 / rateHz);
    const double q = 0.7071752369554196;
    const double vh = std::pow(10.0, 3.999843853973347 / 20.0);
    const double vb = std::pow(vh, 0.4996667741545416);
    const double a0 = 1.0 + k / q + k * k;
    return {(vh + vb * k / q + k * k) / a0, 2.0 * (k * k - vh) / a0, (vh - vb * k / q + k * k) / a0,
            2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0};
}

Biquad highPass(double rateHz) {
    const double k = std::tan(kPi * 38.13547087602444 / rateHz);
    const double q = 0.5003270373238773;
    const double a0 = 1.0 + k / q + k * k;
    return {1.0, -2.0, 1.0, 2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0};
}

/// Both filters, one channel, in transposed direct form II.
class KWeighting {
public:
    explicit KWeighting(double rateHz) : m_first(shelf(rateHz)), m_second(highPass(rateHz)) {}

    double energyOf(const float* samples, std::size_t count) {
        double energy = 0.0;
        for (std::size_t i = 0; i < count; ++i) {
            const double y = through(m_second, m_b, through(m_first, m_a, samples[i]));
            energy += y * y;
        }
        for (double* state : {m_a.data(), m_a.data() + 1, m_b.data(), m_b.data() + 1}) {
            if (std::fabs(*state) < kNearlyNothing)
                *state = 0.0;
        }
        return energy;
    }

private:
    static double through(const Biquad& f, std::array<double, 2>& state, double x) {
        const double y = f.b0 * x + state[0];
        state[0] = f.b1 * x - f.a1 * y + state[1];
        state[1] = f.b2 * x - f.a2 * y;
        return y;
    }

    Biquad m_first, m_second;
    std::array<double, 2> m_a{}, m_b{};
};

double lufs(double meanPower) {
    return kOffsetLu + 10.0 * std::log10(meanPower);
}

double meanAbove(const std::vector<double>& powers, double gate) {
    double sum = 0.0;
    std::size_t count = 0;
    for (const double power : powers) {
        if (power >= gate) {
            sum += power;
            ++count;
        }
    }
    return count > 0 ? sum / static_cast<double>(count) : 0.0;
}

double gated(const std::vector<double>& powers) {
    const double absolute = std::pow(10.0, (kAbsoluteGateLufs - kOffsetLu) / 10.0);
    const double first = meanAbove(powers, absolute);
    if (!(first > 0.0))
        return -std::numeric_limits<double>::infinity();
    return lufs(meanAbove(powers, std::max(absolute, kRelativeGate * first)));
}

} // namespace

LoudnessProfile::LoudnessProfile(const AudioClip& clip, std::size_t hopSamples)
    : m_hopSamples(hopSamples), m_sampleCount(clip.sampleCount()),
      m_sampleRateHz(clip.sampleRateHz) {
    m_energies.assign((m_sampleCount + hopSamples - 1) / hopSamples, 0.0F);
    for (const std::vector<float>& channel : clip.channels) {
        KWeighting weighting(clip.sampleRateHz);
        for (std::size_t k = 0; k < m_energies.size(); ++k) {
            const std::size_t begin = k * hopSamples;
            m_energies[k] += static_cast<float>(weighting.energyOf(
                channel.data() + begin, std::min(hopSamples, m_sampleCount - begin)));
        }
    }
}

double LoudnessProfile::integratedLufs(const GainCurve& gain) const {
    const double hopsAStep = m_sampleRateHz / kBlocksASecond / static_cast<double>(m_hopSamples);
    const auto steps = static_cast<std::size_t>(static_cast<double>(m_sampleCount) *
                                                kBlocksASecond / std::max(m_sampleRateHz, 1));
    const bool moves = gain.gains.size() > 1;
    const double constant = gain.empty() ? 1.0 : gain.gains.front();
    std::vector<double> ofSteps(steps, 0.0);
    for (std::size_t k = 0; k < m_energies.size(); ++k) {
        const auto step = static_cast<std::size_t>(static_cast<double>(k) / hopsAStep);
        if (step >= steps)
            break;
        double square = constant * constant;
        if (moves) { // the mean over a straight line
            const double a = gain.gains[std::min(k, gain.gains.size() - 1)];
            const double b = gain.gains[std::min(k + 1, gain.gains.size() - 1)];
            square = (a * a + a * b + b * b) / 3.0;
        }
        ofSteps[step] += square * m_energies[k];
    }
    std::vector<double> powers;
    const double samples = kStepsABlock * m_sampleRateHz / kBlocksASecond;
    for (std::size_t step = kStepsABlock; step <= steps; ++step) {
        double sum = 0.0;
        for (std::size_t j = step - kStepsABlock; j < step; ++j)
            sum += ofSteps[j];
        powers.push_back(sum / samples);
    }
    return gated(powers);
}

} // namespace tonegraft
