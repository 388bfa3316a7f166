// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/system/ProcessMemory.h"

#include <fstream>
#include <string>

#include <malloc.h>

namespace tonegraft {

namespace {

// Not getrusage(): its figure survives exec and may be that of the process before.
std::int64_t statusBytes(const char* key) {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == key) {
            std::int64_t kibibytes = 0;
            status >> kibibytes;
            return kibibytes * 1024;
        }
    return 0;
}

} // namespace

std::int64_t residentBytes() {
    return statusBytes("VmRSS:");
}

std::int64_t peakRssBytes() {
    return statusBytes("VmHWM:");
}

bool restartPeak() {
    malloc_trim(0);
    std::ofstream references("/proc/self/clear_refs");
    return static_cast<bool>(references << "5" << std::flush);
}

} // namespace tonegraft
