// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace tonegraft {

struct BatchJob;

/// What became of a job.
struct BatchResult {
    std::string id;
    std::string hash;    ///< BatchJob::hash
    std::string output;  ///< its path
    std::string failure; ///< empty: it is done
    double seconds = 0.0;
    std::vector<std::string> warnings;
    std::string madeBy; ///< the flags that make it again
};

/// {"id": ..., "status": "done" or "failed", "output": ..., "settings_sha256": ...}.
nlohmann::ordered_json resultJson(const BatchResult& result);

/// Which of a batch's jobs are a process's: of every `of`, the `index`th; 1 of 1 is all of them.
struct Shard {
    std::size_t index = 1;
    std::size_t of = 1;
};

/// Where the results of a jobs file stand: "jobs.results.jsonl" beside "jobs.jsonl", of a shard
/// "jobs.results.2-of-8.jsonl", so that no two processes write one file.
std::filesystem::path resultsFile(const std::filesystem::path& jobs, const Shard& shard);

/// What became of jobs in earlier runs, whatever their shards were.
class PastResults {
public:
    /// Reads the results beside a jobs file; lines that are none (a machine went off) are passed
    /// over. Throws Error. Blocks.
    explicit PastResults(const std::filesystem::path& jobs);
    PastResults() = default;

    /// It was done with these settings, and its files are still there.
    bool done(const BatchJob& job) const;
    /// It was tried with these settings and failed.
    bool failed(const BatchJob& job) const;

private:
    void read(const std::filesystem::path& file);
    struct Past {
        std::string hash;
        bool done = false;
    };
    std::map<std::string, Past> m_byId; ///< of several lines the one that was read last
};

/// The file that results are added to: each line in one write, so it stands there whole or not at
/// all. Thread: any.
class ResultsFile {
public:
    /// `again`: what it has stays; else it begins anew. Throws Error.
    ResultsFile(const std::filesystem::path& file, bool again);
    ~ResultsFile();
    ResultsFile(const ResultsFile&) = delete;
    ResultsFile& operator=(const ResultsFile&) = delete;

    /// Throws Error.
    void add(const BatchResult& result);

private:
    void write(const std::string& bytes);

    std::filesystem::path m_file;
    int m_descriptor = -1;
    std::mutex m_mutex;
};

} // namespace tonegraft
