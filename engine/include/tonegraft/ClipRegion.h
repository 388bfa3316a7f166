// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"
#include "tonegraft/Message.h"

namespace tonegraft {

/// A part of a clip in time, as ReadOptions has it: a length of 0 means to the end. Thread: any
/// (a plain value).
struct ClipRegion {
    double startSeconds = 0.0;
    double durationSeconds = 0.0;
};

inline bool operator==(const ClipRegion& a, const ClipRegion& b) {
    return a.startSeconds == b.startSeconds && a.durationSeconds == b.durationSeconds;
}
inline bool operator!=(const ClipRegion& a, const ClipRegion& b) {
    return !(a == b);
}

/// Whether the region begins within the clip; where it does not, all else here throws Error.
bool beginsInside(const AudioClip& clip, const ClipRegion& region);

/// True if the region takes all of the clip.
bool coversAll(const AudioClip& clip, const ClipRegion& region);

/// The part of the clip, cut at its end; the same samples that readClip() reads of the file of
/// the clip. Throws Error if it starts beyond the end or is no time. Thread: any.
AudioClip regionOf(const AudioClip& clip, const ClipRegion& region);

struct JoinedClip {
    AudioClip clip;
    Message warning; ///< for the user; empty if there is nothing to say
};

/// Puts `output`, made of a region of the content by runTransfer(), in its place in the content.
/// The rest stays as it is; at the joins, inside the region, 8 ms of the content fade over into
/// the output. The result has the content's rate, channels and length and a true peak of at most
/// -1 dBTP: where the rest of the content passes that, its peaks are turned down and the warning
/// says by how much. An output of another rate or channel count (methods that work in mono) is
/// converted, and brought to the loudness of what it replaces.
/// Throws Error (not enough memory, no such region). Thread: any.
JoinedClip joinedToContent(const AudioClip& content, const ClipRegion& region,
                           const AudioClip& output);

} // namespace tonegraft
