// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"
#include "tonegraft/Spectrogram.h"

namespace tonegraft {

/// The spectrogram of a long clip, to look at while it is being changed part by part. It has at
/// most `mostFrames` frames, each the largest values of neighbors: views show a long clip coarser
/// than that anyway, and a run makes many pictures.
class LongPicture {
public:
    LongPicture(const AudioClip& clip, int mostFrames);

    /// The frames of `part` from `skipped` on instead of those that were there; `first`: which
    /// frame of the clip the part's frame 0 is. Frames as those of spectrogramOf(); those beyond
    /// the end are left out.
    void put(const Spectrogram& part, int first, int skipped);

    const Spectrogram& picture() const { return m_picture; }

private:
    void add(const Spectrogram& part, int first, int skipped);
    /// Frames of the clip are centered on those of the picture that stand for them.
    int frameFor(int frame) const { return (frame + m_frames / 2) / m_frames; }

    int m_frames = 1; // of the clip in one of the picture
    Spectrogram m_picture;
};

} // namespace tonegraft
