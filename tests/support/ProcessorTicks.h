// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <fstream>
#include <string>

namespace tonegraft::test {

/// Processor time so far, in ticks: all of it, and what a virtual machine's host took for others.
struct ProcessorTicks {
    double all = 0.0, stolen = 0.0;

    static ProcessorTicks now() {
        std::ifstream file("/proc/stat");
        std::string name;
        file >> name;
        ProcessorTicks ticks;
        constexpr int kFields = 8; // user nice system idle iowait irq softirq steal
        for (int field = 0; field < kFields && file >> ticks.stolen; ++field)
            ticks.all += ticks.stolen;
        return ticks;
    }
    /// Share of the time from then to now.
    double stolenSince() const {
        const ProcessorTicks later = now();
        return (later.stolen - stolen) / std::max(1.0, later.all - all);
    }

    /// Above it, waits of milliseconds say nothing about the program.
    static constexpr double kMostStolen = 0.02;
    static constexpr const char* kWhy = "The host of this virtual machine takes its processors "
                                        "away for longer than what is to be measured.";
};

} // namespace tonegraft::test
