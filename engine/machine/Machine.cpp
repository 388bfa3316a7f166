// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/Machine.h"

#include "machine/ControlGroups.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <locale>
#include <string>
#include <thread>

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

namespace tonegraft {

namespace {

constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

std::uint64_t systemBytes() {
    std::ifstream info("/proc/meminfo");
    info.imbue(std::locale::classic());
    for (std::string key; info >> key;)
        if (key == "MemAvailable:") {
            std::uint64_t kibibytes = 0;
            return info >> kibibytes ? kibibytes * 1024 : kNoLimit;
        }
    return kNoLimit;
}

std::uint64_t leftOf(int resource, std::uint64_t usedBytes) {
    rlimit limit{};
    if (::getrlimit(static_cast<__rlimit_resource>(resource), &limit) != 0 ||
        limit.rlim_cur == RLIM_INFINITY)
        return kNoLimit;
    return limit.rlim_cur > usedBytes ? limit.rlim_cur - usedBytes : 0;
}

/// proc(5): statm counts pages: size, resident, shared, text, 0, data and stack.
std::uint64_t bytesLeftByResourceLimits() {
    std::ifstream usage("/proc/self/statm");
    usage.imbue(std::locale::classic());
    std::uint64_t size = 0, resident = 0, shared = 0, text = 0, none = 0, data = 0;
    usage >> size >> resident >> shared >> text >> none >> data;
    const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    return std::min(leftOf(RLIMIT_AS, size * page), leftOf(RLIMIT_DATA, data * page));
}

int allowedProcessors() {
    cpu_set_t allowed;
    if (::sched_getaffinity(0, sizeof allowed, &allowed) == 0)
        return CPU_COUNT(&allowed);
    return static_cast<int>(std::thread::hardware_concurrency()); // more than the set has room for
}

} // namespace

std::uint64_t availableMemoryBytes() {
    return std::min({systemBytes(), controlGroupLimits().freeBytes, bytesLeftByResourceLimits()});
}

int availableProcessors() {
    const double share = std::ceil(controlGroupLimits().processors);
    const int allowed = std::max(1, allowedProcessors());
    return share < allowed ? std::max(1, static_cast<int>(share)) : allowed;
}

} // namespace tonegraft
