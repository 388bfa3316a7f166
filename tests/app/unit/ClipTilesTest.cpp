// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/job/ClipTiles.h"

#include "support/Signals.h"
#include "tonegraft/Error.h"
#include "tonegraft/Spectrogram.h"

#include <gtest/gtest.h>

namespace tonegraft::test {
namespace {

TEST(ClipTiles, areRefusedWhereTheyDoNotFitAndFitWhereTheyAreNot) {
    const AudioClip clip = sineClip(44100, 441000, 2);
    const std::size_t bytes = tilesOfClip(clip, visitSpectrogram)->bytes();
    EXPECT_NO_THROW(requireMemoryForTiles(clip, "clip.wav", 3 * bytes));
    try {
        requireMemoryForTiles(clip, "clip.wav", bytes);
        ADD_FAILURE() << "they were not refused";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("'clip.wav'"), std::string::npos);
        EXPECT_NE(std::string(error.what()).find("memory"), std::string::npos);
    }
}

} // namespace
} // namespace tonegraft::test
