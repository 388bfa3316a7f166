// SPDX-License-Identifier: GPL-3.0-or-later
// Trains and judges the networks of timbre (resources/timbre.safetensors) on what make_data.py
// renders; --help tells how.
#include "tonegraft/AudioFile.h"
#include "tonegraft/Error.h"
#include "tools/training/timbre/Arguments.h"
#include "tools/training/timbre/Judge.h"
#include "tools/training/timbre/Learner.h"
#include "tools/training/timbre/Transfers.h"

#include <ATen/Parallel.h>

#include <sys/resource.h>

#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <iterator>
#include <set>

// Where LibTorch's products are OpenBLAS's: at::set_num_threads() does not reach its threads, which
// wait for work on all processors without sleeping.
extern "C" void openblas_set_num_threads(int threads) __attribute__((weak));

using namespace tonegraft;
using namespace tonegraft::training;

namespace {

constexpr int kStepsOfReport = 25;
constexpr double kSecondsOfCheckpoint = 150.0;
constexpr int kWarmUpSteps = 80;
constexpr double kPi = 3.14159265358979323846;

volatile std::sig_atomic_t endAsked = 0;

double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::vector<Group> readAll(const std::vector<std::string>& folders, ThreadPool& pool) {
    std::vector<Group> groups;
    for (const std::string& folder : folders) {
        std::vector<Group> more = readGroups(folder, pool);
        std::move(more.begin(), more.end(), std::back_inserter(groups));
    }
    return groups;
}

/// A short rise, then half a cosine down to nearly 0.
double learningRateAt(int step, const Arguments& arguments) {
    const double share = std::min(1.0, static_cast<double>(step) / arguments.steps);
    const double rise = std::min(1.0, (step + 1.0) / kWarmUpSteps);
    return arguments.learningRate * rise * (0.505 + 0.495 * std::cos(kPi * share));
}

void report(const Task& task, const Learner& learner, std::vector<double>& sums, double seconds) {
    const std::vector<std::string> names = task.figureNames();
    std::printf("%7.0f s  step %d", seconds, learner.step());
    for (std::size_t i = 0; i < names.size(); ++i) {
        std::printf("  %s %.4f", names[i].c_str(), sums[i] / kStepsOfReport);
    }
    std::printf("\n");
    std::fflush(stdout);
    sums.clear();
}

Learner learnerOf(const Task& task, const Arguments& arguments) {
    LearningSettings settings;
    settings.seed = arguments.seed;
    Learner learner(task.shapes(arguments.channels), settings);
    task.prepare(learner.weights());
    if (std::filesystem::exists(arguments.output)) {
        Safetensors checkpoint = Safetensors::fromFile(arguments.output);
        learner.resume(checkpoint);
        std::printf("going on at step %d\n", learner.step());
    } else if (!arguments.init.empty()) {
        Safetensors file = Safetensors::fromFile(arguments.init);
        learner.takeWeights(file, task.name() + ".");
    }
    return learner;
}

std::unique_ptr<Task> taskOf(const Arguments& arguments, const Batches& batches) {
    return arguments.command == "notes"    ? noteTask(batches, arguments.task)
           : arguments.command == "levels" ? levelsTask(batches, arguments.task)
                                           : graftedLevelsTask(batches, arguments.task);
}

void train(const Arguments& arguments, ThreadPool& pool) {
    const auto start = std::chrono::steady_clock::now();
    const std::vector<Group> groups = readAll(arguments.files, pool);
    const Batches batches(groups);
    const auto task = taskOf(arguments, batches);
    Learner learner = learnerOf(*task, arguments);
    const auto save = [&] {
        learner.write(arguments.output, {{"task", task->name()},
                                         {"seed", std::to_string(arguments.seed)},
                                         {"batch", std::to_string(arguments.task.batch)},
                                         {"groups", std::to_string(groups.size())}});
    };
    std::vector<double> sums;
    auto saved = std::chrono::steady_clock::now();
    while (learner.step() < arguments.steps && endAsked == 0 &&
           secondsSince(start) < 60.0 * arguments.minutes) {
        // Of the step alone, so that going on draws what an uninterrupted run would have drawn.
        SplitMix64 random(arguments.seed * 1000003U + static_cast<std::uint64_t>(learner.step()));
        const std::vector<double> figures = task->step(learner.weights(), random);
        learner.learn(learningRateAt(learner.step(), arguments));
        sums.resize(figures.size());
        for (std::size_t i = 0; i < figures.size(); ++i) {
            sums[i] += figures[i];
        }
        if (learner.step() % kStepsOfReport == 0) {
            report(*task, learner, sums, secondsSince(start));
        }
        if (secondsSince(saved) > kSecondsOfCheckpoint) {
            save();
            saved = std::chrono::steady_clock::now();
        }
    }
    save();
}

using Metadata = std::map<std::string, std::string>;

std::string textOf(const LevelsRatios& ratios) {
    char text[100];
    std::snprintf(text, sizeof(text), "mel %.3f, linear %.3f, logarithmic %.3f", ratios.mel,
                  ratios.linear, ratios.logarithmic);
    return text;
}

/// Judges both networks on each folder; prints a line each and adds it to the metadata.
void judge(Safetensors& file, const std::vector<std::string>& folders, int transfers,
           ThreadPool& pool, Metadata& metadata) {
    const TimbreNetworks networks(file, "cpu");
    for (const std::string& folder : folders) {
        const std::vector<Group> groups = readGroups(folder, pool);
        const NoteFigures notes = judgeNotes(networks, groups, pool);
        char heard[100];
        std::snprintf(heard, sizeof(heard), "notes: F %.3f, frames' F %.3f (%d clips)", notes.noteF,
                      notes.frameF, notes.clips);
        const std::string name = std::filesystem::path(folder).filename().string();
        std::printf("%s  %s", name.c_str(), heard);
        std::fflush(stdout); // the levels take longer
        const LevelsFigures levels = judgeLevels(networks, groups, transfers, pool);
        std::string text = "; levels: " + textOf(levels.made);
        if (networks.seeBeside()) {
            text += "; their grafts: " + textOf(levels.graft);
        }
        text += " (" + std::to_string(levels.transfers) + " transfers)";
        std::printf("%s\n", text.c_str());
        std::fflush(stdout);
        metadata["judged on " + name] = heard + text;
    }
}

/// Of the network `name`: its tensors, and what is said about them.
void addTensors(const std::string& path, const std::string& name,
                std::map<std::string, Tensor>& tensors, Metadata& metadata) {
    const std::string prefix = name + ".";
    Safetensors file = Safetensors::fromFile(path);
    const bool isCheckpoint = file.metadata().count("step") > 0;
    const std::string from = isCheckpoint ? "average." : prefix;
    for (const std::string& stored : file.tensorNames()) {
        if (stored.compare(0, from.size(), from) == 0) {
            tensors[prefix + stored.substr(from.size())] = file.read(stored, file.shapeOf(stored));
        }
    }
    const std::set<std::string> ofAllWeights{
        "network", "license", "data", "held_out_programs", "held_out_font", name + "_examples"};
    for (const auto& [key, value] : file.metadata()) {
        if (isCheckpoint || key.compare(0, prefix.size(), prefix) == 0 ||
            ofAllWeights.count(key) > 0) {
            metadata[isCheckpoint ? prefix + key : key] = value;
        }
    }
}

void exportWeights(const Arguments& arguments, ThreadPool& pool) {
    std::map<std::string, Tensor> tensors;
    Metadata metadata;
    addTensors(arguments.files[0], "notes", tensors, metadata);
    addTensors(arguments.files[1], "levels", tensors, metadata);
    const std::vector<std::string> folders(arguments.files.begin() + 2, arguments.files.end());
    // Judged as it will be used: rounded to half precision.
    const std::string rounded = safetensorsBytes(tensors, metadata, TensorType::f16);
    Safetensors file = Safetensors::fromBytes(rounded, arguments.output);
    judge(file, folders, arguments.transfers, pool, metadata);
    writeFileAtomically(arguments.output, safetensorsBytes(tensors, metadata, TensorType::f16));
}

void work(const Arguments& arguments) {
    ThreadPool pool(arguments.threads);
    at::set_num_threads(arguments.threads);
    if (openblas_set_num_threads != nullptr) {
        openblas_set_num_threads(arguments.threads);
    }
    if (arguments.command == "export") {
        exportWeights(arguments, pool);
    } else if (arguments.command == "grafts") {
        Safetensors file = Safetensors::fromFile(arguments.files[0]);
        const TimbreNetworks networks(file, "cpu");
        for (std::size_t i = 1; i < arguments.files.size(); ++i) {
            writeGrafts(networks, arguments.files[i], arguments.transfers, pool);
        }
    } else if (arguments.command == "evaluate") {
        Safetensors file = Safetensors::fromFile(arguments.files[0]);
        Metadata metadata;
        judge(file, {arguments.files.begin() + 1, arguments.files.end()}, arguments.transfers, pool,
              metadata);
    } else {
        train(arguments, pool);
    }
}

} // namespace

int main(int argc, char** argv) {
    Arguments arguments;
    if (!parse(argc, argv, arguments)) {
        std::fputs(kUsage, stderr);
        return 2;
    }
    if (arguments.idle) {
        setpriority(PRIO_PROCESS, 0, 19);
    }
    const auto end = [](int) { endAsked = 1; };
    std::signal(SIGINT, end); // writes the checkpoint first
    std::signal(SIGTERM, end);
    try {
        work(arguments);
        return 0;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "tonegraft-train-timbre: %s\n", failure.what());
        return 1;
    }
}
