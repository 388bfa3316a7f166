// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/FilterBank.h"
#include "tools/training/timbre/Recordings.h"

#include <vector>

namespace tonegraft::training {

/// Excerpts with what is to be heard in them. Arrays are row-major; pictures in the networks'
/// units.
struct NoteBatch {
    int count = 0;
    int frames = 0;
    std::vector<float> pictures; ///< [count][window][bin][frame]
    std::vector<float> rolls;    ///< [count][sounds, begins][semitone][frame]
};

/// Excerpts of several instruments that play two songs each, and which of them make a transfer:
/// the content's song on the style's instrument is the truth.
struct LevelsBatch {
    int count = 0;
    int frames = 0;
    std::vector<float> pictures; ///< as above, at every second frame
    std::vector<float> rolls;
    std::vector<int> firsts; ///< of either song, the excerpt's first frame
    std::vector<std::int64_t> contents, styles, truths;
};

/// The same with the graft that was played of the content and the style. [count][window][bin]
/// [frame] each.
struct GraftedBatch {
    int count = 0;
    int frames = 0;
    std::vector<float> grafts, contents, styles, truths;
};

/// Draws excerpts and changes them: transposed, out of tune, through an equalizer, louder in
/// places. What is drawn hangs on the state of `random` alone.
class Batches {
public:
    /// Borrows the groups, which must not be empty.
    explicit Batches(const std::vector<Group>& groups);

    NoteBatch notes(int count, int frames, SplitMix64& random) const;
    /// At most `transfers` of the transfers among `instruments` instruments.
    LevelsBatch levels(int instruments, int transfers, int frames, SplitMix64& random) const;
    /// Throws Error if no graft was played for any group.
    GraftedBatch grafted(int transfers, int frames, SplitMix64& random) const;

private:
    struct Heard;
    Heard drawHeard(int frames, SplitMix64& random) const;
    const Group& drawGroup(SplitMix64& random, bool pitchedOnly) const;

    const std::vector<Group>& m_groups;
};

} // namespace tonegraft::training
