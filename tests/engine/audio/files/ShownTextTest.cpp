// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/ShownText.h"

#include <gtest/gtest.h>

namespace tonegraft::test {
namespace {

TEST(ShownText, leavesWhatIsReadAsItIs) {
    for (const char* text : {"", "a b.wav", "Ünï 歌 🎻", "שלום عربى", "a\\n'\"<b>", "e\u0301"})
        EXPECT_EQ(shownText(text), text);
}

TEST(ShownText, escapesWhatATerminalWouldObey) {
    EXPECT_EQ(shownText("a\nb\tc\x1b[31m\x7f\r"), "a\\nb\\tc\\x1B[31m\\x7F\\x0D");
    EXPECT_EQ(shownText(std::string("a\0b", 3)), "a\\x00b");
    EXPECT_EQ(shownText("\u0080\u0085\u009b\u009f\u00a0"), "\\u0080\\u0085\\u009B\\u009F\u00a0");
}

TEST(ShownText, escapesWhatTurnsTheDirectionOfWritingOrBreaksTheLine) {
    EXPECT_EQ(shownText("gnp.\u202egpj"), "gnp.\\u202Egpj");
    EXPECT_EQ(shownText("\u061c\u200e\u200f\u202a\u2066\u2069"),
              "\\u061C\\u200E\\u200F\\u202A\\u2066\\u2069");
    EXPECT_EQ(shownText("a\u2028b\u2029c"), "a\\u2028b\\u2029c");
}

TEST(ShownText, marksBytesThatAreNotUtf8) {
    EXPECT_EQ(shownText("a\xff\xc3"), "a\uFFFD\uFFFD");
    EXPECT_EQ(shownText("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD"); // a surrogate
    EXPECT_EQ(shownText("\xc0\x9b"), "\uFFFD\uFFFD");           // an overlong escape
}

TEST(ShownText, ofSeveralLinesTheBreaksStay) {
    EXPECT_EQ(shownLines("a\x1b\nb\u2028\n"), "a\\x1B\nb\\u2028\n");
    EXPECT_EQ(shownLines(""), "");
}

} // namespace
} // namespace tonegraft::test
