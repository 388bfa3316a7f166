// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/Sounding.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace tonegraft {

namespace {

constexpr double kLeastSilenceSeconds = 0.05;
constexpr double kGapSeconds = 0.06;      // that is left of a silence between two sounds
constexpr double kShortGapSeconds = 0.08; // and one up to there is left alone
constexpr double kLeastPartSeconds = 0.5; // what the methods need, about
constexpr float kChange = 1e-5F;          // of the peak
constexpr double kSilentChannel = 1e-5;   // of the loudest one's level

std::size_t samplesOf(double seconds, int rateHz) {
    return static_cast<std::size_t>(std::lround(seconds * rateHz));
}

float peakOf(const AudioClip& clip) {
    float peak = 0.0F;
    for (const std::vector<float>& channel : clip.channels) {
        for (const float sample : channel) {
            peak = std::max(peak, std::fabs(sample));
        }
    }
    return peak;
}

/// Level without an offset.
double levelOf(const std::vector<float>& samples) {
    double sum = 0.0;
    double squares = 0.0;
    for (const float sample : samples) {
        sum += sample;
        squares += static_cast<double>(sample) * sample;
    }
    const auto count = static_cast<double>(samples.size());
    return std::sqrt(std::max(0.0, squares / count - (sum / count) * (sum / count)));
}

/// The run of samples near the value of `at`.
SampleRange steadyAround(const std::vector<float>& samples, std::size_t at, float tolerance) {
    const auto isNear = [&](std::size_t i) {
        return std::fabs(samples[i] - samples[at]) <= tolerance;
    };
    SampleRange run{at, at + 1};
    while (run.begin > 0 && isNear(run.begin - 1)) {
        --run.begin;
    }
    while (run.end < samples.size() && isNear(run.end)) {
        ++run.end;
    }
    return run;
}

/// A long run is met by two neighbors of a grid of half its length.
std::vector<SampleRange> silencesIn(const std::vector<float>& samples, std::size_t least,
                                    float tolerance) {
    std::vector<SampleRange> found;
    const std::size_t step = std::max<std::size_t>(1, least / 2);
    for (std::size_t at = 0; at < samples.size(); at += step) {
        const std::size_t next = std::min(at + step, samples.size()) - 1;
        if (std::fabs(samples[at] - samples[next]) > tolerance) {
            continue;
        }
        const SampleRange run = steadyAround(samples, at, tolerance);
        if (run.length() >= std::min(least, samples.size())) {
            found.push_back(run);
            at = std::max(at, run.end / step * step); // and on from behind it
        }
    }
    return found;
}

std::vector<SampleRange> intersection(const std::vector<SampleRange>& a,
                                      const std::vector<SampleRange>& b) {
    std::vector<SampleRange> common;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
        const SampleRange both{std::max(i->begin, j->begin), std::min(i->end, j->end)};
        if (both.begin < both.end) {
            common.push_back(both);
        }
        i->end < j->end ? ++i : ++j;
    }
    return common;
}

std::vector<SampleRange> outside(const std::vector<SampleRange>& silences, std::size_t count) {
    std::vector<SampleRange> sounds;
    std::size_t begin = 0;
    for (const SampleRange& silence : silences) {
        if (silence.begin > begin) {
            sounds.push_back({begin, silence.begin});
        }
        begin = std::max(begin, silence.end);
    }
    if (begin < count) {
        sounds.push_back({begin, count});
    }
    return sounds;
}

std::size_t lengthOf(const std::vector<SampleRange>& ranges) {
    std::size_t length = 0;
    for (const SampleRange& range : ranges) {
        length += range.length();
    }
    return length;
}

} // namespace

bool operator==(const SampleRange& a, const SampleRange& b) {
    return a.begin == b.begin && a.end == b.end;
}

Sounding::Sounding(const AudioClip& clip)
    : m_rateHz(clip.sampleRateHz), m_sampleCount(clip.sampleCount()) {
    const std::size_t least = std::max<std::size_t>(2, samplesOf(kLeastSilenceSeconds, m_rateHz));
    const float tolerance = kChange * peakOf(clip);
    for (const std::vector<float>& channel : clip.channels) {
        m_silences.push_back(silencesIn(channel, least, tolerance));
    }
    findChannels(clip);
    chooseKept();
    m_isAll = lengthOf(m_kept) == m_sampleCount && m_channels.size() == m_silences.size() &&
              std::all_of(m_silences.begin(), m_silences.end(),
                          [](const std::vector<SampleRange>& s) { return s.empty(); });
}

