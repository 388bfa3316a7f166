// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/quality/judge/HeardClip.h"

#include <vector>

namespace tonegraft::quality {

/// What artefacts are looked for in, of one clip brought to -20 dB in its loud passages.
struct Traits {
    std::vector<double> levelsDb;  ///< of each 20 ms
    std::vector<double> bandPeaks; ///< the largest power of each of 40 mel bands
    FeatureMap<double> bands;      ///< powers of 40 mel bands, [1][frames][40]
    double gain = 1.0;             ///< that brought the clip to -20 dB
    double peakDb = 0.0;           ///< the largest sample's
    double crestDb = 0.0;          ///< largest sample over RMS
    double valleyDb = 0.0;         ///< depth between partials, see valleyOf()
    double island = 0.0;           ///< share of lonely cells, see islandOf()
    double logKurtosis = 0.0;      ///< see logKurtosisOf()
};

/// Brings the loud passages (blocks of 0.4 s within 20 dB of the loudest) to -20 dB.
double alignmentGain(const std::vector<double>& samples);

Traits traitsOf(const HeardClip& clip);

/// Mean depth of the spectrum's valleys: median less 10th percentile of dB within third octaves
/// from 200 Hz to 6 kHz, over frames within 30 dB of the loudest.
double valleyOf(const FeatureMap<double>& powers);

/// Share of the energy in cells that stand 10 dB over those two frames before and after and over
/// those three bins above and below.
double islandOf(const FeatureMap<double>& powers);

/// Mean over bins from 215 Hz to 5.9 kHz of the natural logarithm of the magnitudes' kurtosis over
/// the frames in which something sounds.
double logKurtosisOf(const FeatureMap<double>& powers);

/// Mean level of each block, in dB.
std::vector<double> levelsOf(const std::vector<double>& samples, std::size_t blockSamples);

} // namespace tonegraft::quality
