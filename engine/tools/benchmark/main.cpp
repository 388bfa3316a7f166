// SPDX-License-Identifier: GPL-3.0-or-later
// tonegraft-bench [--quick] [--json] [GROUP]: the speed of the engine beside a reference step of
// the original script and beside the methods written in LibTorch, in one run on one machine.
#include "tools/benchmark/Bench.h"
#include "tools/benchmark/ReferenceStep.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <thread>

using namespace tonegraft::benchmark;

namespace {

struct Group {
    const char* name;
    void (*measure)(const Options&, Rows&);
};

// Memory first: the peak of a child is not below the size of the process that it is forked from.
constexpr Group kGroups[] = {
    {"memory", measureMemory},           {"products", measureProducts},
    {"evaluations", measureEvaluations}, {"methods", measureMethods},
    {"networks", measureNetworks},       {"autoencoder", measureAutoencoder},
    {"textures", measureTextures},       {"jobs", measureJobs},
    {"growth", measureGrowth},           {"phase", measurePhase},
    {"busy-core", measureBusyCore},
};

bool isGroup(const std::string& name) {
    return std::any_of(std::begin(kGroups), std::end(kGroups),
                       [&](const Group& group) { return group.name == name; });
}

std::string processorName() {
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);) {
        if (line.rfind("model name", 0) == 0) {
            return line.substr(line.find(':') + 2);
        }
    }
    return "unknown processor";
}

void printTable(const Rows& rows) {
    std::printf("%s, %u processors\n\n", processorName().c_str(),
                std::thread::hardware_concurrency());
    for (const Row& row : rows) {
        std::printf("%-68s %9.2f %-8s %-7s %s\n", row.what.c_str(), row.value, row.unit.c_str(),
                    row.required.c_str(),
                    row.required.empty() ? ""
                    : row.met            ? "met"
                                         : "MISSED");
    }
}

void printJson(const Rows& rows) {
    nlohmann::json list = nlohmann::json::array();
    for (const Row& row : rows) {
        list.push_back({{"what", row.what},
                        {"value", row.value},
                        {"unit", row.unit},
                        {"required", row.required},
                        {"met", row.met}});
    }
    std::printf("%s\n",
                nlohmann::json{{"processor", processorName()}, {"rows", list}}.dump(2).c_str());
}

} // namespace

int main(int argc, char** argv) {
    useRightBlasKernels(argv);
    Options options;
    bool json = false;
    std::string only; // a group's name
    std::vector<std::string> arguments(argv + 1, argv + argc);
    try {
        if (!arguments.empty() && arguments[0] == "job") {
            return runJob({arguments.begin() + 1, arguments.end()});
        }
        for (const std::string& argument : arguments) {
            if (argument == "--quick") {
                options.quick = true;
            } else if (argument == "--json") {
                json = true;
            } else if (isGroup(argument)) {
                only = argument;
            } else {
                std::fprintf(stderr, "usage: tonegraft-bench [--quick] [--json] [GROUP]\n");
                return 2;
            }
        }
        Rows rows;
        for (const Group& group : kGroups) {
            if (only.empty() || only == group.name) {
                group.measure(options, rows);
            }
        }
        json ? printJson(rows) : printTable(rows);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "tonegraft-bench: %s\n", failure.what());
        return 1;
    }
    return 0;
}
