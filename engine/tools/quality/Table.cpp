// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/quality/Table.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

namespace tonegraft::quality {
namespace {

constexpr std::size_t kWorstSets = 5;
const char* const kAll = "all";

std::string number(double value, int decimals) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

bool belongs(const Judgment& judgment, const std::string& group) {
    const SetFiles& set = judgment.set;
    return group == kAll || set.kind == group || set.font == group || set.split == group;
}

/// Kinds, fonts and splits as far as they tell sets apart, each once; "all" last.
std::vector<std::string> groupsOf(const std::vector<Judgment>& judgments) {
    std::vector<std::string> groups;
    for (const std::string SetFiles::*property :
         {&SetFiles::kind, &SetFiles::font, &SetFiles::split}) {
        std::set<std::string> values;
        for (const Judgment& judgment : judgments) {
            values.insert(judgment.set.*property);
        }
        if (values.size() > 1) {
            values.erase("");
            groups.insert(groups.end(), values.begin(), values.end());
        }
    }
    groups.emplace_back(kAll);
    return groups;
}

std::vector<std::string> runsOf(const std::vector<Judgment>& judgments) {
    std::vector<std::string> runs;
    for (const Judgment& judgment : judgments) {
        if (std::find(runs.begin(), runs.end(), judgment.run) == runs.end()) {
            runs.push_back(judgment.run);
        }
    }
    return runs;
}

void add(const Judgment& judgment, Summary& sum) {
    ++sum.sets;
    if (!judgment.failure.empty()) {
        ++sum.failures;
        return;
    }
    if (judgment.distance) {
        ++sum.withTruth;
        sum.lsd += judgment.distance->lsd;
        sum.fine += judgment.distance->fine;
        sum.timbre += judgment.distance->timbre;
        sum.fartherThanContent += judgment.distance->lsd > 1.0 ? 1 : 0;
    }
    sum.timbreToStyle += judgment.timbreToStyle;
    sum.seconds += judgment.seconds;
    if (std::abs(judgment.loudnessLu) > std::abs(sum.worstLoudnessLu)) {
        sum.worstLoudnessLu = judgment.loudnessLu;
    }
    sum.worstTruePeakDbtp = std::max(sum.worstTruePeakDbtp, judgment.truePeakDbtp);
    sum.alarmed += judgment.alarms.empty() ? 0 : 1;
    for (const std::string& alarm : judgment.alarms) {
        ++sum.alarms[alarm];
    }
}

std::string alarmsText(const std::map<std::string, int>& alarms) {
    std::string text;
    for (const auto& [id, count] : alarms) {
        text += (text.empty() ? "" : ", ") + id + " " + std::to_string(count);
    }
    return text.empty() ? "none" : text;
}

std::string rowOf(const std::string& group, const Summary& sum) {
    const bool known = sum.withTruth > 0;
    const auto mean = [&](double value) { return known ? number(value, 3) : std::string("-"); };
    return "| " + group + " | " + std::to_string(sum.sets) + " | " + mean(sum.lsd) + " | " +
           mean(sum.fine) + " | " + mean(sum.timbre) + " | " +
           (known ? std::to_string(sum.fartherThanContent) : "-") + " | " +
           number(sum.timbreToStyle, 2) + " | " + std::to_string(sum.alarmed) + " | " +
           alarmsText(sum.alarms) + " | " + number(sum.worstLoudnessLu, 2) + " | " +
           number(sum.worstTruePeakDbtp, 2) + " | " + number(sum.seconds, 2) + " |\n";
}

std::string join(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

/// The sets farthest from the truth, all that have alarms or failed.
std::string worstOf(const std::vector<Judgment>& judgments, const std::string& run) {
    std::vector<const Judgment*> known;
    std::string alarmed;
    std::string failed;
    for (const Judgment& judgment : judgments) {
        if (judgment.run != run) {
            continue;
        }
        if (!judgment.failure.empty()) {
            failed += "- failed: " + judgment.set.name + ": " + judgment.failure + "\n";
        } else if (judgment.distance) {
            known.push_back(&judgment);
        }
        if (!judgment.alarms.empty()) {
            alarmed += "- alarm: " + judgment.set.name + ": " + join(judgment.alarms) + "\n";
        }
    }
    std::sort(known.begin(), known.end(), [](const Judgment* a, const Judgment* b) {
        return a->distance->lsd > b->distance->lsd;
    });
    std::string text;
    for (std::size_t i = 0; i < std::min(kWorstSets, known.size()); ++i) {
        const TruthDistance& distance = *known[i]->distance;
        text += "- farthest: " + known[i]->set.name + ": " + number(distance.lsd, 3) + " / " +
                number(distance.fine, 3) + " / " + number(distance.timbre, 3) + "\n";
    }
    return text + alarmed + failed;
}

nlohmann::json asJson(const Summary& sum) {
    return {{"sets", sum.sets},
            {"failures", sum.failures},
            {"with_truth", sum.withTruth},
            {"lsd", sum.lsd},
            {"fine", sum.fine},
            {"timbre", sum.timbre},
            {"farther_than_content", sum.fartherThanContent},
            {"timbre_to_style", sum.timbreToStyle},
            {"worst_loudness_lu", sum.worstLoudnessLu},
            {"worst_true_peak_dbtp", sum.worstTruePeakDbtp},
            {"seconds", sum.seconds},
            {"alarmed", sum.alarmed},
            {"alarms", sum.alarms}};
}

nlohmann::json asJson(const Judgment& judgment) {
    nlohmann::json json{{"set", judgment.set.name},
                        {"kind", judgment.set.kind},
                        {"font", judgment.set.font},
                        {"split", judgment.set.split}};
    if (!judgment.failure.empty()) {
        json["failure"] = judgment.failure;
        return json;
    }
    if (judgment.distance) {
        json["lsd"] = judgment.distance->lsd;
        json["fine"] = judgment.distance->fine;
        json["timbre"] = judgment.distance->timbre;
        json["content_db"] = judgment.distance->contentDb;
    }
    for (const ArtefactRow& row : kArtefactRows) {
        json[row.id] = judgment.artefacts.*row.value;
    }
    json["timbre_to_style"] = judgment.timbreToStyle;
    json["loudness_lu"] = judgment.loudnessLu;
    json["true_peak_dbtp"] = judgment.truePeakDbtp;
    json["seconds"] = judgment.seconds;
    json["alarms"] = judgment.alarms;
    return json;
}

} // namespace

Summary summaryOf(const std::vector<Judgment>& judgments, const std::string& run,
                  const std::string& group) {
    Summary sum;
    for (const Judgment& judgment : judgments) {
        if (judgment.run == run && belongs(judgment, group)) {
            add(judgment, sum);
        }
    }
    const int known = std::max(1, sum.withTruth);
    const int made = std::max(1, sum.sets - sum.failures);
    sum.lsd /= known;
    sum.fine /= known;
    sum.timbre /= known;
    sum.timbreToStyle /= made;
    sum.seconds /= made;
    return sum;
}

std::string markdownOf(const std::vector<Judgment>& judgments) {
    std::string text;
    for (const std::string& run : runsOf(judgments)) {
        text += "\n## " + run + "\n\n" +
                "| sets of | n | lsd | fine | timbre | over 1 | to style | alarmed | alarms | "
                "LU off | dBTP | s |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n";
        for (const std::string& group : groupsOf(judgments)) {
            text += rowOf(group, summaryOf(judgments, run, group));
        }
        text += "\n" + worstOf(judgments, run);
    }
    return text;
}

std::string jsonOf(const std::vector<Judgment>& judgments) {
    nlohmann::json runs = nlohmann::json::array();
    for (const std::string& run : runsOf(judgments)) {
        nlohmann::json groups;
        for (const std::string& group : groupsOf(judgments)) {
            groups[group] = asJson(summaryOf(judgments, run, group));
        }
        nlohmann::json sets = nlohmann::json::array();
        for (const Judgment& judgment : judgments) {
            if (judgment.run == run) {
                sets.push_back(asJson(judgment));
            }
        }
        runs.push_back({{"run", run}, {"groups", groups}, {"sets", sets}});
    }
    return nlohmann::json{{"runs", runs}}.dump(1) + "\n";
}

} // namespace tonegraft::quality
