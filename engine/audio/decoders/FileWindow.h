// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/files/InputFile.h"

#include <algorithm>
#include <cstdint>
#include <exception>

namespace tonegraft {

/// The part of a file that a decoding library sees through its callbacks. An exception must not
/// pass through C code: it is kept, and the library sees the end of the file.
struct FileWindow {
    const InputFile& file;
    std::uint64_t begin = 0;
    std::uint64_t length = 0;
    std::uint64_t position = 0;
    std::exception_ptr failure;

    std::size_t read(void* bytes, std::uint64_t count) noexcept {
        if (position >= length || failure)
            return 0;
        const std::uint64_t wanted = std::min(count, length - position);
        try {
            const std::size_t got =
                file.readAt(begin + position, bytes, static_cast<std::size_t>(wanted));
            position += got;
            return got;
        } catch (...) {
            failure = std::current_exception();
            return 0;
        }
    }

    void throwFailure() const {
        if (failure)
            std::rethrow_exception(failure);
    }
};

} // namespace tonegraft
