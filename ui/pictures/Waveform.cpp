// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/Waveform.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace tonegraft {
namespace {

constexpr float kFar = std::numeric_limits<float>::max();
constexpr WaveformPeak kNone{kFar, -kFar};

void widen(WaveformPeak& peak, const WaveformPeak& other) {
    peak.low = std::min(peak.low, other.low);
    peak.high = std::max(peak.high, other.high);
}

/// Of the samples [first, last).
WaveformPeak peakOf(const AudioClip& clip, std::size_t first, std::size_t last) {
    WaveformPeak peak = kNone;
    for (const std::vector<float>& channel : clip.channels) {
        for (std::size_t i = first; i < last; ++i) {
            peak.low = std::min(peak.low, channel[i]);
            peak.high = std::max(peak.high, channel[i]);
        }
    }
    return peak;
}

std::vector<WaveformPeak> coarser(const std::vector<WaveformPeak>& finer) {
    std::vector<WaveformPeak> peaks(
        (finer.size() + Waveform::kReduction - 1) / Waveform::kReduction, kNone);
    for (std::size_t i = 0; i < finer.size(); ++i) {
        widen(peaks[i / Waveform::kReduction], finer[i]);
    }
    return peaks;
}

} // namespace

Waveform::Waveform(std::shared_ptr<const AudioClip> clip) : m_clip(std::move(clip)) {
    const std::size_t samples = m_clip->sampleCount();
    std::vector<WaveformPeak> finest;
    finest.reserve(samples / kSamplesPerPeak + 1);
    for (std::size_t first = 0; first < samples; first += kSamplesPerPeak) {
        finest.push_back(peakOf(*m_clip, first, std::min(first + kSamplesPerPeak, samples)));
        m_loudest = std::max({m_loudest, finest.back().high, -finest.back().low});
    }
    m_peaks.push_back(std::move(finest));
    while (m_peaks.back().size() > kReduction) {
        m_peaks.push_back(coarser(m_peaks.back()));
    }
}

WaveformPeak Waveform::extremes(double startSeconds, double endSeconds) const {
    const auto samples = static_cast<double>(m_clip->sampleCount());
    const double rate = m_clip->sampleRateHz;
    if (m_clip->empty() || !(endSeconds > 0.0 && startSeconds * rate + 1.0 <= samples)) {
        return {};
    }
    constexpr double kSlack = 1e-6; // of a sample: seconds are rounded
    const auto first =
        static_cast<std::size_t>(std::max(std::floor(startSeconds * rate + kSlack), 0.0));
    const auto last = static_cast<std::size_t>(
        std::clamp(std::ceil(endSeconds * rate - kSlack), first + 1.0, samples));
    if (last - first < kSamplesPerPeak) {
        return peakOf(*m_clip, first, last);
    }
    std::size_t resolution = 0;
    std::size_t stretch = kSamplesPerPeak;
    while (resolution + 1 < m_peaks.size() && last - first >= stretch * kReduction) {
        stretch *= kReduction;
        ++resolution;
    }
    WaveformPeak peak = kNone;
    const std::vector<WaveformPeak>& peaks = m_peaks[resolution];
    const std::size_t end = std::min((last + stretch - 1) / stretch, peaks.size());
    for (std::size_t i = first / stretch; i < end; ++i) {
        widen(peak, peaks[i]);
    }
    return peak;
}

} // namespace tonegraft
