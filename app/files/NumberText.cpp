// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/NumberText.h"

#include <array>
#include <charconv>
#include <cmath>

namespace tonegraft {

std::string numberText(double value) {
    constexpr double kExactWholes = 9007199254740992.0;
    if (std::floor(value) == value && std::abs(value) <= kExactWholes)
        return std::to_string(static_cast<long long>(value)); // not "1e+05"
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

std::string fixedText(double value, int decimals) {
    // The largest double has 309 digits before the point.
    std::array<char, 384> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   std::chars_format::fixed, decimals)
                         .ptr;
    return {buffer.data(), end};
}

std::optional<double> parsedNumber(std::string_view text) {
    double value = 0.0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::optional<std::uint64_t> parsedCount(std::string_view text) {
    std::uint64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end)
        return std::nullopt;
    return value;
}

} // namespace tonegraft
