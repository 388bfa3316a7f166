// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/FormatNames.h"

#include <gtest/gtest.h>

namespace tonegraft {
namespace {

TEST(FormatNames, leadThereAndBack) {
    for (std::size_t i = 0; i < std::size(kSampleFormats); ++i)
        EXPECT_EQ(sampleFormatNamed(kSampleFormats[i].id), static_cast<SampleFormat>(i));
    for (std::size_t i = 0; i < std::size(kSoundFormats); ++i)
        EXPECT_EQ(soundFileTypeNamed(kSoundFormats[i].id), static_cast<SoundFileType>(i));
    EXPECT_EQ(nameOf(SampleFormat::float32), "float");
    EXPECT_EQ(nameOf(SoundFileType::oggVorbis), "ogg");
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

TEST(FormatNames, helpIsMadeOfTheTable) {
    EXPECT_EQ(allSoundEndings(), ".wav, .flac or .ogg");
    EXPECT_EQ(allSampleFormats("|"), "pcm16|pcm24|float");
    EXPECT_EQ(sampleFormatsOf(SoundFileType::wav), "pcm16 or pcm24 or float");
    EXPECT_EQ(sampleFormatsOf(SoundFileType::flac), "pcm16 or pcm24");
    EXPECT_EQ(sampleFormatsOf(SoundFileType::oggVorbis), "");
}

} // namespace
} // namespace tonegraft
