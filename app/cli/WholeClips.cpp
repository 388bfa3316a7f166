// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/WholeClips.h"

namespace tonegraft {

namespace {

const char* patternOf(MessageCode code) {
    switch (code) {
    case MessageCode::readTooLong:
        return "Cannot read %1: it is longer than two hours, and this command reads whole "
               "recordings. Cut it into shorter files first.";
    case MessageCode::readNeedsMemory:
        return "Cannot read %1: it needs %2 of memory, and only %3 are free. Close other "
               "programs, or cut it into shorter files first.";
    case MessageCode::readOutOfMemory:
        return "Cannot read %1: there is not enough memory for it. Close other programs, or cut "
               "it into shorter files first.";
    default:
        return nullptr;
    }
}

} // namespace

Error withoutRegion(const Error& error) {
    const char* pattern = patternOf(error.message().code);
    return pattern == nullptr ? error : Error(expanded(pattern, error.message().arguments));
}

} // namespace tonegraft
