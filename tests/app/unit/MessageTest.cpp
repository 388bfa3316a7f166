// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/Message.h"

#include "tonegraft/Error.h"

#include <gtest/gtest.h>

namespace tonegraft {
namespace {

/// The highest of %1, %2, ... if none before it is missing, else -1.
int placeholdersOf(const std::string& pattern) {
    int count = 0;
    while (pattern.find("%" + std::to_string(count + 1)) != std::string::npos)
        ++count;
    for (int beyond = count + 2; beyond <= 9; ++beyond)
        if (pattern.find("%" + std::to_string(beyond)) != std::string::npos)
            return -1;
    return count;
}

TEST(Message, everyCodeHasASentenceWithAllItsArguments) {
    for (const MessageText& text : kMessageTexts) {
        const std::string english = text.english;
        EXPECT_GE(placeholdersOf(english), 0) << english;
        const bool wordedElsewhere =
            text.code == MessageCode::plain || text.code == MessageCode::internal;
        EXPECT_TRUE(wordedElsewhere || english.back() == '.') << english;
    }
}

TEST(Message, putsArgumentsInTheirPlaces) {
    EXPECT_EQ(expanded("%2 before %1, %2 again", {"first", "second"}),
              "second before first, second again");
    EXPECT_EQ(expanded("100% of %1", {"all"}), "100% of all");
    EXPECT_EQ(expanded("%1 and %2.", {"this"}), "this and .");
    EXPECT_EQ(expanded("ends in %", {}), "ends in %");
}

TEST(Message, leavesAloneWhatAnArgumentContains) {
    EXPECT_EQ(expanded("%1 is %2", {"'100%2.wav'", "damaged"}), "'100%2.wav' is damaged");
}

TEST(Message, inWordsAlreadyStaysAsItIs) {
    EXPECT_EQ(Message("50 %1 off").text(), "50 %1 off");
    EXPECT_TRUE(Message().empty());
    EXPECT_FALSE(Message("something").empty());
}

TEST(Message, anErrorSaysItInEnglishAndKeepsItsCode) {
    const Error error(MessageCode::transferSilent, {"style"});
    EXPECT_STREQ(error.what(), "The style is silent. Choose a clip or region with sound in it.");
    EXPECT_EQ(error.message(), Message(MessageCode::transferSilent, {"style"}));
    EXPECT_EQ(Error("plain").message().code, MessageCode::plain);
}

} // namespace
} // namespace tonegraft
