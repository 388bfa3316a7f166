// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/quality/judge/HeardClip.h"
#include "tools/quality/judge/Motion.h"
#include "tools/quality/judge/Traits.h"

#include <limits>
#include <string>
#include <vector>

namespace tonegraft::quality {

/// Objective signs of bursts, holes, and tones that nobody played, in an output, against the two
/// clips it was made of. All three are brought to one level first.
struct Artefacts {
    double valley = 0.0;    ///< spectrum's valleys deeper than in the deeper of both clips, dB
    double crest = 0.0;     ///< crest factor over the larger of both clips', dB
    double shortBy = 0.0;   ///< LU that a plain gain to -1 dBFS stays below the content's level
    double peakPause = 0.0; ///< loudest 20 ms in a pause of the content over its own loud level, dB
    double island = 0.0;    ///< share of lonely cells over the larger of both clips'
    double flutter = 0.0;   ///< see flutterOf(), dB
    double preEcho = 0.0;   ///< see preEchoOf(), dB
    double whistle = 0.0;   ///< see whistlesOf(), a second over the more of both clips
    double burst = 0.0;     ///< worst 20 ms over the content's loudest within 0.3 s, dB
    double pause = 0.0;     ///< mean power in the content's pauses over the content's there, dB
    double over = 0.0;      ///< share of energy over both clips' largest in its band and 3 dB more
    double logKurtosis = 0.0;
};

/// What is measured of a clip once, however many outputs it is held against.
struct Listened {
    HeardClip clip;
    Traits traits;
    Motion motion;
};
Listened listened(const AudioClip& clip, ThreadPool& pool);

Artefacts artefactsOf(const Listened& content, const Listened& style, const Listened& output);

/// One measure as a row of a table. It alarms above `most`, which the truths of hardly any set
/// reach (README.md tells where).
struct ArtefactRow {
    const char* id;
    double Artefacts::*value;
    double most;
};
inline constexpr double kNoLimit = std::numeric_limits<double>::infinity();
inline constexpr ArtefactRow kArtefactRows[] = {
    {"valley", &Artefacts::valley, 3.0},    {"crest", &Artefacts::crest, 3.0},
    {"short", &Artefacts::shortBy, 1.0},    {"peakpause", &Artefacts::peakPause, -6.0},
    {"island", &Artefacts::island, 0.02},   {"flutter", &Artefacts::flutter, 2.0},
    {"preecho", &Artefacts::preEcho, 4.0},  {"whistle", &Artefacts::whistle, 3.0},
    {"burst", &Artefacts::burst, kNoLimit}, {"pause", &Artefacts::pause, kNoLimit},
    {"over", &Artefacts::over, kNoLimit},   {"logkurt", &Artefacts::logKurtosis, kNoLimit},
};

bool alarms(const ArtefactRow& row, const Artefacts& artefacts);

} // namespace tonegraft::quality
