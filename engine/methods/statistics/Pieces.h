// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"

#include <cstddef>
#include <vector>

namespace tonegraft {

/// From where on clips are too long to be worked on whole, in frames of 23 ms. What is compared
/// frame with frame takes the square of their number.
struct LongClips {
    int wholeFrames = 2584; ///< 60 s: a content up to there is one piece
    int pieceFrames = 862;  ///< 20 s at most in a piece of a longer one
    int overlapFrames = 43; ///< 1 s of it is the end of the piece before it
    int styleFrames = 2048; ///< in all channels; a longer style is stood for by a choice
};

/// Samples first .. first + count - 1, of which the first `overlap` lie in the piece before it.
struct Piece {
    std::size_t first = 0;
    std::size_t count = 0;
    std::size_t overlap = 0;

    std::size_t end() const { return first + count; }
};

/// How many pieces so many frames make.
int pieceCountOf(double frames, const LongClips& limits);
/// Pieces of equal length (but for a hop), each but the last one beginning on a hop and ending on
/// one; or one piece.
std::vector<Piece> piecesOf(std::size_t sampleCount, int hopSamples, const LongClips& limits);

AudioClip samplesOf(const AudioClip& clip, const Piece& piece);

/// Puts `sound` over the clip at a piece. Inside the overlap, `margin` samples from both its ends,
/// one fades into the other so that the power neither dips nor swells, whether they agree or not.
void putPiece(AudioClip& clip, const AudioClip& sound, const Piece& piece, std::size_t margin);

} // namespace tonegraft