void Sounding::findChannels(const AudioClip& clip) {
    std::vector<double> levels;
    for (const std::vector<float>& channel : clip.channels) {
        levels.push_back(levelOf(channel));
    }
    const double loudest = *std::max_element(levels.begin(), levels.end());
    for (std::size_t c = 0; c < levels.size(); ++c) {
        if (levels[c] > kSilentChannel * loudest) {
            m_channels.push_back(c);
        } else {
            m_silences[c] = {{0, m_sampleCount}};
        }
    }
}

std::vector<SampleRange> Sounding::commonSilence() const {
    std::vector<SampleRange> common{{0, m_sampleCount}};
    for (const std::size_t c : m_channels) {
        common = intersection(common, m_silences[c]);
    }
    return common;
}

void Sounding::chooseKept() {
    const std::size_t shortGap = samplesOf(kShortGapSeconds, m_rateHz);
    const std::size_t half = samplesOf(kGapSeconds / 2.0, m_rateHz);
    std::vector<SampleRange> cut;
    for (const SampleRange& silence : commonSilence()) {
        const bool atStart = silence.begin == 0;
        const bool atEnd = silence.end == m_sampleCount;
        if (atStart || atEnd || silence.length() > shortGap) {
            cut.push_back({silence.begin + (atStart ? 0
                                            : atEnd ? 0
                                                    : half),
                           silence.end - (atEnd     ? 0
                                          : atStart ? 0
                                                    : half)});
        }
    }
    m_kept = outside(cut, m_sampleCount);
    const std::size_t least = std::min(m_sampleCount, samplesOf(kLeastPartSeconds, m_rateHz));
    const std::size_t kept = lengthOf(m_kept);
    if (kept >= least || m_kept.empty()) {
        return;
    }
    // Of a short sound a method needs some silence around it.
    m_kept.back().end = std::min(m_sampleCount, m_kept.back().end + (least - kept));
    const std::size_t missing = least - std::min(least, lengthOf(m_kept));
    m_kept.front().begin -= std::min(missing, m_kept.front().begin);
    if (lengthOf(m_kept) < least) {
        m_kept = {{0, m_sampleCount}};
    }
}

std::size_t Sounding::partLength() const {
    return lengthOf(m_kept);
}

AudioClip Sounding::of(const AudioClip& clip) const {
    AudioClip part;
    part.sampleRateHz = clip.sampleRateHz;
    for (const std::size_t c : m_channels) {
        std::vector<float> samples;
        samples.reserve(partLength());
        for (const SampleRange& range : m_kept) {
            samples.insert(samples.end(),
                           clip.channels[c].begin() + static_cast<std::ptrdiff_t>(range.begin),
                           clip.channels[c].begin() + static_cast<std::ptrdiff_t>(range.end));
        }
        part.channels.push_back(std::move(samples));
    }
    return part;
}

void Sounding::mute(AudioClip& part) const {
    for (std::size_t i = 0; i < m_channels.size(); ++i) {
        std::ptrdiff_t at = 0; // of the range, in the part
        for (const SampleRange& range : m_kept) {
            for (const SampleRange& silence : intersection(m_silences[m_channels[i]], {range})) {
                const auto begin =
                    part.channels[i].begin() + at - static_cast<std::ptrdiff_t>(range.begin);
                std::fill(begin + static_cast<std::ptrdiff_t>(silence.begin),
                          begin + static_cast<std::ptrdiff_t>(silence.end), 0.0F);
            }
            at += static_cast<std::ptrdiff_t>(range.length());
        }
    }
}

std::size_t Sounding::scaled(std::size_t sample, int rateHz) const {
    if (rateHz == m_rateHz) {
        return sample;
    }
    const auto from = static_cast<std::uint64_t>(m_rateHz);
    return static_cast<std::size_t>((2 * sample * static_cast<std::uint64_t>(rateHz) + from) /
                                    (2 * from));
}

