// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"
#include "tonegraft/ClipRegion.h"
#include "tonegraft/Loudness.h"
#include "tonegraft/Measures.h"
#include "tonegraft/Transfer.h"
#include "ui/pictures/SpectrogramTiles.h"
#include "ui/pictures/Waveform.h"

#include <QString>
#include <QStringList>

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace tonegraft {

/// A waveform in `columns` columns over the whole clip. Empty for an empty clip. Thread: any.
std::vector<WaveformPeak> waveformPeaks(const Waveform& waveform, int columns);

/// All that the window shows of a clip. Built with withPictures() off the GUI thread, since it
/// looks at every sample; copying it is cheap.
struct ShownClip {
    std::filesystem::path file; ///< where it was read
    QString path;               ///< the same, for the user
    QString name;               ///< file name without folder
    QString formatName;         ///< "WAV", "FLAC", ...
    std::shared_ptr<const AudioClip> clip;
    std::shared_ptr<const SpectrogramTiles> spectrogram;
    Loudness loudness;
    QStringList warnings; ///< for the user, in his words
    std::shared_ptr<const Waveform> waveform;
    std::vector<WaveformPeak> peaks; ///< of the thumbnail
};

/// Fills in `waveform` and `peaks` from `clip`. Thread: any.
ShownClip withPictures(ShownClip clip);

/// A state of a run, as the window shows it.
struct ShownSnapshot {
    std::vector<LossPoint> losses; ///< all so far
    int steps = 0;                 ///< that the run will make
    std::shared_ptr<const SpectrogramTiles> output;
};

/// What a run is made of.
struct ClipPair {
    ShownClip content;
    ShownClip style;
};

/// A finished or stopped run, as the window shows it.
struct ShownResult {
    std::shared_ptr<const TransferResult> result; ///< its output is the region's
    std::shared_ptr<const ClipPair> clips;        ///< that it was made of
    ClipRegion contentRegion;
    ClipRegion styleRegion;
    /// What is heard, seen and exported: all of the content, the region's output in its place.
    std::shared_ptr<const AudioClip> output;
    std::shared_ptr<const SpectrogramTiles> spectrogram; ///< of `output`, analyzed again
    std::shared_ptr<const Waveform> waveform;            ///< of `output`
    Loudness loudness;                                   ///< of `output`
    std::optional<Measures> measures; ///< not there yet, or undefined for these clips
};

} // namespace tonegraft
