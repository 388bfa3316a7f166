// SPDX-License-Identifier: GPL-3.0-or-later
// tonegraft-train FOLDER -o WEIGHTS [--steps N] [--seed N] [--threads N] [--bfloat16]:
// trains the built-in instrument network on what make_notes.py rendered into FOLDER, and judges it
// on the notes that it was not trained on.
#include "tonegraft/AudioFile.h"
#include "tools/training/instruments/Judge.h"
#include "tools/training/instruments/Trainer.h"

#include <malloc.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <string>

using namespace tonegraft;
using namespace tonegraft::training;

namespace {

struct Arguments {
    std::string folder;
    std::string output;
    TrainingSettings settings;
};

constexpr const char* kUsage =
    "usage: tonegraft-train FOLDER -o WEIGHTS [--steps N] [--seed N] [--threads N] "
    "[--bfloat16]\n";

bool parse(int argc, char** argv, Arguments& arguments) {
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--bfloat16") {
            arguments.settings.bfloat16 = true;
            continue;
        }
        if (word[0] != '-') {
            arguments.folder = word;
            continue;
        }
        if (++i == argc) {
            return false;
        }
        if (word == "-o") {
            arguments.output = argv[i];
        } else if (word == "--steps") {
            arguments.settings.steps = std::stoi(argv[i]);
        } else if (word == "--seed") {
            arguments.settings.seed = std::stoull(argv[i]);
        } else if (word == "--threads") {
            arguments.settings.threads = std::stoi(argv[i]);
        } else {
            return false;
        }
    }
    return !arguments.folder.empty() && !arguments.output.empty();
}

std::string shareText(double share) {
    char text[16];
    std::snprintf(text, sizeof(text), "%.4f", share);
    return text;
}

int run(const Arguments& arguments) {
    using Clock = std::chrono::steady_clock;
    const TrainingSettings& settings = arguments.settings;
    ThreadPool pool(settings.threads);
    const Notes notes = readNotes(arguments.folder, pool);
    std::printf("%zu excerpts of %d instruments\n", notes.excerpts.size(), notes.instruments);
    const auto start = Clock::now();
    double mean = 0.0;
    const auto report = [&](int step, double loss) {
        mean = step == 1 ? loss : mean + 0.02 * (loss - mean);
        if (step % 50 == 0 || step == settings.steps) {
            const std::chrono::duration<double> seconds = Clock::now() - start;
            std::printf("step %d of %d, loss %.3f, %.0f s\n", step, settings.steps, mean,
                        seconds.count());
            std::fflush(stdout);
        }
    };
    const auto tensors = trainInstruments(notes, settings, report);
    // Judged as it will be read: rounded to half precision, by the engine's own network.
    const std::string bare = safetensorsBytes(tensors, {}, TensorType::f16);
    Safetensors file = Safetensors::fromBytes(bare, "the new weights");
    const Accuracy accuracy = judge(notes, file, pool);
    std::printf("right on test notes: %.2f %%, on test phrases: %.2f %%\n", 100.0 * accuracy.notes,
                100.0 * accuracy.phrases);
    writeFileAtomically(
        arguments.output,
        safetensorsBytes(tensors,
                         {{"architecture", "tonegraft-instruments"},
                          {"instruments", std::to_string(notes.instruments)},
                          {"accuracy on test notes", shareText(accuracy.notes)},
                          {"accuracy on test phrases", shareText(accuracy.phrases)},
                          {"trained on", "FluidR3_GM (MIT license), rendered by make_notes.py"},
                          {"steps", std::to_string(settings.steps)},
                          {"seed", std::to_string(settings.seed)},
                          {"products", settings.bfloat16 ? "bfloat16" : "float32"},
                          {"license", "GPL-3.0-or-later"}},
                         TensorType::f16));
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    // Tensors of a hundred megabytes are kept instead of being mapped and cleared a step.
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    Arguments arguments;
    try {
        if (!parse(argc, argv, arguments)) {
            std::fputs(kUsage, stderr);
            return 2;
        }
        return run(arguments);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "tonegraft-train: %s\n", failure.what());
        return 1;
    }
}
