// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/files/FileMessage.h"
#include "tonegraft/Error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <iterator>

namespace tonegraft {
namespace {

Message messageOf(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.message();
    }
    ADD_FAILURE() << "nothing was thrown";
    return {};
}

bool isWord(const std::string& argument) {
    return std::any_of(std::begin(kMessageWords), std::end(kMessageWords),
                       [&](const char* word) { return argument == word; });
}

TEST(FileMessage, aNameThatTheSystemRefusesIsBlamedInWordsThatAreTranslated) {
    for (const int number : {EINVAL, EILSEQ}) {
        const Message message = messageOf([&] { failToWrite("a:b.wav", number); });
        EXPECT_EQ(message.text(), "Cannot write 'a:b.wav': it is a name that this file system "
                                  "refuses. Choose another name.");
        EXPECT_TRUE(isWord(message.arguments.at(1)));
    }
}

TEST(FileMessage, aLockedFileIsNotCalledAResource) {
    for (const int number : {EAGAIN, EBUSY, ETXTBSY}) {
        const Message message = messageOf([&] { failToRead("a.wav", number); });
        EXPECT_EQ(message.text(),
                  "Cannot read 'a.wav': another program is using it. Choose another file.");
        EXPECT_TRUE(isWord(message.arguments.at(1)));
        EXPECT_TRUE(isWord(messageOf([&] { failToWrite("a.wav", number); }).arguments.at(1)));
    }
}

} // namespace
} // namespace tonegraft
