// SPDX-License-Identifier: GPL-3.0-or-later
#include "notes/NoteFactors.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kLoudPercentile = 0.95;
constexpr double kLevelSeconds = 0.25;
constexpr double kPeakSeconds = 0.12; // within which a note is at its loudest after its start
constexpr int kLeastFrames = 5;       // that tell a slope

double loudAmplitude(const NoteFactors& factors, const std::vector<NoteEvent>& notes) {
    std::vector<double> loudest(factors.frames(), 0.0);
    for (const NoteEvent& note : notes) {
        for (int t = factors.frameAt(note.startSeconds); t <= factors.frameAt(note.endSeconds);
             ++t) {
            loudest[t] = std::max(loudest[t], factors.amplitude(note.pitch, t));
        }
    }
    const auto at = static_cast<std::ptrdiff_t>(kLoudPercentile * (loudest.size() - 1.0));
    std::nth_element(loudest.begin(), loudest.begin() + at, loudest.end());
    return loudest[at];
}

double slopeOfLine(const std::vector<double>& values, double step) {
    const double middle = (values.size() - 1.0) / 2.0;
    double product = 0.0;
    double square = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        product += (i - middle) * values[i];
        square += (i - middle) * (i - middle);
    }
    return product / square / step;
}

} // namespace

void measureLevels(const NoteFactors& factors, std::vector<NoteEvent>& notes) {
    const double reference = loudAmplitude(factors, notes) + 1e-12;
    for (NoteEvent& note : notes) {
        const int first = factors.frameAt(note.startSeconds);
        const int end =
            std::max(first + 1,
                     factors.frameAt(std::min(note.endSeconds, note.startSeconds + kLevelSeconds)));
        double power = 0.0;
        for (int t = first; t < end; ++t) {
            const double amplitude = factors.amplitude(note.pitch, t);
            power += amplitude * amplitude;
        }
        note.levelDb = 20.0 * std::log10(std::sqrt(power / (end - first)) / reference + 1e-6);
    }
}

double slopeOf(const NoteFactors& factors, const NoteEvent& note) {
    std::vector<double> levels;
    for (int t = factors.frameAt(note.startSeconds); t <= factors.frameAt(note.endSeconds); ++t) {
        levels.push_back(20.0 * std::log10(factors.amplitude(note.pitch, t) + 1e-9));
    }
    const auto searched = std::clamp<std::ptrdiff_t>(
        static_cast<std::ptrdiff_t>(kPeakSeconds / factors.frameSeconds()), 1,
        static_cast<std::ptrdiff_t>(levels.size()));
    levels.erase(levels.begin(), std::max_element(levels.begin(), levels.begin() + searched));
    if (levels.size() > kLeastFrames + 1) {
        levels.resize(levels.size() - 2); // the last ones hear the end already
    }
    return static_cast<int>(levels.size()) >= kLeastFrames
               ? slopeOfLine(levels, factors.frameSeconds())
               : 0.0;
}

double medianSlope(const NoteFactors& factors, const std::vector<NoteEvent>& notes,
                   double leastSeconds) {
    std::vector<std::pair<double, double>> slopes; // and durations
    double total = 0.0;
    for (const NoteEvent& note : notes) {
        const double slope = slopeOf(factors, note);
        if (slope != 0.0 && note.seconds() > leastSeconds) {
            slopes.emplace_back(slope, note.seconds());
            total += note.seconds();
        }
    }
    std::sort(slopes.begin(), slopes.end());
    double passed = 0.0;
    for (const auto& [slope, seconds] : slopes) {
        passed += seconds;
        if (passed >= total / 2.0) {
            return slope;
        }
    }
    return 0.0;
}

} // namespace tonegraft
