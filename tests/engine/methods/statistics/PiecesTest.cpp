// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/statistics/Pieces.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr int kHop = 100;
constexpr LongClips kLimits{60, 20, 4, 2048};

double levelDb(const AudioClip& clip, std::size_t first, std::size_t count) {
    const auto begin = clip.channels[0].begin() + static_cast<std::ptrdiff_t>(first);
    return 20.0 *
           std::log10(rms(std::vector<float>(begin, begin + static_cast<std::ptrdiff_t>(count))));
}

AudioClip joined(const AudioClip& before, const AudioClip& after, const Piece& piece) {
    AudioClip clip = before;
    putPiece(clip, samplesOf(after, piece), piece, 50);
    return clip;
}

} // namespace

TEST(Pieces, OfAClipThatIsNotLongAreOne) {
    const std::vector<Piece> pieces = piecesOf(60 * kHop, kHop, kLimits);
    ASSERT_EQ(pieces.size(), 1U);
    EXPECT_EQ(pieces[0].first, 0U);
    EXPECT_EQ(pieces[0].count, 60U * kHop);
}

TEST(Pieces, CoverALongClipOverlapAsAskedAndAreOfOneLength) {
    for (const std::size_t samples : {6101U, 7777U, 60000U, 100001U}) {
        const std::vector<Piece> pieces = piecesOf(samples, kHop, kLimits);
        ASSERT_GT(pieces.size(), 2U);
        EXPECT_EQ(pieces.front().first, 0U);
        EXPECT_EQ(pieces.back().end(), samples);
        for (std::size_t k = 0; k < pieces.size(); ++k) {
            EXPECT_LE(pieces[k].count, 22U * kHop);
            EXPECT_NEAR(static_cast<double>(pieces[k].count), static_cast<double>(pieces[0].count),
                        2.0 * kHop);
            EXPECT_EQ(pieces[k].first % kHop, 0U) << "frames of piece and clip coincide";
            if (k > 0) {
                EXPECT_EQ(pieces[k].overlap, 4U * kHop);
                EXPECT_EQ(pieces[k - 1].end() - pieces[k].first, 4U * kHop);
            }
        }
    }
}

TEST(Pieces, ThatAgreeAreJoinedWithoutAChange) {
    const AudioClip clip = monoClip(8000, sine(8000, 8000, 440.0));
    const AudioClip same = joined(clip, clip, {4000, 4000, 800});
    for (std::size_t i = 0; i < clip.sampleCount(); ++i) {
        EXPECT_NEAR(same.channels[0][i], clip.channels[0][i], 1e-6);
    }
}

TEST(Pieces, WithNothingInCommonAreJoinedWithoutADip) {
    const AudioClip before = monoClip(8000, noise(16000, 0.5, 1));
    const AudioClip after = monoClip(8000, noise(16000, 0.5, 2));
    const AudioClip clip = joined(before, after, {4000, 12000, 4000});
    for (std::size_t first = 0; first < 16000; first += 1000) {
        EXPECT_NEAR(levelDb(clip, first, 1000), levelDb(before, 0, 16000), 0.5) << first;
    }
    EXPECT_EQ(clip.channels[0][4049], before.channels[0][4049]) << "the ends are left out";
    EXPECT_EQ(clip.channels[0][7950], after.channels[0][7950]);
}
