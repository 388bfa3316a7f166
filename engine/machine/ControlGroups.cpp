// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/ControlGroups.h"

#include <algorithm>
#include <fstream>
#include <locale>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace tonegraft {

namespace {

namespace fs = std::filesystem;

/// A mounted hierarchy of groups.
struct Hierarchy {
    fs::path place;
    std::string root;        ///< the group that is seen at `place`
    std::string controllers; ///< ",memory,"; of the second version: empty
    bool second = false;
};

bool names(const std::string& controllers, const std::string& one) {
    return ("," + controllers + ",").find("," + one + ",") != std::string::npos;
}

std::ifstream opened(const fs::path& path) {
    std::ifstream file(path);
    file.imbue(std::locale::classic());
    return file;
}

std::optional<double> numberIn(const fs::path& file) {
    std::ifstream in = opened(file);
    double number = 0.0; // "max" is none
    return in >> number ? std::optional<double>(number) : std::nullopt;
}

double valueIn(const fs::path& table, const std::string& wanted) {
    std::ifstream in = opened(table);
    double value = 0.0;
    for (std::string key; in >> key >> value;)
        if (key == wanted)
            return value;
    return 0.0;
}

/// proc(5), mountinfo: "31 23 0:28 ROOT PLACE options ... - TYPE source CONTROLLERS".
std::vector<Hierarchy> hierarchies(const fs::path& root) {
    std::vector<Hierarchy> all;
    std::ifstream in = opened(root / "proc/self/mountinfo");
    for (std::string line; std::getline(in, line);) {
        const std::size_t dash = line.find(" - cgroup");
        if (dash == std::string::npos)
            continue;
        std::istringstream before(line.substr(0, dash)), behind(line.substr(dash + 3));
        std::string skipped, place, type;
        Hierarchy hierarchy;
        before >> skipped >> skipped >> skipped >> hierarchy.root >> place;
        behind >> type >> skipped >> hierarchy.controllers;
        hierarchy.place = root / fs::path(place).relative_path();
        hierarchy.second = type == "cgroup2";
        all.push_back(hierarchy);
    }
    return all;
}

/// proc(5), cgroup: "4:memory:/GROUP"; of the second version "0::/GROUP".
std::string groupIn(const Hierarchy& hierarchy, const std::string& controller,
                    const fs::path& root) {
    std::ifstream in = opened(root / "proc/self/cgroup");
    for (std::string line; std::getline(in, line);) {
        const std::size_t first = line.find(':');
        const std::size_t second = line.find(':', first + 1);
        if (second == std::string::npos)
            continue;
        const std::string controllers = line.substr(first + 1, second - first - 1);
        if (hierarchy.second ? controllers.empty() : names(controllers, controller))
            return line.substr(second + 1);
    }
    return "/";
}

/// The folders of a group and of all that it lies in, as far as they are mounted.
std::vector<fs::path> foldersOf(const Hierarchy& hierarchy, std::string group) {
    if (hierarchy.root != "/" && group.rfind(hierarchy.root, 0) == 0)
        group.erase(0, hierarchy.root.size());
    fs::path folder = (hierarchy.place / fs::path(group).relative_path()).lexically_normal();
    std::error_code error;
    if (!fs::is_directory(folder, error)) // a container that does not see its own name
        folder = hierarchy.place;
    std::vector<fs::path> folders{folder};
    while (folder != hierarchy.place && folder.has_relative_path()) {
        folder = folder.parent_path();
        folders.push_back(folder);
    }
    return folders;
}

void takeMemory(const fs::path& folder, const char* limitName, const char* usageName,
                const std::string& prefix, ControlGroupLimits& limits) {
    const auto limit = numberIn(folder / limitName);
    const auto usage = numberIn(folder / usageName);
    if (!limit || !usage)
        return;
    const fs::path table = folder / "memory.stat";
    const double cache =
        valueIn(table, prefix + "inactive_file") + valueIn(table, prefix + "active_file");
    const double free = std::max(0.0, *limit - std::max(0.0, *usage - cache));
    // The first version says "none" by a number near the largest.
    if (free < static_cast<double>(limits.freeBytes))
        limits.freeBytes = static_cast<std::uint64_t>(free);
}

void takeProcessors(double quota, double period, ControlGroupLimits& limits) {
    if (quota > 0.0 && period > 0.0)
        limits.processors = std::min(limits.processors, quota / period);
}

void takeSecond(const fs::path& folder, ControlGroupLimits& limits) {
    takeMemory(folder, "memory.max", "memory.current", "", limits);
    takeMemory(folder, "memory.high", "memory.current", "", limits);
    std::ifstream in = opened(folder / "cpu.max");
    double quota = 0.0, period = 0.0;
    if (in >> quota >> period)
        takeProcessors(quota, period, limits);
}

} // namespace

ControlGroupLimits controlGroupLimits(const fs::path& root) {
    ControlGroupLimits limits;
    for (const Hierarchy& hierarchy : hierarchies(root)) {
        if (hierarchy.second)
            for (const fs::path& folder : foldersOf(hierarchy, groupIn(hierarchy, "", root)))
                takeSecond(folder, limits);
        if (!hierarchy.second && names(hierarchy.controllers, "memory"))
            for (const fs::path& folder : foldersOf(hierarchy, groupIn(hierarchy, "memory", root)))
                takeMemory(folder, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_",
                           limits);
        if (!hierarchy.second && names(hierarchy.controllers, "cpu"))
            for (const fs::path& folder : foldersOf(hierarchy, groupIn(hierarchy, "cpu", root)))
                takeProcessors(numberIn(folder / "cpu.cfs_quota_us").value_or(0.0),
                               numberIn(folder / "cpu.cfs_period_us").value_or(0.0), limits);
    }
    return limits;
}

} // namespace tonegraft
