// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/Parameters.h"
#include "app/files/Report.h"
#include "app/session/SessionFile.h"

#include <nlohmann/json.hpp>

#include <QByteArray>

#include <cmath>
#include <utility>

namespace tonegraft {

namespace {

Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

/// JSON's texts are UTF-8, and names of files any bytes: beside what can be shown of such a path
/// stand its bytes.
void putPath(Json& json, const char* key, const std::string& path) {
    json[key] = path;
    const QByteArray bytes = QByteArray::fromStdString(path);
    if (!bytes.isValidUtf8())
        json[std::string(key) + "_bytes"] = bytes.toHex().toStdString();
}

Json settingsJson(const TransferSettings& settings) {
    Json parameters = Json::object();
    for (const auto& [id, text] : parameterTexts(settings))
        if (id != "network")
            parameters[id] = text;
    Json json = {{"method", settings.method}, {"parameters", parameters}};
    if (!settings.networkFile.empty())
        putPath(json, "network", settings.networkFile.string());
    json["seed"] = settings.seed;
    return json;
}

Json regionJson(const ClipRegion& region) {
    return Json::array({region.startSeconds, region.durationSeconds});
}

Json makingJson(const SessionMaking& making) {
    return {{"settings", settingsJson(making.settings)},
            {"content", making.content},
            {"style", making.style},
            {"content_region", regionJson(making.contentRegion)},
            {"style_region", regionJson(making.styleRegion)}};
}

Json lossesJson(const std::vector<LossPoint>& losses) {
    Json json = Json::array();
    for (const LossPoint& loss : losses) {
        json.push_back({loss.step, number(loss.total), number(loss.style), number(loss.content),
                        number(loss.melody), number(loss.dynamics)});
        for (const double own : loss.own)
            json.back().push_back(number(own));
    }
    return json;
}

Json resultJson(const TransferResult& result) {
    Json json = {{"stopped", result.outcome == Outcome::stopped},
                 {"steered", result.steered},
                 {"seconds", {result.seconds.transfer, result.seconds.phase, result.seconds.total}},
                 {"spectral_convergence_db", number(result.spectralConvergenceDb)},
                 {"losses", lossesJson(result.losses)},
                 {"figures", Json::array()},
                 {"warnings", Json::array()},
                 {"notes", Json::array()}};
    for (const ResultFigure& figure : result.figures)
        json["figures"].push_back({figure.name, number(figure.value), figure.unit});
    for (const Message& warning : result.warnings)
        json["warnings"].push_back(warning.text());
    for (const NoteEvent& note : result.notes)
        json["notes"].push_back({note.startSeconds, note.endSeconds, note.pitch, note.levelDb});
    return json;
}

Json takeJson(const SessionTake& take) {
    return {{"name", take.name},
            {"note", take.note},
            {"starred", take.starred},
            {"making", makingJson(take.making)},
            {"sound", take.sound},
            {"result", resultJson(take.result)},
            {"measures", take.measures ? measuresJson(take.measures) : Json(nullptr)}};
}

} // namespace

std::string sessionText(const SessionFile& session) {
    Json json = {{"format", "tonegraft session"},
                 {"version", kSessionVersion},
                 {"program", programVersion()},
                 {"clips", Json::array()},
                 {"shown", makingJson(session.shown)},
                 {"output", session.output},
                 {"takes", Json::array()}};
    for (const SessionClip& clip : session.clips) {
        Json entry = {{"name", clip.name}, {"sha256", clip.sha256}};
        putPath(entry, "path", clip.path);
        json["clips"].push_back(std::move(entry));
    }
    for (const SessionTake& take : session.takes)
        json["takes"].push_back(takeJson(take));
    return jsonText(json);
}

} // namespace tonegraft
