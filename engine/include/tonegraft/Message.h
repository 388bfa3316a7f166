// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/MessageTexts.h"

#include <string>
#include <utility>
#include <vector>

namespace tonegraft {

/// A pattern with each %1 to %9 replaced by its argument, empty where there is none. What an
/// argument itself contains is left alone. Thread: any.
inline std::string expanded(const std::string& pattern, const std::vector<std::string>& arguments) {
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool placeholder = pattern[i] == '%' && i + 1 < pattern.size() &&
                                 pattern[i + 1] >= '1' && pattern[i + 1] <= '9';
        if (!placeholder) {
            text += pattern[i];
            continue;
        }
        const auto index = static_cast<std::size_t>(pattern[++i] - '1');
        text += index < arguments.size() ? arguments[index] : std::string();
    }
    return text;
}

/// Something to tell the user: a code, so that the window can say it in the user's language, and
/// what goes into it. Numbers are written with a decimal point. Thread: any (a plain value).
struct Message {
    MessageCode code = MessageCode::plain;
    std::vector<std::string> arguments;

    Message() = default; ///< nothing to tell
    Message(MessageCode messageCode, std::vector<std::string> messageArguments = {})
        : code(messageCode), arguments(std::move(messageArguments)) {}
    /// In words already, UTF-8.
    Message(std::string text) : arguments{std::move(text)} {}
    Message(const char* text) : arguments{text} {}

    bool empty() const { return code == MessageCode::plain && arguments.empty(); }
    /// In English.
    std::string text() const {
        return expanded(kMessageTexts[static_cast<std::size_t>(code)].english, arguments);
    }
};

inline bool operator==(const Message& a, const Message& b) {
    return a.code == b.code && a.arguments == b.arguments;
}
inline bool operator!=(const Message& a, const Message& b) {
    return !(a == b);
}

} // namespace tonegraft
