// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/BatchResults.h"

#include "app/cli/BatchJobs.h"
#include "app/files/PathText.h"
#include "tonegraft/Error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

namespace tonegraft {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kInfix = ".results";
constexpr const char* kEnding = ".jsonl";

[[noreturn]] void refuse(const fs::path& file) {
    throw Error("The results cannot be written to " + pathText(file) + ": " + std::strerror(errno) +
                ".");
}

bool isThere(const fs::path& file) {
    std::error_code error;
    return fs::exists(file, error);
}

/// A text of the object; empty if it is missing or something else.
std::string textIn(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

Json resultJson(const BatchResult& result) {
    Json json = {{"id", result.id},
                 {"status", result.failure.empty() ? "done" : "failed"},
                 {"output", result.output},
                 {"settings_sha256", result.hash},
                 {"seconds", result.seconds},
                 {"made_by", result.madeBy},
                 {"warnings", result.warnings}};
    if (!result.failure.empty())
        json["error"] = result.failure;
    return json;
}

fs::path resultsFile(const fs::path& jobs, const Shard& shard) {
    std::string name = jobs.stem().string() + kInfix;
    if (shard.of > 1)
        name += "." + std::to_string(shard.index) + "-of-" + std::to_string(shard.of);
    return jobs.parent_path() / (name + kEnding);
}

PastResults::PastResults(const fs::path& jobs) {
    const std::string beginning = jobs.stem().string() + kInfix + ".";
    const fs::path folder = jobs.parent_path().empty() ? fs::path(".") : jobs.parent_path();
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        std::error_code unknown;
        if (name.rfind(beginning, 0) == 0 && entry->path().extension() == kEnding)
            files.emplace_back(entry->last_write_time(unknown), entry->path());
    }
    std::sort(files.begin(), files.end()); // the newest has the last word
    for (const auto& [time, file] : files)
        read(file);
}

void PastResults::read(const fs::path& file) {
    std::ifstream lines(file, std::ios::binary);
    if (!lines)
        throw Error("The results of before cannot be read from " + pathText(file) + ": " +
                    std::strerror(errno) + ".");
    for (std::string line; std::getline(lines, line);) {
        const Json json = Json::parse(line, nullptr, false);
        const std::string status = json.is_object() ? textIn(json, "status") : std::string();
        if (status == "done" || status == "failed")
            m_byId[textIn(json, "id")] = {textIn(json, "settings_sha256"), status == "done"};
    }
}

bool PastResults::done(const BatchJob& job) const {
    const auto past = m_byId.find(job.id);
    const auto targets = targetsOf(job.options);
    return past != m_byId.end() && past->second.done && past->second.hash == job.hash &&
           std::all_of(targets.begin(), targets.end(), isThere);
}

bool PastResults::failed(const BatchJob& job) const {
    const auto past = m_byId.find(job.id);
    return past != m_byId.end() && !past->second.done && past->second.hash == job.hash;
}

ResultsFile::ResultsFile(const fs::path& file, bool again)
    : m_file(file),
      m_descriptor(open(file.c_str(),
                        O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | (again ? 0 : O_TRUNC), 0666)) {
    if (m_descriptor < 0)
        refuse(file);
    // A line that was cut off must not swallow the next one.
    const off_t end = lseek(m_descriptor, 0, SEEK_END);
    char last = '\n';
    if (end > 0 && pread(m_descriptor, &last, 1, end - 1) == 1 && last != '\n')
        write("\n");
}

ResultsFile::~ResultsFile() {
    if (m_descriptor >= 0)
        close(m_descriptor);
}

void ResultsFile::add(const BatchResult& result) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    write(resultJson(result).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
}

void ResultsFile::write(const std::string& bytes) {
    if (::write(m_descriptor, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
        refuse(m_file);
}

} // namespace tonegraft
