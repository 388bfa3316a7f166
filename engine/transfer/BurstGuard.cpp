// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/BurstGuard.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {

namespace {

constexpr double kHopSeconds = 0.005;
constexpr std::size_t kHopsALevel = 4;
constexpr std::size_t kHeldHops = 70; // 0.35 s
constexpr std::size_t kAheadHops = 8; // 40 ms: a sound may begin a little early
constexpr float kFallAHop = 0.3F;     // 60 dB a second
constexpr float kOverDb = 6.0F;
constexpr float kSoundingDb = 40.0F; // below the loudest moment
constexpr float kFloorDb = 100.0F;   // likewise
constexpr double kShareOfMoments = 0.9;
constexpr std::size_t kWidenedHops = 4; // the gain goes down before a burst and up after it
constexpr std::size_t kSmoothedHops = 2;
constexpr float kNothingDb = -200.0F;

std::size_t hopOf(const AudioClip& clip) {
    return static_cast<std::size_t>(std::max(1L, std::lround(kHopSeconds * clip.sampleRateHz)));
}

/// Mean power of each hop, over time and channels.
std::vector<float> powersOf(const AudioClip& clip) {
    const double hop = kHopSeconds * clip.sampleRateHz;
    const auto hops =
        static_cast<std::size_t>(std::ceil(static_cast<double>(clip.sampleCount()) / hop));
    std::vector<float> powers(hops, 0.0F);
    for (std::size_t k = 0; k < hops; ++k) {
        const auto begin = static_cast<std::size_t>(static_cast<double>(k) * hop);
        const auto end = std::min(clip.sampleCount(),
                                  static_cast<std::size_t>(static_cast<double>(k + 1) * hop));
        float squares = 0.0F;
        for (const std::vector<float>& channel : clip.channels) {
            for (std::size_t i = begin; i < end; ++i) {
                squares += channel[i] * channel[i];
            }
        }
        powers[k] = squares / static_cast<float>(hop * clip.channelCount());
    }
    return powers;
}

/// Level of the 20 ms around the beginning of each hop; at least kFloorDb below the loudest.
std::vector<float> levelsOf(const AudioClip& clip) {
    const std::vector<float> powers = powersOf(clip);
    std::vector<float> levels(powers.size() + 1, kNothingDb);
    float loudest = kNothingDb;
    for (std::size_t k = 0; k < levels.size(); ++k) {
        float sum = 0.0F;
        for (std::size_t j = k >= kHopsALevel / 2 ? k - kHopsALevel / 2 : 0;
             j < std::min(powers.size(), k + kHopsALevel / 2); ++j) {
            sum += powers[j];
        }
        if (sum > 0.0F) {
            levels[k] = 10.0F * std::log10(sum / static_cast<float>(kHopsALevel));
        }
        loudest = std::max(loudest, levels[k]);
    }
    for (float& level : levels) {
        level = std::max(level, loudest - kFloorDb);
    }
    return levels;
}

/// The largest of each value, the `behind` before it and the `ahead` after it.
std::vector<float> largestAround(const std::vector<float>& values, std::size_t behind,
                                 std::size_t ahead) {
    std::vector<float> largest(values.size());
    for (std::size_t k = 0; k < values.size(); ++k) {
        const std::size_t begin = k > behind ? k - behind : 0;
        const std::size_t end = std::min(values.size(), k + ahead + 1);
        largest[k] = *std::max_element(values.begin() + static_cast<std::ptrdiff_t>(begin),
                                       values.begin() + static_cast<std::ptrdiff_t>(end));
    }
    return largest;
}

float usualLevel(const std::vector<float>& levels, const std::vector<float>& content) {
    const float least = *std::max_element(content.begin(), content.end()) - kSoundingDb;
    std::vector<float> sounding;
    for (std::size_t k = 0; k < std::min(levels.size(), content.size()); ++k) {
        if (content[k] > least) {
            sounding.push_back(levels[k]);
        }
    }
    if (sounding.empty()) {
        return kNothingDb;
    }
    const auto at =
        sounding.begin() +
        static_cast<std::ptrdiff_t>(kShareOfMoments * static_cast<double>(sounding.size() - 1));
    std::nth_element(sounding.begin(), at, sounding.end());
    return *at;
}

/// Turned down by `excess` dB and, smoothly, around it.
std::vector<float> gainsFor(const std::vector<float>& excess) {
    const std::vector<float> wide = largestAround(excess, kWidenedHops, kWidenedHops);
    std::vector<float> gains(excess.size());
    for (std::size_t k = 0; k < wide.size(); ++k) {
        const std::size_t begin = k > kSmoothedHops ? k - kSmoothedHops : 0;
        const std::size_t end = std::min(wide.size(), k + kSmoothedHops + 1);
        float sum = 0.0F;
        for (std::size_t j = begin; j < end; ++j) {
            sum += wide[j];
        }
        gains[k] = std::pow(10.0F, -sum / static_cast<float>(end - begin) / 20.0F);
    }
    return gains;
}

} // namespace

BurstGuard::BurstGuard(const AudioClip& content)
    : m_content(levelsOf(content)), m_allowed(largestAround(m_content, kHeldHops, kAheadHops)) {
    for (std::size_t k = 1; k < m_allowed.size(); ++k) {
        m_allowed[k] = std::max(m_allowed[k], m_allowed[k - 1] - kFallAHop);
    }
}

GainCurve BurstGuard::curve(const AudioClip& output) const {
    const std::vector<float> levels = levelsOf(output);
    const float usual = usualLevel(levels, m_content);
    const float ofContent = usualLevel(m_content, m_content);
    if (usual <= kNothingDb || ofContent <= kNothingDb) {
        return {};
    }
    std::vector<float> excess(levels.size(), 0.0F);
    bool bursts = false;
    for (std::size_t k = 0; k < levels.size(); ++k) {
        const float allowed = m_allowed[std::min(k, m_allowed.size() - 1)] + usual - ofContent;
        excess[k] = std::max(0.0F, levels[k] - allowed - kOverDb);
        bursts = bursts || excess[k] > 0.0F;
    }
    return bursts ? GainCurve{hopOf(output), gainsFor(excess)} : GainCurve{};
}

} // namespace tonegraft
