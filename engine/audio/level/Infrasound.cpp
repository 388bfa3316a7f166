// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/level/Infrasound.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tonegraft {

namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kNodesASecond = 1000.0;
constexpr double kCutoffHz = 21.0;
constexpr double kLeastOffset = 1e-4; // of the power
constexpr double kLeastShare = 1e-2;  // likewise: single attacks have up to a thousandth there
constexpr double kKaiserBeta = 5.65;  // -60 dB, over 6 Hz with this length:
constexpr int kReach = 300;           // nodes to either side
constexpr int kSpline = 2;            // hops that a B-spline reaches to either side

/// The cubic B-spline: sums of its shifts by 1 are 1, and its spectrum is sinc^4.
double spline(double u) {
    const double size = std::fabs(u);
    if (size >= 2.0)
        return 0.0;
    if (size >= 1.0)
        return std::pow(2.0 - size, 3) / 6.0;
    return 2.0 / 3.0 - size * size + 0.5 * size * size * size;
}

/// spline((i - kSpline * hop) / hop) for all i that it covers.
std::vector<float> splineTable(std::size_t hop) {
    std::vector<float> table(2 * kSpline * hop);
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] =
            static_cast<float>(spline(static_cast<double>(i) / static_cast<double>(hop) - kSpline));
    return table;
}

std::vector<double> lowPass(double nodesASecond) {
    std::vector<double> taps(2 * kReach + 1);
    double sum = 0.0;
    for (int k = -kReach; k <= kReach; ++k) {
        const double turn = 2.0 * kPi * kCutoffHz / nodesASecond * k;
        const double inside = static_cast<double>(k) / (kReach + 1);
        const double tap = (k == 0 ? 1.0 : std::sin(turn) / turn) *
                           std::cyl_bessel_i(0.0, kKaiserBeta * std::sqrt(1.0 - inside * inside));
        taps[static_cast<std::size_t>(k + kReach)] = tap;
        sum += tap;
    }
    for (double& tap : taps)
        tap /= sum;
    return taps;
}

/// The index inside a signal that is mirrored at its first and last sample.
std::size_t mirrored(std::ptrdiff_t at, std::ptrdiff_t count) {
    if (count == 1)
        return 0;
    const std::ptrdiff_t period = 2 * (count - 1);
    const std::ptrdiff_t inside = ((at % period) + period) % period;
    return static_cast<std::size_t>(inside < count ? inside : period - inside);
}

/// The mean around sample node * hop under the spline.
double meanAt(const std::vector<float>& samples, std::ptrdiff_t node, std::ptrdiff_t hop,
              const std::vector<float>& table) {
    const std::ptrdiff_t first = (node - kSpline) * hop;
    const auto count = static_cast<std::ptrdiff_t>(samples.size());
    const auto length = static_cast<std::ptrdiff_t>(table.size());
    if (first >= 0 && first + length <= count) {
        float sum = 0.0F;
        for (std::ptrdiff_t i = 0; i < length; ++i)
            sum += table[i] * samples[first + i];
        return sum / static_cast<double>(hop);
    }
    double sum = 0.0;
    for (std::ptrdiff_t i = 0; i < length; ++i)
        sum += static_cast<double>(table[i]) * samples[mirrored(first + i, count)];
    return sum / static_cast<double>(hop);
}

/// Weights of the splines around nodes -1, 0, ... that make up the low part of the samples.
std::vector<double> lowNodes(const std::vector<float>& samples, std::size_t hop,
                             const std::vector<double>& taps) {
    const std::vector<float> table = splineTable(hop);
    const std::size_t count = samples.size() / hop + 2 * kSpline;
    std::vector<double> means(count + 2 * kReach);
    for (std::size_t k = 0; k < means.size(); ++k)
        means[k] = meanAt(samples, static_cast<std::ptrdiff_t>(k) - kReach - 1,
                          static_cast<std::ptrdiff_t>(hop), table);
    std::vector<double> nodes(count, 0.0);
    for (std::size_t k = 0; k < count; ++k) {
        for (std::size_t j = 0; j < taps.size(); ++j)
            nodes[k] += taps[j] * means[k + j];
    }
    return nodes;
}

double sumOf(const std::vector<float>& values) {
    double sum = 0.0;
    for (const float value : values)
        sum += value;
    return sum;
}

template <class Value> double squaresOf(const std::vector<Value>& values) {
    double sum = 0.0;
    for (const Value value : values)
        sum += static_cast<double>(value) * value;
    return sum;
}

} // namespace

Infrasound::Infrasound(const AudioClip& clip) {
    if (clip.empty())
        return;
    m_hopSamples =
        static_cast<std::size_t>(std::max(1L, std::lround(clip.sampleRateHz / kNodesASecond)));
    const std::vector<double> taps =
        lowPass(static_cast<double>(clip.sampleRateHz) / static_cast<double>(m_hopSamples));
    double offset = 0.0;
    double low = 0.0;
    double all = 0.0;
    for (const std::vector<float>& channel : clip.channels) {
        m_nodes.push_back(lowNodes(channel, m_hopSamples, taps));
        low += squaresOf(m_nodes.back()) * static_cast<double>(m_hopSamples);
        all += squaresOf(channel);
        const double sum = sumOf(channel);
        offset += sum * sum / static_cast<double>(channel.size());
    }
    m_matters = low > kLeastShare * all || offset > kLeastOffset * all;
}

void Infrasound::removeFrom(AudioClip& clip) const {
    const std::vector<float> table = splineTable(m_hopSamples);
    for (std::size_t c = 0; c < m_nodes.size(); ++c) {
        const std::vector<double>& nodes = m_nodes[c];
        std::vector<float>& samples = clip.channels[c];
        for (std::size_t begin = 0; begin < samples.size(); begin += m_hopSamples) {
            // The splines that reach into a hop are those around four nodes.
            const std::size_t first = begin / m_hopSamples;
            const std::size_t count = std::min(m_hopSamples, samples.size() - begin);
            std::array<float, 2 * kSpline> weights{};
            for (std::size_t j = 0; j < weights.size(); ++j)
                weights[j] = static_cast<float>(nodes[first + j]);
            for (std::size_t i = 0; i < count; ++i) {
                float low = 0.0F;
                for (std::size_t j = 0; j < weights.size(); ++j)
                    low += weights[j] * table[i + (weights.size() - 1 - j) * m_hopSamples];
                samples[begin + i] -= low;
            }
        }
    }
}

} // namespace tonegraft
