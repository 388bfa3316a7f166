// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"
#include "tonegraft/MessageText.h"

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

/// A measure as everything that shows it calls it. One more: a member, a row of kMeasures, and
/// where it is computed (engine/measures).
struct MeasureInfo {
    const char* id;   ///< in reports, comparisons and sessions
    const char* name; ///< plain words
    const char* unit; ///< behind the value; "%": the value is a fraction
    int decimals;     ///< in a table of several results
    /// Which values are the better ones: the smaller (-1), the greater (1), or neither (0).
    int better;
    const char* brief;   ///< in a line; may be empty
    const char* meaning; ///< in sentences; empty: the window's list of results leaves it out
    double Measures::*value;

    constexpr double factor() const { return unit[0] == '%' ? 100.0 : 1.0; }
};

inline constexpr MeasureInfo kMeasures[] = {
    {"timbre_reached", TONEGRAFT_TEXT("Timbre reached"), "%", 0, 1,
     TONEGRAFT_TEXT("how near the color of the sound came to the style's, whatever notes the two "
                    "play: the content has 0, the style 100"),
     TONEGRAFT_TEXT("How near the color of the sound came to the style's, whatever notes the two "
                    "play: 0 % is the content as it was, 100 % is the style; below 0 % it went "
                    "away from it"),
     &Measures::timbreReached},
    {"content_distance", TONEGRAFT_TEXT("Content distance"), "", 3, -1,
     TONEGRAFT_TEXT("the content has 0"),
     TONEGRAFT_TEXT("How far the output moved away from the content: 0 is the content itself"),
     &Measures::contentDistance},
    {"chroma_correlation", TONEGRAFT_TEXT("Melody kept"), "", 3, 1,
     TONEGRAFT_TEXT("correlation of the chroma with the content's: 1 is all of it"),
     TONEGRAFT_TEXT("How well the pitches follow the content's: 1 is exactly"),
     &Measures::chromaCorrelation},
    {"onset_correlation", TONEGRAFT_TEXT("Rhythm kept"), "", 3, 1,
     TONEGRAFT_TEXT("correlation of the onsets with the content's: 1 is all of it"),
     TONEGRAFT_TEXT("How well the beginnings of the notes follow the content's: 1 is exactly"),
     &Measures::onsetCorrelation},
    {"contour_correlation", TONEGRAFT_TEXT("Dynamics kept"), "", 3, 1,
     TONEGRAFT_TEXT("correlation of loud and soft with the content's: 1 is all of it"),
     TONEGRAFT_TEXT("How well loud and soft follow the content's: 1 is exactly"),
     &Measures::contourCorrelation},
    {"style_distance", TONEGRAFT_TEXT("Style distance"), "", 3, -1,
     TONEGRAFT_TEXT("of whole spectra: the content has 1, the style 0. Which notes the style plays "
                    "counts, too, so it does not tell whether the timbre was reached"),
     TONEGRAFT_TEXT("How far the whole spectrum is from the style's: 1 is the content as it was, "
                    "0 is the style. Which notes the style plays counts, too: the content's tune "
                    "in the style's own sound stays well above 0, so this does not tell whether "
                    "the timbre was reached"),
     &Measures::styleDistance},
    {"mfcc_frechet", TONEGRAFT_TEXT("MFCC Fréchet"), "", 3, -1,
     TONEGRAFT_TEXT("distance of the timbre and of how it varies: the content has 1, the style 0"),
     "", &Measures::mfccFrechet},
    {"loudness_lufs", TONEGRAFT_TEXT("Loudness"), "LUFS", 1, 0, "", "", &Measures::loudnessLufs},
    {"true_peak_dbtp", TONEGRAFT_TEXT("True peak"), "dBTP", 1, 0, "", "", &Measures::truePeakDbtp},
};

/// Compares an output with the clips it was made of. All three are mixed to mono and resampled
/// to 22.05 kHz first. Throws Error (a clip is silent, too short, or content equals style, where
/// the relative measures are undefined). Blocks. Thread: any.
Measures measure(const AudioClip& content, const AudioClip& style, const AudioClip& output);

} // namespace tonegraft
