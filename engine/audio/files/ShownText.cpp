// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/ShownText.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tonegraft {

namespace {

constexpr const char* kDigits = "0123456789ABCDEF";

/// First and last of what is not shown as it is, besides the control characters of ASCII.
/// Unicode 15: general categories Cc, Zl and Zp, and the property Bidi_Control.
constexpr std::array<std::pair<char32_t, char32_t>, 6> kEscaped{{{0x80, 0x9F},
                                                                 {0x61C, 0x61C},
                                                                 {0x200E, 0x200F},
                                                                 {0x2028, 0x202E},
                                                                 {0x2066, 0x2069},
                                                                 {0xFFF9, 0xFFFB}}};

/// Of a well-formed character.
char32_t codePointOf(std::string_view character) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
    if (character.size() == 1)
        return byte(0);
    char32_t code = byte(0) & (0x7FU >> character.size());
    for (std::size_t i = 1; i < character.size(); ++i)
        code = code << 6U | (byte(i) & 0x3FU);
    return code;
}

std::string escapeOf(char32_t code) {
    if (code == '\n')
        return "\\n";
    if (code == '\t')
        return "\\t";
    std::string escape = code < 0x80 ? "\\x" : "\\u";
    for (int shift = code < 0x80 ? 4 : 12; shift >= 0; shift -= 4)
        escape += kDigits[code >> static_cast<unsigned>(shift) & 15U];
    return escape;
}

bool isEscaped(char32_t code) {
    return code < 0x20 || code == 0x7F ||
           std::any_of(kEscaped.begin(), kEscaped.end(), [code](const auto& range) {
               return code >= range.first && code <= range.second;
           });
}

} // namespace

std::size_t utf8Bytes(std::string_view text) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const unsigned lead = byte(0);
    const unsigned second = byte(1);
    const auto continues = [&](std::size_t count) {
        for (std::size_t i = 1; i <= count; ++i)
            if ((byte(i) & 0xC0U) != 0x80U)
                return false;
        return true;
    };
    if (text.empty())
        return 0;
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF && continues(1))
        return 2;
    const bool overlong3 = lead == 0xE0 && second < 0xA0;
    const bool surrogate = lead == 0xED && second > 0x9F;
    if (lead >= 0xE0 && lead <= 0xEF && continues(2) && !overlong3 && !surrogate)
        return 3;
    const bool overlong4 = lead == 0xF0 && second < 0x90;
    const bool beyond = lead == 0xF4 && second > 0x8F;
    if (lead >= 0xF0 && lead <= 0xF4 && continues(3) && !overlong4 && !beyond)
        return 4;
    return 0;
}

std::string shownText(std::string_view text) {
    std::string shown;
    while (!text.empty()) {
        const std::size_t length = utf8Bytes(text);
        const std::string_view character = text.substr(0, length);
        if (length == 0)
            shown += "\xEF\xBF\xBD";
        else if (const char32_t code = codePointOf(character); isEscaped(code))
            shown += escapeOf(code);
        else
            shown += character;
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return shown;
}

std::string shownLines(std::string_view text) {
    std::string shown;
    for (std::size_t end = 0; end != std::string_view::npos;) {
        end = text.find('\n');
        shown += shownText(text.substr(0, end));
        if (end != std::string_view::npos) {
            shown += '\n';
            text.remove_prefix(end + 1);
        }
    }
    return shown;
}

} // namespace tonegraft
