// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/quality/judge/Traits.h"

#include "measures/MelTriangles.h"

#include <algorithm>
#include <cmath>

namespace tonegraft::quality {
namespace {

constexpr std::size_t kLevelBlock = 441;
constexpr std::size_t kLoudBlock = 8820;
constexpr double kLoudRangeDb = 20.0;
constexpr double kAlignedDb = -20.0;
constexpr int kBands = 40;

// Third octaves of valleyOf().
constexpr double kLowestHz = 200.0;
constexpr int kThirds = 15;
constexpr double kActive = 1e-3;
constexpr double kHeardDb = 50.0;
constexpr double kMagnitudeFloor = 1e-7;
constexpr std::size_t kLeastBins = 4;

double loudLevelDb(const std::vector<double>& samples) {
    const std::vector<double> levels = levelsOf(samples, std::min(kLoudBlock, samples.size()));
    const double loudest = *std::max_element(levels.begin(), levels.end());
    double sum = 0.0;
    int count = 0;
    for (const double level : levels) {
        if (level > loudest - kLoudRangeDb) {
            sum += std::pow(10.0, level / 10.0);
            ++count;
        }
    }
    return 10.0 * std::log10(sum / count);
}

void addBands(const FeatureMap<double>& powers, Traits& traits) {
    static const std::vector<MelTriangle> kTriangles = melTriangles(kBands);
    const double scale = traits.gain * traits.gain;
    traits.bands = FeatureMap<double>(1, powers.frames, kBands);
    traits.bandPeaks.assign(kBands, 0.0);
    for (int frame = 0; frame < powers.frames; ++frame) {
        for (int band = 0; band < kBands; ++band) {
            const double power = scale * kTriangles[band].of(powers.frame(0, frame));
            traits.bands.frame(0, frame)[band] = power;
            traits.bandPeaks[band] = std::max(traits.bandPeaks[band], power);
        }
    }
}

struct Range {
    int first = 0;
    int end = 0;
};

/// The bins of the third octave `third` above kLowestHz.
Range binsOf(int third) {
    const double binsPerHz = static_cast<double>(kMeasureWindowSamples) / kMeasureRateHz;
    const auto edge = [&](int i) {
        return static_cast<int>(std::ceil(kLowestHz * std::exp2(i / 3.0) * binsPerHz));
    };
    return {edge(third), edge(third + 1)};
}

/// Levels in dB of the frames that are within 30 dB of the one with most energy.
std::vector<std::vector<double>> activeLevels(const FeatureMap<double>& powers) {
    std::vector<double> energies;
    for (int frame = 0; frame < powers.frames; ++frame) {
        double energy = 0.0;
        for (int bin = 0; bin < powers.bins; ++bin) {
            energy += powers.frame(0, frame)[bin];
        }
        energies.push_back(energy);
    }
    const double least = kActive * *std::max_element(energies.begin(), energies.end());
    std::vector<std::vector<double>> levels;
    for (int frame = 0; frame < powers.frames; ++frame) {
        if (energies[frame] > least) {
            levels.emplace_back();
            for (int bin = 0; bin < powers.bins; ++bin) {
                levels.back().push_back(
                    20.0 * std::log10(std::sqrt(powers.frame(0, frame)[bin]) + kMagnitudeFloor));
            }
        }
    }
    return levels;
}

double kurtosis(const std::vector<double>& values) {
    double mean = 0.0;
    for (const double value : values) {
        mean += value / static_cast<double>(values.size());
    }
    double squares = 0.0;
    double fourths = 0.0;
    for (const double value : values) {
        const double square = (value - mean) * (value - mean);
        squares += square;
        fourths += square * square;
    }
    const double count = static_cast<double>(values.size());
    return fourths / count / (squares * squares / (count * count) + 1e-20);
}

} // namespace

std::vector<double> levelsOf(const std::vector<double>& samples, std::size_t blockSamples) {
    std::vector<double> levels;
    for (std::size_t start = 0; start + blockSamples <= samples.size(); start += blockSamples) {
        double squares = 0.0;
        for (std::size_t i = 0; i < blockSamples; ++i) {
            squares += samples[start + i] * samples[start + i];
        }
        levels.push_back(decibels(squares / static_cast<double>(blockSamples)));
    }
    return levels;
}

double alignmentGain(const std::vector<double>& samples) {
    return std::pow(10.0, (kAlignedDb - loudLevelDb(samples)) / 20.0);
}

Traits traitsOf(const HeardClip& clip) {
    Traits traits;
    traits.gain = alignmentGain(clip.samples);
    std::vector<double> aligned = clip.samples;
    double peak = 0.0;
    for (double& sample : aligned) {
        sample *= traits.gain;
        peak = std::max(peak, std::abs(sample));
    }
    traits.levelsDb = levelsOf(aligned, kLevelBlock);
    traits.peakDb = 20.0 * std::log10(peak);
    traits.crestDb = traits.peakDb - 20.0 * std::log10(clip.rms * traits.gain);
    addBands(clip.powers, traits);
    FeatureMap<double> powers = clip.powers;
    for (int frame = 0; frame < powers.frames; ++frame) {
        double* row = powers.frame(0, frame);
        std::for_each(row, row + powers.bins,
                      [&](double& power) { power *= traits.gain * traits.gain; });
    }
    traits.valleyDb = valleyOf(powers);
    traits.island = islandOf(powers);
    traits.logKurtosis = logKurtosisOf(powers);
    return traits;
}

double valleyOf(const FeatureMap<double>& powers) {
    const std::vector<std::vector<double>> levels = activeLevels(powers);
    double loudest = -1000.0;
    for (const std::vector<double>& frame : levels) {
        loudest = std::max(loudest, *std::max_element(frame.begin(), frame.end()));
    }
    double sum = 0.0;
    int thirds = 0;
    for (int third = 0; third < kThirds; ++third) {
        const Range bins = binsOf(third);
        double depths = 0.0;
        int frames = 0;
        for (const std::vector<double>& frame : levels) {
            const std::vector<double> band(frame.begin() + bins.first, frame.begin() + bins.end);
            if (band.size() >= kLeastBins &&
                *std::max_element(band.begin(), band.end()) > loudest - kHeardDb) {
                depths += quantile(band, 0.5) - quantile(band, 0.1);
                ++frames;
            }
        }
        if (frames > 0) {
            sum += depths / frames;
            ++thirds;
        }
    }
    return thirds > 0 ? sum / thirds : 0.0;
}

double islandOf(const FeatureMap<double>& powers) {
    constexpr int kFramesApart = 2;
    constexpr int kBinsApart = 3;
    constexpr double kStandsOut = 10.0;
    // Round the ends, as the reference does.
    const auto at = [&](int frame, int bin) {
        return powers.frame(0, (frame + powers.frames) %
                                   powers.frames)[(bin + powers.bins) % powers.bins];
    };
    double lonely = 0.0;
    double all = 0.0;
    for (int frame = 0; frame < powers.frames; ++frame) {
        for (int bin = 0; bin < powers.bins; ++bin) {
            const double here = at(frame, bin);
            const double around =
                std::max({at(frame - kFramesApart, bin), at(frame + kFramesApart, bin),
                          at(frame, bin - kBinsApart), at(frame, bin + kBinsApart)});
            all += here;
            lonely += here > kStandsOut * around ? here : 0.0;
        }
    }
    return lonely / all;
}

double logKurtosisOf(const FeatureMap<double>& powers) {
    constexpr int kFirstBin = 20;
    constexpr int kEndBin = 550;
    constexpr double kSounding = 0.03;
    std::vector<double> sums(powers.frames, 0.0);
    for (int frame = 0; frame < powers.frames; ++frame) {
        for (int bin = kFirstBin; bin < kEndBin; ++bin) {
            sums[frame] += std::sqrt(powers.frame(0, frame)[bin]);
        }
    }
    const double least = kSounding * *std::max_element(sums.begin(), sums.end());
    double sum = 0.0;
    for (int bin = kFirstBin; bin < kEndBin; ++bin) {
        std::vector<double> magnitudes;
        for (int frame = 0; frame < powers.frames; ++frame) {
            if (sums[frame] > least) {
                magnitudes.push_back(std::sqrt(powers.frame(0, frame)[bin]));
            }
        }
        sum += std::log(kurtosis(magnitudes) + 1e-9);
    }
    return sum / (kEndBin - kFirstBin);
}

} // namespace tonegraft::quality
