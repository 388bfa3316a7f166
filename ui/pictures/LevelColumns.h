// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pictures/FrequencyAxis.h"
#include "ui/pictures/SpectrogramTiles.h"

#include <array>
#include <vector>

namespace tonegraft {

/// Reads tiles as columns of pixels: column c covers the time from c to c + 1 times
/// `secondsPerColumn`, the tiles' time 0 being at `startSeconds`, and each of its `height` rows a
/// stretch of the frequency axis, the first row at the top. A pixel that covers several frames or
/// bins takes the loudest of them; one that covers less than one lies between its neighbors. It
/// reads the resolution that suits, so that a column costs about as much at every zoom. Thread: one
/// at a time.
class LevelColumns {
public:
    /// `tiles` is borrowed and not empty.
    LevelColumns(const SpectrogramTiles& tiles, double startSeconds, const FrequencyAxis& axis,
                 int height, double secondsPerColumn);

    /// Rows above it lie above the clip's frequencies.
    int firstRow() const { return m_firstRow; }
    /// Fills levels[firstRow() .. height). False, and nothing is filled: outside the clip.
    bool read(long long column, LevelCode* levels);

private:
    /// What one pixel covers on the axis of frames or bins.
    struct Span {
        int first = 0;
        int last = -1;    ///< inclusive; before `first`: outside the clip
        int fraction = 0; ///< of `last`, in 1/256, where the pixel lies between two neighbors

        bool outside() const { return last < first; }
    };

    static Span spanOf(double low, double high, int count);
    void gather(const Span& frames);
    void reduce(const LevelCode* bins, LevelCode* rows) const;
    const LevelCode* rowsOf(int frame);

    const SpectrogramTiles& m_tiles;
    int m_resolution = 0;
    double m_framesPerColumn;
    double m_firstFrame = 0.0; ///< where column 0 begins, in frames of the resolution
    int m_firstRow = 0;
    std::vector<Span> m_rows;
    int m_firstBin = 0;
    int m_endBin = 0;
    std::vector<LevelCode> m_bins; ///< of a column, from m_firstBin on
    // Where frames are wider than pixels, neighboring columns lie between the same two.
    std::array<std::vector<LevelCode>, 2> m_frameRows; ///< [frame % 2][row]
    std::array<int, 2> m_frameOfRows{-1, -1};
};

} // namespace tonegraft
