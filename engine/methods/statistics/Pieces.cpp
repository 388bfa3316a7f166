// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/statistics/Pieces.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kHalfTurn = 3.14159265358979323846;

/// Samples first .. first + count - 1 of a piece.
struct Fade {
    std::size_t first = 0;
    std::size_t count = 0;
};

// How alike old and new are where they are faded: 1 the same, 0 nothing in common.
double likenessOf(const AudioClip& clip, const AudioClip& sound, const Piece& piece,
                  const Fade& fade) {
    double shared = 0.0;
    double before = 0.0;
    double after = 0.0;
    for (int channel = 0; channel < clip.channelCount(); ++channel) {
        const float* a = clip.channels[channel].data() + piece.first;
        const float* b = sound.channels[channel].data();
        for (std::size_t i = fade.first; i < fade.first + fade.count; ++i) {
            shared += static_cast<double>(a[i]) * static_cast<double>(b[i]);
            before += static_cast<double>(a[i]) * static_cast<double>(a[i]);
            after += static_cast<double>(b[i]) * static_cast<double>(b[i]);
        }
    }
    const double power = std::sqrt(before * after);
    return power > 0.0 ? std::clamp(shared / power, 0.0, 1.0) : 1.0;
}

} // namespace

int pieceCountOf(double frames, const LongClips& limits) {
    if (frames <= limits.wholeFrames) {
        return 1;
    }
    const double step = limits.pieceFrames - limits.overlapFrames;
    return std::max(1, static_cast<int>(std::ceil((frames - limits.overlapFrames) / step)));
}

std::vector<Piece> piecesOf(std::size_t sampleCount, int hopSamples, const LongClips& limits) {
    const auto hop = static_cast<std::size_t>(hopSamples);
    const std::size_t frames = sampleCount / hop;
    const auto count = static_cast<std::size_t>(pieceCountOf(static_cast<double>(frames), limits));
    const auto overlap = static_cast<std::size_t>(count > 1 ? limits.overlapFrames : 0);
    const auto begin = [&](std::size_t k) { return k * (frames - overlap) / count; };
    std::vector<Piece> pieces;
    for (std::size_t k = 0; k < count; ++k) {
        Piece piece;
        piece.first = begin(k) * hop;
        const bool last = k + 1 == count;
        piece.count = (last ? sampleCount : (begin(k + 1) + overlap) * hop) - piece.first;
        piece.overlap = k > 0 ? overlap * hop : 0;
        pieces.push_back(piece);
    }
    return pieces;
}

AudioClip samplesOf(const AudioClip& clip, const Piece& piece) {
    AudioClip part;
    part.sampleRateHz = clip.sampleRateHz;
    for (const std::vector<float>& channel : clip.channels) {
        const auto first = channel.begin() + static_cast<std::ptrdiff_t>(piece.first);
        part.channels.emplace_back(first, first + static_cast<std::ptrdiff_t>(piece.count));
    }
    return part;
}

void putPiece(AudioClip& clip, const AudioClip& sound, const Piece& piece, std::size_t margin) {
    margin = std::min(margin, piece.overlap / 2);
    const Fade fade{margin, piece.overlap - 2 * margin};
    const double likeness = likenessOf(clip, sound, piece, fade);
    for (int channel = 0; channel < clip.channelCount(); ++channel) {
        float* out = clip.channels[channel].data() + piece.first;
        const float* in = sound.channels[channel].data();
        for (std::size_t i = fade.first; i < fade.first + fade.count; ++i) {
            const double share =
                (static_cast<double>(i - fade.first) + 0.5) / static_cast<double>(fade.count);
            const double own = 0.5 - 0.5 * std::cos(kHalfTurn * share);
            const double power =
                own * own + (1.0 - own) * (1.0 - own) + 2.0 * likeness * own * (1.0 - own);
            out[i] = static_cast<float>(
                ((1.0 - own) * static_cast<double>(out[i]) + own * static_cast<double>(in[i])) /
                std::sqrt(power));
        }
        const std::size_t whole = fade.first + fade.count;
        std::copy(in + whole, in + piece.count, out + whole);
    }
}

} // namespace tonegraft
