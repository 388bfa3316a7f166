// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/LevelColumns.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr int kFractionBits = 8;
constexpr double kRounding = 1e-6; // a boundary that falls on a frame does so in every picture

LevelCode between(LevelCode low, LevelCode high, int fraction) {
    return static_cast<LevelCode>(low + (((high - low) * fraction) >> kFractionBits));
}

} // namespace

/// [low, high) in units of frames or bins, `count` of them, each centered on its whole number.
LevelColumns::Span LevelColumns::spanOf(double low, double high, int count) {
    const double center = 0.5 * (low + high);
    if (!(center >= -0.5 && center <= count - 0.5)) {
        return {};
    }
    const int first = static_cast<int>(std::ceil(low - kRounding));
    const int last = static_cast<int>(std::ceil(high - kRounding)) - 1;
    if (last > first) {
        return {std::max(first, 0), std::min(last, count - 1), 0};
    }
    const double inside = std::clamp(center, 0.0, count - 1.0);
    const int below = static_cast<int>(inside);
    const int above = std::min(below + 1, count - 1);
    const int fraction = static_cast<int>((inside - below) * (1 << kFractionBits));
    return {below, fraction > 0 ? above : below, fraction};
}

LevelColumns::LevelColumns(const SpectrogramTiles& tiles, double startSeconds,
                           const FrequencyAxis& axis, int height, double secondsPerColumn)
    : m_tiles(tiles), m_framesPerColumn(secondsPerColumn / tiles.secondsOfFrame(1.0)),
      m_rows(static_cast<std::size_t>(height)) {
    int reduction = 1;
    while (m_resolution + 1 < tiles.resolutions() &&
           m_framesPerColumn >= reduction * SpectrogramTiles::kReduction) {
        reduction *= SpectrogramTiles::kReduction;
        ++m_resolution;
    }
    m_framesPerColumn /= reduction;
    // A frame of a coarser resolution is centered on the middle of those it stands for.
    const double start = startSeconds / tiles.secondsOfFrame(1.0);
    m_firstFrame = (0.5 - start) / reduction - 0.5;

    const double hzPerBin = tiles.hzOfBin(1.0);
    m_firstRow = height;
    m_firstBin = tiles.bins();
    for (int y = height - 1; y >= 0; --y) {
        const double low = axis.hzAt(1.0 - (y + 1.0) / height) / hzPerBin;
        const double high = axis.hzAt(1.0 - static_cast<double>(y) / height) / hzPerBin;
        const Span bins = spanOf(low, high, tiles.bins());
        if (bins.outside()) {
            break;
        }
        m_rows[static_cast<std::size_t>(y)] = bins;
        m_firstRow = y;
        m_firstBin = std::min(m_firstBin, bins.first);
        m_endBin = std::max(m_endBin, bins.last + 1);
    }
    m_bins.resize(static_cast<std::size_t>(std::max(m_endBin - m_firstBin, 0)));
}

/// The loudest of some frames in each bin.
void LevelColumns::gather(const Span& frames) {
    const std::size_t count = m_bins.size();
    LevelCode* bins = m_bins.data();
    std::copy_n(m_tiles.frame(m_resolution, frames.first) + m_firstBin, count, bins);
    for (int frame = frames.first + 1; frame <= frames.last; ++frame) {
        const LevelCode* next = m_tiles.frame(m_resolution, frame) + m_firstBin;
        for (std::size_t i = 0; i < count; ++i) {
            bins[i] = std::max(bins[i], next[i]);
        }
    }
}

/// From bins, m_firstBin first, to rows.
void LevelColumns::reduce(const LevelCode* bins, LevelCode* rows) const {
    for (std::size_t y = static_cast<std::size_t>(m_firstRow); y < m_rows.size(); ++y) {
        const Span& span = m_rows[y];
        const LevelCode* first = bins + (span.first - m_firstBin);
        LevelCode level = *first;
        if (span.fraction > 0) {
            level = between(level, first[1], span.fraction);
        } else {
            for (int i = 1; i <= span.last - span.first; ++i) {
                level = std::max(level, first[i]);
            }
        }
        rows[y] = level;
    }
}

const LevelCode* LevelColumns::rowsOf(int frame) {
    const auto slot = static_cast<std::size_t>(frame % 2);
    if (m_frameOfRows[slot] != frame) {
        m_frameRows[slot].resize(m_rows.size());
        reduce(m_tiles.frame(m_resolution, frame) + m_firstBin, m_frameRows[slot].data());
        m_frameOfRows[slot] = frame;
    }
    return m_frameRows[slot].data();
}

bool LevelColumns::read(long long column, LevelCode* levels) {
    const double begin = m_firstFrame + static_cast<double>(column) * m_framesPerColumn;
    const Span frames = spanOf(begin, begin + m_framesPerColumn, m_tiles.frames(m_resolution));
    if (frames.outside()) {
        return false;
    }
    if (frames.fraction > 0) {
        const LevelCode* low = rowsOf(frames.first);
        const LevelCode* high = rowsOf(frames.last);
        for (std::size_t y = static_cast<std::size_t>(m_firstRow); y < m_rows.size(); ++y) {
            levels[y] = between(low[y], high[y], frames.fraction);
        }
    } else if (frames.first == frames.last) {
        std::copy(rowsOf(frames.first) + m_firstRow, rowsOf(frames.first) + m_rows.size(),
                  levels + m_firstRow);
    } else {
        gather(frames);
        reduce(m_bins.data(), levels);
    }
    return true;
}

} // namespace tonegraft
