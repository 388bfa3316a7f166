// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/quality/judge/Motion.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace tonegraft::quality {
namespace {

// Frames are 5.8 ms apart; a window sees a tone from 23 ms before to 23 ms after.
constexpr int kFirstBin = 116; // 2.5 kHz
constexpr int kEndBin = 420;   // 9 kHz
constexpr int kBesideFirst = 4;
constexpr int kBesideLast = 11;
constexpr double kStandsOut = 31.6; // 15 dB
constexpr double kHeard = 1e-5;     // of the loudest frame
constexpr int kLeastFrames = 6;
constexpr int kMostFrames = 24;
constexpr int kFramesApart = 10;
constexpr double kFades = 16.0; // 12 dB

class Tracks {
public:
    explicit Tracks(const FeatureMap<double>& powers)
        : m_powers(powers), m_isPeak(powers.values.size(), 0) {
        double loudest = 0.0;
        for (int frame = 0; frame < powers.frames; ++frame) {
            const double* row = powers.frame(0, frame);
            double energy = 0.0;
            for (int bin = 0; bin < powers.bins; ++bin) {
                energy += row[bin];
            }
            loudest = std::max(loudest, energy);
        }
        for (int frame = 0; frame < powers.frames; ++frame) {
            for (int bin = kFirstBin; bin < kEndBin; ++bin) {
                peak(frame, bin) = isPeak(powers.frame(0, frame), bin, kHeard * loudest) ? 1 : 0;
            }
        }
    }

    int lonelyTracks() {
        int count = 0;
        for (int frame = 0; frame < m_powers.frames; ++frame) {
            for (int bin = kFirstBin; bin < kEndBin; ++bin) {
                if (peak(frame, bin) != 0) {
                    count += isLonely(follow(frame, bin)) ? 1 : 0;
                }
            }
        }
        return count;
    }

private:
    using Track = std::vector<std::pair<int, int>>;

    char& peak(int frame, int bin) {
        return m_isPeak[static_cast<std::size_t>(frame) * m_powers.bins + bin];
    }

    static bool isPeak(const double* row, int bin, double least) {
        if (row[bin] < least || row[bin] < row[bin - 1] || row[bin] < row[bin + 1]) {
            return false;
        }
        std::array<double, 2 * (kBesideLast - kBesideFirst + 1)> beside{};
        std::size_t count = 0;
        for (int away = kBesideFirst; away <= kBesideLast; ++away) {
            beside[count++] = row[bin - away];
            beside[count++] = row[bin + away];
        }
        std::nth_element(beside.begin(), beside.begin() + beside.size() / 2, beside.end());
        return row[bin] > kStandsOut * beside[beside.size() / 2];
    }

    /// Takes the track's peaks away, so that each is followed once.
    Track follow(int frame, int bin) {
        Track track;
        while (bin >= 0) {
            track.emplace_back(frame, bin);
            peak(frame, bin) = 0;
            ++frame;
            int next = -1;
            for (const int candidate : {bin + 1, bin - 1, bin}) {
                if (frame < m_powers.frames && peak(frame, candidate) != 0) {
                    next = candidate;
                }
            }
            bin = next;
        }
        return track;
    }

    double around(int frame, int bin) const {
        const double* row = m_powers.frame(0, std::clamp(frame, 0, m_powers.frames - 1));
        return row[bin - 1] + row[bin] + row[bin + 1];
    }

    bool isLonely(const Track& track) const {
        const int length = static_cast<int>(track.size());
        if (length < kLeastFrames || length > kMostFrames) {
            return false;
        }
        double loudest = 0.0;
        for (const auto& [frame, bin] : track) {
            loudest = std::max(loudest, around(frame, bin));
        }
        const double before = around(track.front().first - kFramesApart, track.front().second);
        const double after = around(track.back().first + kFramesApart, track.back().second);
        return loudest > kFades * before && loudest > kFades * after;
    }

    const FeatureMap<double>& m_powers;
    std::vector<char> m_isPeak;
};

} // namespace

double whistlesOf(const FeatureMap<double>& powers, double seconds) {
    return Tracks(powers).lonelyTracks() / seconds;
}

} // namespace tonegraft::quality
