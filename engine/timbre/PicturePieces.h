// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timbre/LogFrequencyPicture.h"

#include <vector>

namespace tonegraft {

/// Frames of a picture that a network sees at a time: [first, last), of which [begin, end) are
/// wanted and the others are margins.
struct PicturePiece {
    int first = 0;
    int begin = 0;
    int end = 0;
    int last = 0;

    int frames() const { return last - first; }
};

/// Pieces of nearly equal length, none with more than `most` frames between its margins.
std::vector<PicturePiece> cutPicture(int frames, int most, int margin);

/// From dB to a network's unit: (max(dB - zeroDb, floorDb) + offsetDb) / 20.
struct LevelScale {
    float zeroDb = 0.0F;
    float floorDb = 0.0F;
    float offsetDb = 0.0F;
};

/// For the network of notes: relative to the picture's largest level.
LevelScale noteScale(const LogFrequencyPicture& picture);
/// For the network of levels.
LevelScale levelScale();

/// Pieces of a picture in a network's unit. Borrows the picture. Thread: any.
class PictureReader {
public:
    PictureReader(const LogFrequencyPicture& picture, LevelScale scale)
        : m_picture(picture), m_scale(scale) {}

    int frames() const { return m_picture.frames; }
    /// [window][bin][frame]
    std::vector<float> read(const PicturePiece& piece) const;
    std::vector<float> readAll() const { return read({0, 0, frames(), frames()}); }

private:
    const LogFrequencyPicture& m_picture;
    LevelScale m_scale;
};

/// Copies the wanted frames of `values`, [row][frame of the piece], to their places in `whole`,
/// [row][frame].
void copyCore(const PicturePiece& piece, int rows, const float* values, int wholeFrames,
              float* whole);

} // namespace tonegraft
