// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace tonegraft {

/// A file that stands in a project, from its beginning on.
struct ReaperTake {
    std::string name;
    std::string file; ///< from the project's folder, or absolute
    double seconds = 0.0;
};

/// A track with one item, whose takes are seen as lanes.
struct ReaperTrack {
    std::string name;
    std::vector<ReaperTake> takes;
    std::size_t chosen = 0; ///< that is heard
    bool muted = false;
};

/// A project of Reaper as text, its elements as the wiki of its makers has them:
/// http://wiki.cockos.com/wiki/index.php/State_Chunk_Definitions. Thread: any.
std::string reaperProject(const std::vector<ReaperTrack>& tracks, int sampleRateHz);

} // namespace tonegraft
