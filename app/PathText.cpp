// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/PathText.h"

#include <algorithm>

namespace tonegraft {

std::size_t utf8Bytes(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xC2 && lead < 0xE0 ? 2
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    if (length == 0 || length > text.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0) != 0x80)
            return 0;
    return length;
}

std::string pathText(const std::filesystem::path& path) {
    const std::string& name = path.native();
    std::string text;
    for (std::string_view rest = name; !rest.empty();) {
        const std::size_t length = utf8Bytes(rest);
        const auto first = static_cast<unsigned char>(rest.front());
        const bool shown = length > 0 && first >= 0x20 && first != 0x7F;
        text += shown ? rest.substr(0, length) : std::string_view("?");
        rest.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return "'" + text + "'";
}

} // namespace tonegraft
