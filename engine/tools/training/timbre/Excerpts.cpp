// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/training/timbre/Excerpts.h"

#include <algorithm>
#include <cmath>

namespace tonegraft::training {
namespace {

constexpr float kSilentDb = -90.0F;
constexpr double kPi = 3.14159265358979323846;
constexpr double kEnergyDb = 49.33; // of the training data's pictures, in the middle
constexpr double kLeastDb = kEnergyDb - 25.0;

double normal(SplitMix64& random) {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - random.uniform()));
    return radius * std::cos(2.0 * kPi * random.uniform());
}

/// The level of an excerpt's energy: over its frames' mean, the bins as wide as they are.
double energyDb(const std::vector<float>& levels, int frames) {
    double sum = 0.0;
    for (int bin = 0; bin < kPictureBins; ++bin) {
        const double centerHz =
            kPictureLowestHz * std::pow(2.0, static_cast<double>(bin) / kPictureBinsPerOctave);
        const double widthHz = centerHz * (std::pow(2.0, 1.0 / kPictureBinsPerOctave) - 1.0);
        for (int frame = 0; frame < frames; ++frame) {
            const float level = levels[static_cast<std::size_t>(bin * frames + frame)];
            sum += widthHz * std::pow(10.0, static_cast<double>(level) / 10.0);
        }
    }
    return 10.0 * std::log10(sum / frames + 1e-9);
}

} // namespace

int below(int count, SplitMix64& random) {
    return static_cast<int>(random.uniform() * count);
}

Move drawMove(SplitMix64& random) {
    constexpr int kMost = 6;
    constexpr int kTunings[] = {-1, 0, 0, 0, 1}; // thirds of a semitone
    Move move;
    move.semitones = random.uniform() < 0.15 ? 0 : below(2 * kMost + 1, random) - kMost;
    move.bins = 3 * move.semitones + kTunings[below(5, random)];
    return move;
}

std::vector<float> drawEqualizer(SplitMix64& random) {
    constexpr int kKnots[] = {4, 6, 10, 16};
    constexpr double kSpreadsDb[] = {3.0, 6.0, 9.0};
    std::vector<float> gains(kPictureBins);
    if (random.uniform() >= 0.6) {
        return gains;
    }
    std::vector<double> knots(static_cast<std::size_t>(kKnots[below(4, random)]));
    const double spread = kSpreadsDb[below(3, random)];
    for (double& knot : knots) {
        knot = spread * normal(random);
    }
    for (int bin = 0; bin < kPictureBins; ++bin) {
        const double place =
            static_cast<double>(bin) / (kPictureBins - 1) * static_cast<double>(knots.size() - 1);
        const auto left = std::min(static_cast<std::size_t>(place), knots.size() - 2);
        const double share = place - static_cast<double>(left);
        gains[static_cast<std::size_t>(bin)] =
            static_cast<float>((1.0 - share) * knots[left] + share * knots[left + 1]);
    }
    return gains;
}

std::vector<float> excerpt(const SmallPicture& picture, int first, int count, int step,
                           const Move& move, const std::vector<float>& gains) {
    std::vector<float> levels(
        static_cast<std::size_t>(kPictureRows) * static_cast<std::size_t>(count), kSilentDb);
    for (int row = 0; row < kPictureRows; ++row) {
        const int bin = row % kPictureBins;
        const int from = bin - move.bins;
        if (from >= 0 && from < kPictureBins) {
            float* const to = levels.data() + static_cast<std::ptrdiff_t>(row) * count;
            for (int frame = 0; frame < count; ++frame) {
                to[frame] = picture.levelDb(row - bin + from, first + frame * step) +
                            gains[static_cast<std::size_t>(bin)];
            }
        }
    }
    return levels;
}

float largestOf(const std::vector<float>& levels) {
    return *std::max_element(levels.begin(),
                             levels.begin() + static_cast<std::ptrdiff_t>(levels.size() / 2));
}

std::vector<float> atNetworkLevel(std::vector<float> levels, int frames) {
    const double energy = energyDb(levels, frames);
    if (energy < kLeastDb) {
        return {};
    }
    const auto gain = static_cast<float>(kEnergyDb - energy);
    for (float& level : levels) {
        level = std::max(level + gain, -40.0F) / kUnitDb;
    }
    return levels;
}

} // namespace tonegraft::training
