// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/NoteHolding.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kMiddleFrom = 0.35; // of the note: before it, it still begins
constexpr double kBeginSeconds = 0.05;
constexpr double kEndSeconds = 0.01; // before it is let go
constexpr double kLeastMiddle = 0.03;
constexpr double kFadeShare = 0.35; // of the middle part
constexpr double kMostFadeSeconds = 0.08;
constexpr double kSearchSeconds = 0.013; // on both sides: a period of 40 Hz
constexpr int kCoarse = 4;               // samples
constexpr double kMostFallOfStretch = 0.7;
constexpr double kWorthMoving = 1e-3; // of likeness: a period farther is no better
constexpr double kGolden = 0.6180339887498949;

using Position = std::ptrdiff_t;

class Holding {
public:
    Holding(const NoteSound& sound, double seconds, int sampleRateHz)
        : m_sound(sound), m_rate(sampleRateHz), m_mean(sound.channels.front().size(), 0.0F) {
        for (const std::vector<float>& channel : sound.channels) {
            for (std::size_t i = 0; i < m_mean.size(); ++i) {
                m_mean[i] += channel[i] / static_cast<float>(sound.channels.size());
            }
        }
        const auto all = static_cast<Position>(m_mean.size());
        const double heldSeconds = sound.offSeconds - sound.onsetSeconds;
        const Position onset = samples(sound.onsetSeconds);
        m_off = std::clamp<Position>(samples(sound.offSeconds), 2, all);
        m_to = std::max<Position>(m_off - samples(kEndSeconds), 2);
        m_from = onset + samples(std::max(kBeginSeconds, kMiddleFrom * heldSeconds));
        m_from =
            std::clamp<Position>(m_from, 0, std::max<Position>(m_to - samples(kLeastMiddle), 0));
        m_fade = std::clamp<Position>(
            std::min(static_cast<Position>(kFadeShare * static_cast<double>(m_to - m_from)),
                     samples(kFadeShare * seconds)),
            1, samples(kMostFadeSeconds));
        m_wantedOff = onset + samples(seconds);
        m_result.channels.resize(sound.channels.size());
        m_result.onsetSeconds = sound.onsetSeconds;
        m_result.offSeconds = sound.onsetSeconds + seconds;
    }

    NoteSound run() {
        const Position last = m_wantedOff - m_fade; // where it passes into its release
        copy((m_wantedOff > m_off ? std::min(m_to - m_fade, last) : last) - m_at);
        while (made() < last) {
            stayInside();
            join(nextStretch());
            copy(std::min(m_to - m_fade - m_at, last - made()));
        }
        stayInside();
        join(fitting(m_off - m_fade));
        copy(static_cast<Position>(m_mean.size()) - m_at);
        return std::move(m_result);
    }

private:
    Position samples(double seconds) const {
        return static_cast<Position>(std::llround(seconds * m_rate));
    }
    Position made() const { return static_cast<Position>(m_result.channels.front().size()); }

    /// What is faded out is there to its end.
    void stayInside() { m_at = std::min(m_at, static_cast<Position>(m_mean.size()) - m_fade); }

    void copy(Position count) {
        for (std::size_t c = 0; c < m_sound.channels.size() && count > 0; ++c) {
            for (Position i = 0; i < count; ++i) {
                m_result.channels[c].push_back(static_cast<float>(m_gain) *
                                               m_sound.channels[c][m_at + i]);
            }
        }
        m_at += std::max<Position>(count, 0);
    }

    /// Somewhere in the middle part, each time elsewhere.
    Position nextStretch() {
        m_turn = std::fmod(m_turn + kGolden, 1.0);
        const auto room = static_cast<double>(std::max<Position>(m_to - 2 * m_fade - m_from, 0));
        return fitting(m_from + static_cast<Position>(m_turn * room));
    }

    double likeness(Position there, Position step) const {
        double product = 0.0;
        double here2 = 1e-12;
        double there2 = 1e-12;
        for (Position i = 0; i < m_fade; i += step) {
            const double a = m_mean[m_at + i];
            const double b = m_mean[there + i];
            product += a * b;
            here2 += a * a;
            there2 += b * b;
        }
        return product / std::sqrt(here2 * there2);
    }

    /// The place near `there` whose wave is most like the one that goes on here.
    Position fitting(Position there) const {
        const Position lastStart = static_cast<Position>(m_mean.size()) - m_fade;
        const auto bounded = [&](Position at) { return std::clamp<Position>(at, 0, lastStart); };
        const auto best = [&](Position around, Position reach, Position step, Position stride) {
            Position found = bounded(around);
            double most = likeness(found, stride) + kWorthMoving;
            for (Position at = bounded(around - reach); at <= bounded(around + reach); at += step) {
                const double of = likeness(at, stride);
                if (of > most) {
                    most = of;
                    found = at;
                }
            }
            return found;
        };
        const Position coarse = best(there, samples(kSearchSeconds), kCoarse, kCoarse);
        return best(coarse, kCoarse - 1, 1, 1);
    }

    double levelAt(Position at) const {
        double sum = 1e-20;
        for (Position i = at; i < at + m_fade; ++i) {
            sum += static_cast<double>(m_mean[i]) * m_mean[i];
        }
        return std::sqrt(sum);
    }

    /// Passes over to another place, at the level that is reached.
    void join(Position there) {
        const double like = std::max(0.0, likeness(there, 1));
        const double gain =
            m_gain * std::clamp(levelAt(m_at) / levelAt(there), kMostFallOfStretch, 1.0);
        for (Position i = 0; i < m_fade; ++i) {
            const double in = (static_cast<double>(i) + 0.5) / static_cast<double>(m_fade);
            const double out = 1.0 - in;
            // So that the power stays, whether both add up as waves or as noise.
            const double norm = 1.0 / std::sqrt(in * in + out * out + 2.0 * like * in * out);
            for (std::size_t c = 0; c < m_sound.channels.size(); ++c) {
                const std::vector<float>& from = m_sound.channels[c];
                m_result.channels[c].push_back(static_cast<float>(
                    norm * (out * m_gain * from[m_at + i] + in * gain * from[there + i])));
            }
        }
        m_gain = gain;
        m_at = there + m_fade;
    }

    const NoteSound& m_sound;
    int m_rate;
    std::vector<float> m_mean; // of the channels
    Position m_off = 0;
    Position m_from = 0, m_to = 0; // the middle part
    Position m_fade = 0;
    Position m_wantedOff = 0;
    NoteSound m_result;
    Position m_at = 0; // in the sound
    double m_gain = 1.0;
    double m_turn = 0.0;
};

} // namespace

NoteSound held(const NoteSound& sound, double seconds, int sampleRateHz) {
    return Holding(sound, seconds, sampleRateHz).run();
}

} // namespace tonegraft
