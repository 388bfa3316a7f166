// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timbre/TimbreNetworks.h"
#include "tools/training/timbre/Recordings.h"

namespace tonegraft::training {

struct NoteFigures {
    int clips = 0;
    double noteF = 0.0;  ///< mean over clips: pitch right, beginning within 90 ms
    double frameF = 0.0; ///< of all cells of all clips
};

/// Drums alone have no notes and are left out.
NoteFigures judgeNotes(const TimbreNetworks& networks, const std::vector<Group>& groups,
                       ThreadPool& pool);

/// Mean distances from the truth, that of the untouched content being 1; see levelsDistance().
struct LevelsRatios {
    double mel = 0.0, linear = 0.0, logarithmic = 0.0;
};

struct LevelsFigures {
    int transfers = 0;
    LevelsRatios made;
    LevelsRatios graft; ///< of what the network started from, where it sees the content beside it
};

/// At most `transfersOfGroup` of each group, always the same. A network that sees the content
/// beside a first attempt is shown the graft of the notes that the other network hears, as the
/// method tonegraft shows it; then each recording's file is read again.
LevelsFigures judgeLevels(const TimbreNetworks& networks, const std::vector<Group>& groups,
                          int transfersOfGroup, ThreadPool& pool);

} // namespace tonegraft::training
