// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tonegraft {

/// Numbers as text that does not depend on the locale: a decimal point, no grouping.
/// Thread: any.

/// The shortest text that reads back as the same number: "0.9", "45", "inf", "-inf", "nan".
std::string numberText(double value);
/// A fixed number of decimals: fixedText(0.25, 1) is "0.2" or "0.3" as the binary value rounds.
std::string fixedText(double value, int decimals);

/// The whole text as a finite number; nothing else is accepted (no blanks, no trailing unit).
std::optional<double> parsedNumber(std::string_view text);
/// The whole text as a whole number that is not negative.
std::optional<std::uint64_t> parsedCount(std::string_view text);

} // namespace tonegraft
