// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/BatchJobs.h"

#include "app/cli/Arguments.h"
#include "app/cli/Rendering.h"
#include "app/files/FormatNames.h"
#include "app/files/OutputName.h"
#include "app/files/PathText.h"

#include <QCryptographicHash>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <sstream>

namespace tonegraft {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t kMostJobs = 1'000'000;

struct Value {
    std::string text;
    bool isFlag = false; ///< true is a flag that is given, false one that is not
};

/// A setting of a line, and the values that it is to have one after the other.
struct Setting {
    std::string name;
    std::vector<Value> values;
    bool listed = false; ///< they stood in a list, be it of one
};

struct Line {
    std::string id, content, style, output;
    std::vector<Setting> settings;
};

/// One value of each setting of a line.
using Choice = std::vector<std::size_t>;

Value valueOf(const std::string& name, const Json& value) {
    if (value.is_string())
        return {value.get<std::string>()};
    if (value.is_number() || value.is_boolean())
        return {value.dump(), value.is_boolean()};
    throw UsageError(name + ": must be a number, a text, true, false or a list of these.");
}

Setting settingOf(const std::string& name, const Json& value) {
    Setting setting{name, {}, value.is_array()};
    if (!setting.listed) {
        setting.values = {valueOf(name, value)};
        return setting;
    }
    for (const Json& one : value)
        setting.values.push_back(valueOf(name, one));
    if (setting.values.empty())
        throw UsageError(name + ": the list is empty.");
    return setting;
}

std::string textOf(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end())
        throw UsageError(std::string(key) + ": is missing.");
    const bool named = found->is_string() && !found->get<std::string>().empty();
    if (named)
        return found->get<std::string>();
    if (std::string(key) == "id" && found->is_number_integer())
        return found->dump();
    throw UsageError(std::string(key) + ": must be a text.");
}

bool isOneOfOurs(const std::string& key) {
    return key == "id" || key == "content" || key == "style" || key == "output";
}

void addSettings(std::vector<Setting>& settings, const Json& object) {
    for (const auto& [key, value] : object.items()) {
        if (isOneOfOurs(key) || key == "parameters")
            continue;
        // These print or mean a file's name on the command line.
        if (key == "help" ||
            key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos)
            throw UsageError(key + ": there is no such setting.");
        settings.push_back(settingOf(key, value));
    }
}

Line parsedLine(const std::string& text) {
    const Json object = Json::parse(text, nullptr, false);
    if (!object.is_object())
        throw UsageError("this is no JSON object.");
    Line line{textOf(object, "id"),
              textOf(object, "content"),
              textOf(object, "style"),
              textOf(object, "output"),
              {}};
    addSettings(line.settings, object);
    if (const auto nested = object.find("parameters"); nested != object.end()) {
        if (!nested->is_object())
            throw UsageError("parameters: must be an object.");
        addSettings(line.settings, *nested);
    }
    return line;
}

std::vector<std::string> argumentsOf(const Line& line, const Choice& choice) {
    std::vector<std::string> arguments{"-o", line.output};
    for (std::size_t i = 0; i < choice.size(); ++i) {
        const Value& value = line.settings[i].values[choice[i]];
        if (!value.isFlag)
            arguments.push_back("--" + line.settings[i].name + "=" + value.text);
        else if (value.text == "true")
            arguments.push_back("--" + line.settings[i].name);
    }
    arguments.insert(arguments.end(), {"--", line.content, line.style});
    return arguments;
}

/// "_style-weight=0.5_seed=2".
std::string endingOf(const Line& line, const Choice& choice) {
    std::string ending;
    for (std::size_t i = 0; i < choice.size(); ++i)
        if (const Setting& setting = line.settings[i]; setting.listed)
            ending += "_" + setting.name + "=" + setting.values[choice[i]].text;
    return ending;
}

void addEnding(fs::path& file, const std::string& ending) {
    if (!file.empty() && !ending.empty())
        file.replace_filename(fileNameOf(file.stem().string() + ending) +
                              file.extension().string());
}

