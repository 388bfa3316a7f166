// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/MemoryEstimate.h"
#include "support/Tunes.h"
#include "tonegraft/Error.h"

#include <gtest/gtest.h>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

std::string refusal(const AudioClip& content, const AudioClip& style,
                    const TransferSettings& settings, std::uint64_t available) {
    try {
        requireMemory(content, style, settings, available);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

} // namespace

TEST(MemoryEstimate, GrowsWithLengthChannelsRateAndFilters) {
    const AudioClip style = melody(22050, 1, 44100);
    const TransferSettings settings = defaultSettings("statistics");
    const auto bytes = [&](int rate, int channels, std::size_t samples) {
        return estimatedPeakBytes(shapeOf(melody(rate, channels, samples)), shapeOf(style),
                                  settings);
    };
    const auto base = bytes(22050, 1, 100000);
    EXPECT_GT(bytes(22050, 1, 200000), base);
    EXPECT_GT(bytes(22050, 2, 100000), base);
    EXPECT_GT(bytes(44100, 1, 200000), base);
    TransferSettings finite = settings;
    finite.filters = 16384;
    EXPECT_GT(estimatedPeakBytes(shapeOf(melody(22050, 1, 100000)), shapeOf(style), finite), base);
}

TEST(MemoryEstimate, RefusesWhatDoesNotFitAndProposesWhatDoes) {
    const AudioClip content = melody(22050, 1, 22050 * 30);
    const AudioClip style = melody(22050, 1, 22050 * 20);
    const TransferSettings settings = defaultSettings("statistics");
    const auto needed = estimatedPeakBytes(shapeOf(content), shapeOf(style), settings);
    EXPECT_EQ(refusal(content, style, settings, 2 * needed), "");
    const std::string message = refusal(content, style, settings, needed);
    const std::size_t at = message.find("at most ");
    ASSERT_NE(at, std::string::npos) << message;
    const int seconds = std::stoi(message.substr(at + 8));
    EXPECT_LT(seconds, 30);
    EXPECT_GT(seconds, 20);
    const auto samples = static_cast<std::size_t>(seconds) * 22050;
    EXPECT_EQ(
        refusal(melody(22050, 1, samples), melody(22050, 1, samples * 2 / 3), settings, needed),
        "");
}

TEST(MemoryEstimate, NamesNoRegionsOrFiltersWhereNoneFit) {
    const AudioClip clip = melody(22050, 1, 22050 * 10);
    TransferSettings settings = defaultSettings("statistics");
    EXPECT_NE(refusal(clip, clip, settings, 1000).find("no region is short enough for"),
              std::string::npos);
    settings.filters = 16384;
    const std::string message = refusal(clip, clip, settings, 1000);
    EXPECT_NE(message.find("no region is short enough for"), std::string::npos) << message;
    EXPECT_EQ(message.find("filters"), std::string::npos) << message;
}

TEST(MemoryEstimate, NamesAsManyFiltersAsFit) {
    const AudioClip clip = melody(22050, 1, 22050 * 10);
    TransferSettings settings = defaultSettings("statistics");
    settings.filters = 1;
    const auto one = estimatedPeakBytes(shapeOf(clip), shapeOf(clip), settings);
    settings.filters = 16384;
    const std::uint64_t available = one + one / 4; // what is used of them is nine tenths
    const std::string message = refusal(clip, clip, settings, available);
    const std::size_t end = message.find(" filters");
    ASSERT_NE(end, std::string::npos) << message;
    const std::size_t begin = message.rfind(' ', end - 1) + 1;
    settings.filters = std::stoi(message.substr(begin, end - begin));
    ASSERT_GE(settings.filters, 1);
    EXPECT_EQ(refusal(clip, clip, settings, available), "");
    ++settings.filters;
    EXPECT_NE(refusal(clip, clip, settings, available), "");
}
