// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/AvailableMemory.h"

#include <fstream>
#include <limits>
#include <locale>
#include <string>

namespace tonegraft {

std::uint64_t availableMemoryBytes() {
    std::ifstream info("/proc/meminfo");
    info.imbue(std::locale::classic());
    std::string line;
    while (std::getline(info, line)) {
        const std::string key = "MemAvailable:";
        if (line.compare(0, key.size(), key) == 0)
            return std::strtoull(line.c_str() + key.size(), nullptr, 10) * 1024;
    }
    return std::numeric_limits<std::uint64_t>::max();
}

} // namespace tonegraft
