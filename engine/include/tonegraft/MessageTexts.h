// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/FileMessageTexts.h"
#include "tonegraft/MessageWords.h"
#include "tonegraft/RunMessageTexts.h"

#include <array>
#include <cstddef>

namespace tonegraft {

namespace detail {

template <std::size_t First, std::size_t Second>
constexpr std::array<MessageText, First + Second> joined(const MessageText (&first)[First],
                                                         const MessageText (&second)[Second]) {
    std::array<MessageText, First + Second> all{};
    for (std::size_t i = 0; i < First; ++i) {
        all[i] = first[i];
    }
    for (std::size_t i = 0; i < Second; ++i) {
        all[First + i] = second[i];
    }
    return all;
}

} // namespace detail

/// All of them, in the order of the codes.
inline constexpr auto kMessageTexts = detail::joined(kFileMessageTexts, kRunMessageTexts);

namespace detail {

constexpr bool messageTextsAreInOrder() {
    std::size_t next = 0;
    for (const MessageText& text : kMessageTexts) {
        if (text.code != static_cast<MessageCode>(next++)) {
            return false;
        }
    }
    return next == static_cast<std::size_t>(MessageCode::outputLimited) + 1;
}

} // namespace detail
static_assert(detail::messageTextsAreInOrder(), "every code has its text, in the codes' order");

} // namespace tonegraft
