// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compare/CompareReport.h"

#include "app/compare/CompareColumns.h"
#include "app/files/KeptFile.h"
#include "app/files/NumberText.h"
#include "app/files/Parameters.h"
#include "app/files/PathText.h"
#include "tonegraft/Error.h"
#include "tonegraft/OutputFiles.h"

#include <QCoreApplication>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace tonegraft {

namespace fs = std::filesystem;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CompareReport)
};

Json clipJson(const ComparedClip& clip) {
    return {{"name", clip.name},
            {"seconds", clip.clip->durationSeconds()},
            {"sample_rate", clip.clip->sampleRateHz},
            {"channels", clip.clip->channelCount()}};
}

Json runJson(const Comparison& comparison, const ComparedRun& run) {
    const TransferResult& result = run.result;
    Json json = {{"method", run.method},
                 {"equal_time", run.equalTime},
                 {"parameters", parametersJson(result.settings)},
                 {"made_by", madeBy(comparison, run)}};
    if (!run.failure.empty()) {
        json["failure"] = run.failure;
        return json;
    }
    json["steps"] = result.losses.size();
    json["seconds"] = {{"transfer", result.seconds.transfer},
                       {"phase", result.seconds.phase},
                       {"total", result.seconds.total}};
    json["bytes"] = run.bytes < 0 ? Json(nullptr) : Json(run.bytes);
    Json warnings = Json::array();
    for (const Message& warning : result.warnings)
        warnings.push_back(warning.text());
    json["warnings"] = warnings;
    json.update(measuresJson(run.measures));
    return json;
}

std::string tableHead() {
    std::string names = "| Method |";
    std::string rule = "|---|";
    for (const CompareColumn& column : compareColumns()) {
        names.append(" ").append(column.title).append(" |");
        rule += "--:|";
    }
    return names + "\n" + rule + "\n";
}

std::string tableRow(const ComparedRun& run, const std::vector<ComparedRun>& runs) {
    std::string row = "| `" + run.method + "` |";
    for (const CompareColumn& column : compareColumns()) {
        const std::string mark = isBest(column, run, runs) ? "**" : "";
        row.append(" ").append(mark).append(cellText(column, run)).append(mark).append(" |");
    }
    return row + "\n";
}

std::string table(const Comparison& comparison, bool equalTime) {
    std::string rows;
    std::string failures;
    for (const ComparedRun& run : comparison.runs) {
        if (run.equalTime != equalTime)
            continue;
        if (run.failure.empty())
            rows += tableRow(run, comparison.runs);
        else
            failures += "\n`" + run.method + "`: " + run.failure + "\n";
    }
    return rows.empty() ? failures : tableHead() + rows + failures;
}

fs::path withoutSlash(const fs::path& folder) {
    return folder.has_filename() ? folder : folder.parent_path();
}

void writeInto(const fs::path& folder, const Comparison& comparison, const std::string& page) {
    std::error_code error;
    const bool made = fs::create_directory(folder, error);
    if (error)
        throw Error(Words::tr("Cannot make the folder %1: %2.")
                        .arg(QString::fromStdString(pathText(folder)),
                             QString::fromStdString(error.message()))
                        .toStdString());
    const bool first = !fs::exists(comparisonJsonFile(folder), error);
    try {
        writeFileAtomically(comparisonJsonFile(folder), jsonText(comparisonJson(comparison)));
        writeFileAtomically(comparisonPage(folder), page);
    } catch (const Error&) {
        if (first)
            fs::remove(comparisonJsonFile(folder), error);
        if (made)
            fs::remove(folder, error);
        throw;
    }
}

} // namespace

Json comparisonJson(const Comparison& comparison) {
    Json runs = Json::array();
    for (const ComparedRun& run : comparison.runs)
        runs.push_back(runJson(comparison, run));
    return {{"version", programVersion()},
            {"content", clipJson(comparison.content)},
            {"style", clipJson(comparison.style)},
            {"equal_seconds", comparison.equalSeconds},
            {"runs", runs}};
}

std::string comparisonTables(const Comparison& comparison) {
    std::string text = (comparison.ownDefaults ? "Each method with its own defaults:\n\n"
                                               : "Each method as it was set:\n\n") +
                       table(comparison, false);
    if (comparison.equalSeconds > 0.0)
        text += "\nEach method in " + numberText(comparison.equalSeconds) + " s:\n\n" +
                table(comparison, true);
    return text;
}

fs::path comparisonPage(const fs::path& folder) {
    return folder / "comparison.html";
}

fs::path comparisonJsonFile(const fs::path& folder) {
    return folder / "comparison.json";
}

void checkComparisonFolder(const fs::path& folder, const std::vector<fs::path>& clips) {
    std::error_code error;
    if (!fs::exists(folder, error))
        // The folder is made at the end; the one around it tells whether it can be.
        return checkOutputs({{withoutSlash(folder)}});
    if (!fs::is_directory(folder, error))
        throw Error(Words::tr("Cannot write into %1: it is not a folder. Give another name.")
                        .arg(QString::fromStdString(pathText(folder)))
                        .toStdString());
    for (const fs::path& target : {comparisonPage(folder), comparisonJsonFile(folder)})
        for (const fs::path& clip : clips)
            if (sameTarget(target, clip))
                throw Error(Words::tr("Cannot write %1: it is one of the clips and would be lost. "
                                      "Choose another folder.")
                                .arg(QString::fromStdString(pathText(target)))
                                .toStdString());
    checkOutputs({{comparisonPage(folder)}, {comparisonJsonFile(folder)}});
}

void writeComparison(const fs::path& folder, const Comparison& comparison,
                     const std::string& page) {
    writeOrKeep(withoutSlash(folder),
                [&](const fs::path& place) { writeInto(place, comparison, page); });
}

} // namespace tonegraft
