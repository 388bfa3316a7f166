// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/quality/judge/Motion.h"

#include "tools/quality/judge/Traits.h"

#include <algorithm>
#include <cmath>

namespace tonegraft::quality {
namespace {

constexpr int kWindow = 1024;
constexpr int kHop = 128;
constexpr int kKeptBins = 432; // to 9.3 kHz
constexpr std::size_t kLevelBlock = 110;

constexpr int kStretchFrames = 26;
constexpr int kStretchHop = 13;
constexpr int kFirstBin = 7; // 150 Hz
constexpr int kEndBin = 280; // 6 kHz
constexpr double kStandsOut = 10.0;
constexpr int kBeside = 3;
constexpr double kHeard = 1e-3; // of the loudest partial
constexpr double kSteadyDb = 3.0;
constexpr int kLeastPartials = 20;

int nearestTonal(const Motion& motion, int stretch, int bin) {
    const std::size_t row = static_cast<std::size_t>(stretch) * kKeptBins;
    for (const int candidate : {bin, bin - 1, bin + 1}) {
        if (motion.tonal[row + candidate] != 0) {
            return candidate;
        }
    }
    return -1;
}

/// Range in dB of the partial at `bin` over a stretch, about its straight line.
double rangeDb(const Motion& motion, int stretch, int bin) {
    double levels[kStretchFrames];
    double mean = 0.0;
    double slope = 0.0;
    double times = 0.0;
    for (int i = 0; i < kStretchFrames; ++i) {
        const double* powers = motion.powers.frame(0, stretch * kStretchHop + i);
        levels[i] = decibels(powers[bin - 1] + powers[bin] + powers[bin + 1]);
        const double time = i - (kStretchFrames - 1) / 2.0;
        mean += levels[i] / kStretchFrames;
        slope += time * levels[i];
        times += time * time;
    }
    double least = 1e9;
    double most = -1e9;
    for (int i = 0; i < kStretchFrames; ++i) {
        const double time = i - (kStretchFrames - 1) / 2.0;
        const double level = levels[i] - mean - slope / times * time;
        least = std::min(least, level);
        most = std::max(most, level);
    }
    return most - least;
}

FeatureMap<double> firstBins(const FeatureMap<double>& powers) {
    FeatureMap<double> kept(1, powers.frames, kKeptBins);
    for (int frame = 0; frame < powers.frames; ++frame) {
        std::copy_n(powers.frame(0, frame), kKeptBins, kept.frame(0, frame));
    }
    return kept;
}

void addStretches(Motion& motion) {
    const int count = std::max(0, (motion.powers.frames - kStretchFrames) / kStretchHop + 1);
    motion.stretches = FeatureMap<double>(1, count, kKeptBins);
    double loudest = 0.0;
    for (int stretch = 0; stretch < count; ++stretch) {
        double* mean = motion.stretches.frame(0, stretch);
        for (int i = 0; i < kStretchFrames; ++i) {
            const double* powers = motion.powers.frame(0, stretch * kStretchHop + i);
            for (int bin = 0; bin < kKeptBins; ++bin) {
                mean[bin] += powers[bin] / kStretchFrames;
            }
        }
        loudest = std::max(loudest, *std::max_element(mean + kFirstBin, mean + kEndBin));
    }
    motion.tonal.assign(motion.stretches.values.size(), 0);
    for (int stretch = 0; stretch < count; ++stretch) {
        const double* mean = motion.stretches.frame(0, stretch);
        for (int bin = kFirstBin; bin < kEndBin; ++bin) {
            const double beside = std::max(mean[bin - kBeside], mean[bin + kBeside]);
            const bool top = mean[bin] >= mean[bin - 1] && mean[bin] >= mean[bin + 1];
            motion.tonal[static_cast<std::size_t>(stretch) * kKeptBins + bin] =
                top && mean[bin] > kStandsOut * beside && mean[bin] > kHeard * loudest ? 1 : 0;
        }
    }
}

double meanOf(const std::vector<double>& values) {
    double sum = 0.0;
    for (const double value : values) {
        sum += value;
    }
    return sum / static_cast<double>(values.size());
}

/// Of all partials that sound in the stretches before and after as well.
double ownFlutter(const Motion& motion) {
    std::vector<double> ranges;
    for (int stretch = 1; stretch + 1 < motion.stretches.frames; ++stretch) {
        for (int bin = kFirstBin; bin < kEndBin; ++bin) {
            if (motion.tonal[static_cast<std::size_t>(stretch) * kKeptBins + bin] != 0 &&
                nearestTonal(motion, stretch - 1, bin) >= 0 &&
                nearestTonal(motion, stretch + 1, bin) >= 0) {
                ranges.push_back(rangeDb(motion, stretch, bin));
            }
        }
    }
    return static_cast<int>(ranges.size()) > kLeastPartials ? meanOf(ranges) : 0.0;
}

// Pre-echo, in blocks of 5 ms.
constexpr int kFarFirst = 40;
constexpr int kFarEnd = 24;
constexpr int kNearFirst = 12;
constexpr int kNearEnd = 5; // voices of one timing begin a word up to 20 ms apart
constexpr int kAttackBlocks = 24;
constexpr int kQuietBlocks = 36;
constexpr double kAttackDb = 20.0;
constexpr double kBeginsDb = 6.0;
constexpr double kLeastAttackDb = -45.0;
constexpr double kBelowAttackDb = 50.0;

double loudestIn(const std::vector<double>& levels, int first, int end) {
    return *std::max_element(levels.begin() + first, levels.begin() + end);
}

double riseBefore(const std::vector<double>& levels, int attack) {
    const double floor = loudestIn(levels, attack, attack + kAttackBlocks) - kBelowAttackDb;
    const double far = loudestIn(levels, attack - kFarFirst, attack - kFarEnd);
    const double near = loudestIn(levels, attack - kNearFirst, attack - kNearEnd);
    return std::max(near, floor) - std::max(far, floor);
}

bool attacksAt(const std::vector<double>& levels, int block) {
    const double before = loudestIn(levels, block - kQuietBlocks, block);
    const double after = loudestIn(levels, block, block + kAttackBlocks);
    return levels[block] > before + kBeginsDb && after > before + kAttackDb &&
           after > kLeastAttackDb;
}

} // namespace

Motion motionOf(const HeardClip& clip, ThreadPool& pool) {
    const double gain = alignmentGain(clip.samples);
    std::vector<double> samples = clip.samples;
    for (double& sample : samples) {
        sample *= gain;
    }
    Motion motion;
    motion.powers = firstBins(powersOf(samples, kWindow, kHop, pool));
    addStretches(motion);
    motion.levelsDb = levelsOf(samples, kLevelBlock);
    motion.ownFlutterDb = ownFlutter(motion);
    motion.whistles =
        whistlesOf(motion.powers, static_cast<double>(samples.size()) / kMeasureRateHz);
    return motion;
}

double flutterOf(const Motion& content, const Motion& style, const Motion& output) {
    std::vector<double> before;
    std::vector<double> after;
    const int stretches = std::min(content.stretches.frames, output.stretches.frames);
    for (int stretch = 0; stretch < stretches; ++stretch) {
        for (int bin = kFirstBin; bin < kEndBin; ++bin) {
            if (content.tonal[static_cast<std::size_t>(stretch) * kKeptBins + bin] == 0) {
                continue;
            }
            const double range = rangeDb(content, stretch, bin);
            const int there = nearestTonal(output, stretch, bin);
            if (range < kSteadyDb && there >= 0) {
                before.push_back(range);
                after.push_back(rangeDb(output, stretch, there));
            }
        }
    }
    if (static_cast<int>(after.size()) <= kLeastPartials) {
        return 0.0;
    }
    return meanOf(after) - std::max(meanOf(before), style.ownFlutterDb);
}

double preEchoOf(const Motion& content, const Motion& output) {
    const int blocks = static_cast<int>(std::min(content.levelsDb.size(), output.levelsDb.size()));
    std::vector<double> rises;
    for (int block = kFarFirst; block + kAttackBlocks < blocks; ++block) {
        if (attacksAt(content.levelsDb, block)) {
            rises.push_back(riseBefore(output.levelsDb, block) -
                            std::max(0.0, riseBefore(content.levelsDb, block)));
            block += kAttackBlocks;
        }
    }
    return rises.empty() ? 0.0 : meanOf(rises);
}

} // namespace tonegraft::quality
