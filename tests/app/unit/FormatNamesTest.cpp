// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/FormatNames.h"

#include <gtest/gtest.h>

namespace tonegraft {
namespace {

TEST(FormatNames, leadThereAndBack) {
    for (const SampleFormat format :
         {SampleFormat::pcm16, SampleFormat::pcm24, SampleFormat::float32})
        EXPECT_EQ(sampleFormatNamed(nameOf(format)), format);
    for (const SoundFileType type :
         {SoundFileType::wav, SoundFileType::flac, SoundFileType::oggVorbis})
        EXPECT_EQ(soundFileTypeNamed(nameOf(type)), type);
    for (const FigureFormat format : {FigureFormat::png, FigureFormat::svg, FigureFormat::pdf})
        EXPECT_EQ(figureFormatNamed(nameOf(format)), format);
}

TEST(FormatNames, unknownOnesAreNone) {
    EXPECT_FALSE(sampleFormatNamed("pcm8"));
    EXPECT_FALSE(soundFileTypeNamed(""));
    EXPECT_FALSE(figureFormatNamed("jpg"));
}

TEST(FormatNames, theEndingOfANameDecidesInUpperOrLowerCase) {
    EXPECT_EQ(soundFileTypeOf("a/b.FLAC"), SoundFileType::flac);
    EXPECT_EQ(soundFileTypeOf("b.v2.ogg"), SoundFileType::oggVorbis);
    EXPECT_EQ(figureFormatOf("fig.Pdf"), FigureFormat::pdf);
    EXPECT_FALSE(soundFileTypeOf("flac"));
    EXPECT_FALSE(soundFileTypeOf("a.flac/b"));
}

} // namespace
} // namespace tonegraft