std::string hashOf(const RenderOptions& options) {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const std::string& text) {
        hash.addData(QByteArray::fromStdString(text + '\n'));
    };
    add(descriptionOf(options));
    add(nameOf(options.type) + " " + nameOf(options.format));
    for (const auto& path : {options.content, options.style})
        add(path.native());
    for (const auto& path : targetsOf(options))
        add(path.native());
    return hash.result().toHex().toStdString();
}

BatchJob jobOf(const Line& line, const Choice& choice) {
    const auto options = renderOptions(argumentsOf(line, choice));
    BatchJob job{line.id + endingOf(line, choice), *options, {}};
    for (fs::path* target :
         {&job.options.output, &job.options.report, &job.options.losses, &job.options.notes})
        addEnding(*target, endingOf(line, choice));
    job.hash = hashOf(job.options);
    return job;
}

/// Counts on by one, the last setting fastest; false: that was the last.
bool advance(Choice& choice, const std::vector<Setting>& settings) {
    for (std::size_t i = choice.size(); i-- > 0;) {
        if (++choice[i] < settings[i].values.size())
            return true;
        choice[i] = 0;
    }
    return false;
}

void addJobs(std::vector<BatchJob>& jobs, const Line& line) {
    std::size_t all = 1;
    for (const Setting& setting : line.settings) {
        all *= std::min(setting.values.size(), kMostJobs);
        if (jobs.size() + all > kMostJobs)
            throw UsageError("there are more than " + std::to_string(kMostJobs) + " jobs.");
    }
    Choice choice(line.settings.size(), 0);
    do {
        jobs.push_back(jobOf(line, choice));
    } while (advance(choice, line.settings));
}

/// The same for all names of a file.
std::string keyOf(const fs::path& file) {
    std::error_code error;
    const fs::path folder = fs::weakly_canonical(fs::absolute(file).parent_path(), error);
    return (folder / file.filename()).string();
}

/// Jobs run side by side and again: none may touch what another one needs.
class Claims {
public:
    void add(const BatchJob& job) {
        if (!m_ids.emplace(job.id, true).second)
            throw UsageError("id: two jobs are called " + job.id + ".");
        for (const auto& target : targetsOf(job.options))
            if (!m_targets.emplace(keyOf(target), job.id).second)
                throw UsageError(pathText(target) + " would be written twice, also by the job " +
                                 m_targets[keyOf(target)] + ".");
        for (const auto& clip : {job.options.content, job.options.style})
            m_clips.emplace(keyOf(clip), job.id);
    }
    void check() const {
        for (const auto& [file, id] : m_targets)
            if (const auto clip = m_clips.find(file); clip != m_clips.end())
                throw UsageError("the job " + id + " would write over " + pathText(file) +
                                 ", a clip of the job " + clip->second + ".");
    }

private:
    std::map<std::string, bool> m_ids;
    std::map<std::string, std::string> m_targets, m_clips; ///< file to job
};

} // namespace

std::vector<fs::path> targetsOf(const RenderOptions& options) {
    std::vector<fs::path> targets;
    for (const auto& path : {options.output, options.report, options.losses, options.notes})
        if (!path.empty())
            targets.push_back(path);
    return targets;
}

std::vector<BatchJob> batchJobs(const std::string& text, const std::string& name) {
    std::vector<BatchJob> jobs;
    Claims claims;
    std::istringstream lines(text);
    std::string line;
    std::string place = name;
    try {
        for (int number = 1; std::getline(lines, line); ++number) {
            if (line.find_first_not_of(" \t\r") == std::string::npos)
                continue;
            place = name + ", line " + std::to_string(number);
            const std::size_t before = jobs.size();
            addJobs(jobs, parsedLine(line));
            for (std::size_t i = before; i < jobs.size(); ++i)
                claims.add(jobs[i]);
        }
        place = name;
        claims.check();
    } catch (const UsageError& error) {
        throw UsageError(place + ": " + error.what());
    }
    if (jobs.empty())
        throw UsageError(name + ": there is no job in it.");
    return jobs;
}

} // namespace tonegraft
