// SPDX-License-Identifier: GPL-3.0-or-later
#include "timbre/PicturePieces.h"

#include <algorithm>

namespace tonegraft {

std::vector<PicturePiece> cutPicture(int frames, int most, int margin) {
    const int count = (frames + most - 1) / most;
    std::vector<PicturePiece> pieces;
    for (int i = 0; i < count; ++i) {
        const auto cut = [&](int index) {
            return static_cast<int>(static_cast<long long>(frames) * index / count);
        };
        PicturePiece piece;
        piece.begin = cut(i);
        piece.end = cut(i + 1);
        piece.first = std::max(0, piece.begin - margin);
        piece.last = std::min(frames, piece.end + margin);
        pieces.push_back(piece);
    }
    return pieces;
}

LevelScale noteScale(const LogFrequencyPicture& picture) {
    const auto size = static_cast<std::ptrdiff_t>(kPictureBins) * picture.frames;
    const auto first = picture.levelsDb.begin();
    const float loudest = size > 0 ? *std::max_element(first, first + size) : 0.0F;
    return {loudest, -80.0F, 30.0F};
}

LevelScale levelScale() {
    return {0.0F, -40.0F, 0.0F};
}

std::vector<float> PictureReader::read(const PicturePiece& piece) const {
    constexpr float kUnitDb = 20.0F;
    std::vector<float> values;
    values.reserve(static_cast<std::size_t>(kPictureWindows) * kPictureBins *
                   static_cast<std::size_t>(piece.frames()));
    for (int row = 0; row < kPictureWindows * kPictureBins; ++row) {
        const float* const levels = m_picture.row(0, row);
        for (int frame = piece.first; frame < piece.last; ++frame) {
            const float level = std::max(levels[frame] - m_scale.zeroDb, m_scale.floorDb);
            values.push_back((level + m_scale.offsetDb) / kUnitDb);
        }
    }
    return values;
}

void copyCore(const PicturePiece& piece, int rows, const float* values, int wholeFrames,
              float* whole) {
    for (int row = 0; row < rows; ++row) {
        const float* const from =
            values + static_cast<std::ptrdiff_t>(row) * piece.frames() + piece.begin - piece.first;
        std::copy(from, from + piece.end - piece.begin,
                  whole + static_cast<std::ptrdiff_t>(row) * wholeFrames + piece.begin);
    }
}

} // namespace tonegraft
