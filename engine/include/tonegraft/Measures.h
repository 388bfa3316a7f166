// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"

namespace tonegraft {

/// What a finished transfer is judged by, independent of the method that made it.
struct Measures {
    /// How far the color of the sound came from the content's to the style's: content 0, style 1,
    /// below 0 away from it; not a number where the two have one color. Which notes they play
    /// hardly enters: 1 - t(X,S)/t(C,S), t the cosine distance of mean mel cepstra.
    double timbreReached = 0.0;
    /// d(X,S)/d(C,S), statistics of whole spectra: content 1, style 0. Which notes the style plays
    /// enters it, so another tune in the style's own sound stays far above 0.
    double styleDistance = 0.0;
    double contentDistance = 0.0;    ///< ||X-C||²/||C||²: content 0
    double mfccFrechet = 0.0;        ///< content 1, style 0
    double onsetCorrelation = 0.0;   ///< Pearson, -1..1
    double chromaCorrelation = 0.0;  ///< Pearson, -1..1
    double contourCorrelation = 0.0; ///< Pearson, -1..1
    double loudnessLufs = 0.0;       ///< of the output itself; -infinity for silence
    double truePeakDbtp = 0.0;       ///< of the output itself
};

/// Compares an output with the clips it was made of. All three are mixed to mono and resampled
/// to 22.05 kHz first. Throws Error (a clip is silent, too short, or content equals style, where
/// the relative measures are undefined). Blocks. Thread: any.
Measures measure(const AudioClip& content, const AudioClip& style, const AudioClip& output);

} // namespace tonegraft
