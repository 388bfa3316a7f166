// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/training/timbre/Arguments.h"

#include <functional>
#include <map>
#include <stdexcept>

namespace tonegraft::training {

const char* const kUsage =
    "usage: tonegraft-train-timbre notes|levels|levels-of-grafts DATA... -o CHECKPOINT\n"
    "           [--init FILE] [--steps N]\n"
    "           [--minutes M] [--batch N] [--instruments N] [--channels N] [--learning-rate R]\n"
    "           [--seed N] [--threads N] [--bfloat16] [--idle]\n"
    "       tonegraft-train-timbre grafts WEIGHTS DATA... [--transfers N] [--threads N]\n"
    "       tonegraft-train-timbre evaluate WEIGHTS DATA... [--transfers N] [--threads N]\n"
    "       tonegraft-train-timbre export NOTES LEVELS [DATA...] -o WEIGHTS [--transfers N]\n"
    "DATA: a folder that make_data.py wrote. A CHECKPOINT that exists is gone on with.\n";

bool parse(int argc, char** argv, Arguments& arguments) {
    using Take = std::function<void(const std::string&)>;
    const auto whole = [](int& number) -> Take {
        return [&number](const std::string& text) { number = std::stoi(text); };
    };
    const auto real = [](double& number) -> Take {
        return [&number](const std::string& text) { number = std::stod(text); };
    };
    const std::map<std::string, Take> options{
        {"-o", [&](const std::string& text) { arguments.output = text; }},
        {"--init", [&](const std::string& text) { arguments.init = text; }},
        {"--steps", whole(arguments.steps)},
        {"--minutes", real(arguments.minutes)},
        {"--batch", whole(arguments.task.batch)},
        {"--instruments", whole(arguments.task.instruments)},
        {"--channels", whole(arguments.channels)},
        {"--learning-rate", real(arguments.learningRate)},
        {"--transfers", whole(arguments.transfers)},
        {"--threads", whole(arguments.threads)},
        {"--seed", [&](const std::string& text) { arguments.seed = std::stoull(text); }}};
    if (argc < 2) {
        return false;
    }
    arguments.command = argv[1];
    try {
        for (int i = 2; i < argc; ++i) {
            const std::string word = argv[i];
            const auto option = options.find(word);
            if (word == "--bfloat16") {
                arguments.task.bfloat16 = true;
            } else if (word == "--idle") {
                arguments.idle = true;
            } else if (option != options.end() && i + 1 < argc) {
                option->second(argv[++i]);
            } else if (word[0] != '-') {
                arguments.files.push_back(word);
            } else {
                return false;
            }
        }
    } catch (const std::logic_error&) { // no number
        return false;
    }
    const bool trains = arguments.command == "notes" || arguments.command == "levels" ||
                        arguments.command == "levels-of-grafts";
    const bool looks = arguments.command == "evaluate" || arguments.command == "grafts";
    const bool exports = arguments.command == "export";
    return (trains && !arguments.files.empty() && !arguments.output.empty()) ||
           (exports && arguments.files.size() >= 2 && !arguments.output.empty()) ||
           (looks && arguments.files.size() >= 2);
}

} // namespace tonegraft::training
