// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"
#include "tonegraft/ClipRegion.h"
#include "tonegraft/Loudness.h"
#include "tonegraft/Measures.h"
#include "tonegraft/Spectrogram.h"
#include "tonegraft/Transfer.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace tonegraft {

/// Lowest and highest sample of one column of a waveform picture, full scale ±1.
struct WaveformPeak {
    float low = 0.0F;
    float high = 0.0F;
};

/// The waveform in `columns` columns over the whole clip, all channels together.
/// Empty for an empty clip. Thread: any.
std::vector<WaveformPeak> waveformPeaks(const AudioClip& clip, int columns);

/// Level of the loudest bin, dB re full-scale sine; -infinity for silence. Thread: any.
double peakDb(const Spectrogram& spectrogram);

/// All that the window shows of a clip. Built with withPictures() off the GUI thread, since it
/// looks at every sample and bin once; copying it is cheap.
struct ShownClip {
    QString path;
    QString name;       ///< file name without folder
    QString formatName; ///< "WAV", "FLAC", ...
    std::shared_ptr<const AudioClip> clip;
    std::shared_ptr<const Spectrogram> spectrogram;
    Loudness loudness;
    QStringList warnings; ///< for the user, in his words
    std::vector<WaveformPeak> peaks;
    double peakDb = 0.0;
};

/// Fills in `peaks` and `peakDb` from `clip` and `spectrogram`. Thread: any.
ShownClip withPictures(ShownClip clip);

/// A finished or stopped run, as the window shows it.
struct ShownResult {
    std::shared_ptr<const TransferResult> result; ///< its output is the region's
    ClipRegion contentRegion;
    ClipRegion styleRegion;
    /// What is heard, seen and exported: all of the content, the region's output in its place.
    std::shared_ptr<const AudioClip> output;
    std::shared_ptr<const Spectrogram> spectrogram; ///< of `output`, analyzed again
    Loudness loudness;                              ///< of `output`
    std::optional<Measures> measures;               ///< not there yet, or undefined for these clips
};

} // namespace tonegraft