std::vector<SampleRange> Sounding::soundsIn(int channels, int channel, int rateHz) const {
    const bool own = channels == static_cast<int>(m_silences.size());
    std::vector<SampleRange> sounds = outside(
        own ? m_silences[static_cast<std::size_t>(channel)] : commonSilence(), m_sampleCount);
    for (SampleRange& range : sounds) {
        range = {scaled(range.begin, rateHz), scaled(range.end, rateHz)};
    }
    return sounds;
}

AudioClip Sounding::putBack(const AudioClip& sound) const {
    if (m_isAll) {
        return sound;
    }
    const int rate = sound.sampleRateHz;
    AudioClip whole;
    whole.sampleRateHz = rate;
    const bool sameChannels = sound.channels.size() == m_channels.size();
    const std::size_t channels = sameChannels ? m_silences.size() : sound.channels.size();
    std::size_t partAt = 0; // in the part's own samples
    std::size_t end = 0;
    whole.channels.assign(channels, std::vector<float>(scaled(m_sampleCount, rate), 0.0F));
    for (const SampleRange& range : m_kept) {
        const std::size_t from = scaled(partAt, rate);
        const std::size_t to = scaled(range.begin, rate);
        partAt += range.length();
        if (from >= sound.sampleCount()) {
            break;
        }
        const std::size_t count =
            std::min(scaled(range.end, rate) - to, sound.sampleCount() - from);
        for (std::size_t c = 0; c < sound.channels.size(); ++c) {
            std::copy_n(sound.channels[c].begin() + static_cast<std::ptrdiff_t>(from), count,
                        whole.channels[sameChannels ? m_channels[c] : c].begin() +
                            static_cast<std::ptrdiff_t>(to));
        }
        end = to + count;
    }
    const bool brokeOff = sound.sampleCount() + 2 < scaled(partLength(), rate);
    for (std::size_t c = 0; c < channels; ++c) {
        const std::vector<SampleRange> sounds =
            soundsIn(static_cast<int>(channels), static_cast<int>(c), rate);
        for (const SampleRange& silence : outside(sounds, whole.channels[c].size())) {
            std::fill(whole.channels[c].begin() + static_cast<std::ptrdiff_t>(silence.begin),
                      whole.channels[c].begin() + static_cast<std::ptrdiff_t>(silence.end), 0.0F);
        }
        if (brokeOff) {
            whole.channels[c].resize(end);
        }
    }
    return whole;
}

double Sounding::secondOf(double secondOfPart) const {
    double begin = 0.0;
    for (const SampleRange& range : m_kept) {
        const double length = static_cast<double>(range.length()) / m_rateHz;
        if (secondOfPart <= begin + length) {
            return static_cast<double>(range.begin) / m_rateHz + secondOfPart - begin;
        }
        begin += length;
    }
    return static_cast<double>(m_sampleCount) / m_rateHz;
}

Spectrogram Sounding::putBack(const Spectrogram& picture) const {
    if (m_isAll || picture.empty()) {
        return picture;
    }
    const double hop = static_cast<double>(picture.hopSamples) / picture.sampleRateHz;
    const double seconds = static_cast<double>(m_sampleCount) / m_rateHz;
    const double partSeconds = static_cast<double>(partLength()) / m_rateHz;
    Spectrogram whole = picture;
    // As many frames more as the clip is longer; a picture that breaks off stays as long.
    const bool brokeOff = (picture.frames + 1) * hop < partSeconds;
    const double shown = brokeOff ? secondOf(picture.frames * hop) : seconds;
    whole.frames = 1 + static_cast<int>(shown / hop + 1e-9);
    whole.magnitudes.assign(static_cast<std::size_t>(whole.frames) * picture.bins, 0.0F);
    double begin = 0.0; // of the range, in the part
    for (const SampleRange& range : m_kept) {
        const double first = static_cast<double>(range.begin) / m_rateHz;
        const double length = static_cast<double>(range.length()) / m_rateHz;
        for (int t = static_cast<int>(std::ceil(first / hop));
             t < whole.frames && t * hop <= first + length; ++t) {
            const auto from =
                std::min<long>(std::lround((begin + t * hop - first) / hop), picture.frames - 1);
            std::copy_n(picture.magnitudes.begin() + from * picture.bins, picture.bins,
                        whole.magnitudes.begin() + static_cast<std::ptrdiff_t>(t) * picture.bins);
        }
        begin += length;
    }
    return whole;
}

} // namespace tonegraft
