// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/NumberText.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace tonegraft {
namespace {

TEST(NumberText, isTheShortestTextThatReadsBack) {
    EXPECT_EQ(numberText(0.9), "0.9");
    EXPECT_EQ(numberText(45.0), "45");
    EXPECT_EQ(numberText(100000.0), "100000");
    EXPECT_EQ(numberText(-0.0), "0");
    EXPECT_EQ(numberText(-std::numeric_limits<double>::infinity()), "-inf");
    EXPECT_EQ(parsedNumber(numberText(1.0 / 3.0)), 1.0 / 3.0);
}

TEST(NumberText, keepsAFixedNumberOfDecimals) {
    EXPECT_EQ(fixedText(1.25, 3), "1.250");
    EXPECT_EQ(fixedText(-0.5, 1), "-0.5");
    EXPECT_EQ(fixedText(1e300, 1).size(), 303U);
}

TEST(NumberText, acceptsWholeTextsOnly) {
    EXPECT_EQ(parsedNumber("0.5"), 0.5);
    EXPECT_EQ(parsedNumber("-2e3"), -2000.0);
    for (const char* text : {"", " 1", "1 ", "0,5", "1x", "nan", "inf", "1e999", "0x10"})
        EXPECT_FALSE(parsedNumber(text)) << text;
}

TEST(NumberText, countsAreWholeAndNotNegative) {
    EXPECT_EQ(parsedCount("18446744073709551615"), std::numeric_limits<std::uint64_t>::max());
    for (const char* text : {"", "-1", "1.0", "18446744073709551616", "1e3"})
        EXPECT_FALSE(parsedCount(text)) << text;
}

} // namespace
} // namespace tonegraft
