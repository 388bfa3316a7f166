// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Arguments.h"
#include "app/cli/BatchRun.h"
#include "app/cli/Commands.h"
#include "app/cli/Interruption.h"
#include "app/cli/ProgressLine.h"
#include "app/files/NumberText.h"
#include "app/files/PathText.h"
#include "tonegraft/Error.h"
#include "tonegraft/Machine.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace tonegraft {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFooter = R"(A job is a JSON object on one line:

  {"id": "1", "content": "a.wav", "style": "b.wav", "output": "1.wav", "style-weight": 0.8}

Beside these four it has the options of `tonegraft render` under their names; true is a flag that is
given. A list of values makes a job of each: {"style-weight": [0.5, 1], "seed": [1, 2, 3], ...} is
six, whose ids and outputs end in _style-weight=0.5_seed=1 and so on.

The results, a line each, are added to JOBS.results.jsonl beside the jobs (of a shard:
JOBS.results.I-of-N.jsonl). Exit status: 0 all are done, 1 some failed, 2 wrong usage or jobs file,
130 interrupted; what was finished stays, and --resume goes on.)";

struct Options {
    std::filesystem::path jobs;
    std::size_t sideBySide = 1;
    Shard shard;
    bool resume = false;
    bool retry = false;
    bool tells = false; ///< progress as JSON
    bool quiet = false;
};

std::size_t sideBySide(const std::string& text) {
    constexpr std::uint64_t kMost = 1024;
    const auto count = parsedCount(text);
    if (!count || *count > kMost)
        throw UsageError("--jobs " + text + ": must be a whole number from 0 to " +
                         std::to_string(kMost) + ".");
    return *count == 0 ? static_cast<std::size_t>(availableProcessors()) : *count;
}

Shard shardOf(const std::string& text) {
    const std::size_t slash = text.find('/');
    const auto index = parsedCount(text.substr(0, slash));
    const auto of = parsedCount(slash == std::string::npos ? "" : text.substr(slash + 1));
    if (!index || !of || *index < 1 || *index > *of)
        throw UsageError("--shard " + text + ": must be I/N with I from 1 to N, such as 2/8.");
    return {*index, *of};
}

std::optional<Options> batchOptions(const std::vector<std::string>& arguments) {
    CLI::App parser("Makes all the transfers of a jobs file.", "tonegraft batch");
    Options options;
    std::string jobs, together = "1", shard = "1/1", progress;
    parser.add_option("JOBS", jobs, "file of jobs, one a line")
        ->required()
        ->type_name("JOBS.jsonl");
    parser
        .add_option("--jobs", together,
                    "so many side by side; 0: as many as processors; 1 if "
                    "not given")
        ->type_name("N");
    parser
        .add_option("--shard", shard, "only the Ith of every N jobs, for N processes or machines")
        ->type_name("I/N");
    parser.add_flag("--resume", options.resume, "only those that were not tried yet");
    parser.add_flag("--retry", options.retry, "--resume, and those again that failed");
    parser
        .add_option("--progress", progress,
                    "lines of JSON on standard output, each an event: progress or result")
        ->type_name("jsonl");
    parser.add_flag("--quiet", options.quiet, "no progress line");
    parser.footer(kFooter);
    if (!parseArguments(parser, arguments))
        return std::nullopt;
    if (!progress.empty() && progress != "jsonl")
        throw UsageError("--progress " + progress + ": must be jsonl.");
    options.jobs = jobs;
    options.sideBySide = sideBySide(together);
    options.shard = shardOf(shard);
    options.tells = !progress.empty();
    return options;
}

std::string textOf(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::error_code error;
    if (!stream || std::filesystem::is_directory(file, error))
        throw UsageError("The jobs cannot be read from " + pathText(file) + ": " +
                         (error || stream ? "it is a folder" : std::strerror(errno)) + ".");
    return {std::istreambuf_iterator<char>(stream), {}};
}

const char* stageName(Stage stage) {
    switch (stage) {
    case Stage::preparing:
        return "preparing";
    case Stage::optimizing:
        return "optimizing";
    case Stage::phase:
        return "phase";
    case Stage::finishing:
        break;
    }
    return "finishing";
}

/// What is to be done of the jobs, and how many were before.
struct Plan {
    std::vector<BatchJob> jobs;
    std::size_t done = 0;
    std::size_t failed = 0;
};

Plan planOf(const Options& options) {
    const auto all = batchJobs(textOf(options.jobs), options.jobs.filename().string());
    const bool resumes = options.resume || options.retry;
    const PastResults past = resumes ? PastResults(options.jobs) : PastResults();
    Plan plan;
    for (std::size_t i = options.shard.index - 1; i < all.size(); i += options.shard.of) {
        if (past.done(all[i]))
            ++plan.done;
        else if (past.failed(all[i]) && !options.retry)
            ++plan.failed;
        else
            plan.jobs.push_back(all[i]);
    }
    return plan;
}

/// Tells the terminal, the file of results and, in JSON, whoever reads standard output.
class Telling {
public:
    Telling(const Options& options, const Plan& plan)
        : m_tells(options.tells), m_all(plan.jobs.size() + plan.done + plan.failed),
          m_done(plan.done), m_failed(plan.failed), m_line(options.quiet),
          m_results(resultsFile(options.jobs, options.shard), options.resume || options.retry) {}

    void progressed(const BatchJob& job, const Progress& progress) {
        m_line.show([&] {
            return std::to_string(m_done + m_failed) + "/" + std::to_string(m_all) + " · " +
                   job.id + " · " + progressText(progress);
        });
        if (m_tells)
            tell({{"event", "progress"},
                  {"id", job.id},
                  {"stage", stageName(progress.stage)},
                  {"step", progress.step},
                  {"steps", progress.steps},
                  {"seconds", progress.elapsedSeconds}});
    }
    void ended(const BatchResult& result) {
        ++(result.failure.empty() ? m_done : m_failed);
        m_results.add(result);
        if (!result.failure.empty())
            complain(result.id + ": " + result.failure);
        if (!m_tells)
            return;
        Json json = {{"event", "result"}};
        json.update(resultJson(result));
        tell(json);
    }
    std::size_t failed() const { return m_failed; }
    std::size_t all() const { return m_all; }

private:
    static void tell(const Json& json) {
        print(json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
    }

    bool m_tells;
    std::size_t m_all, m_done, m_failed;
    ProgressLine m_line;
    ResultsFile m_results;
};

} // namespace

int batchCommand(const std::vector<std::string>& arguments, Interruption& interruption) {
    const auto options = batchOptions(arguments);
    if (!options)
        return 0;
    const Plan plan = planOf(*options);
    Telling telling(*options, plan);
    const auto control = std::make_shared<RunControl>();
    interruption.cancels(control);
    runBatch(plan.jobs, options->sideBySide, engineFunctions(),
             {[&](const BatchJob& job, const Progress& now) { telling.progressed(job, now); },
              [&](const BatchResult& result) { telling.ended(result); }},
             *control);
    if (control->cancelled()) {
        complain("interrupted; what was finished stays, and --resume goes on.");
        return kExitInterrupted;
    }
    if (telling.failed() == 0)
        return 0;
    complain(std::to_string(telling.failed()) + " of " + std::to_string(telling.all()) +
             " jobs failed; --retry tries these again.");
    return 1;
}

} // namespace tonegraft
