// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/Report.h"

#include "app/files/Parameters.h"
#include "tonegraft/Methods.h"
#include "tonegraft/SettingsFields.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace tonegraft {

namespace {

Json finite(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json lossesJson(const TransferResult& result) {
    const std::vector<TermInfo>& terms = methodInfo(result.settings.method).terms;
    Json json = Json::array();
    for (const LossPoint& loss : result.losses) {
        json.push_back({{"step", loss.step},
                        {"total", finite(loss.total)},
                        {"style", finite(loss.style)},
                        {"content", finite(loss.content)},
                        {"melody", finite(loss.melody)},
                        {"dynamics", finite(loss.dynamics)}});
        for (std::size_t i = 0; i < std::min(terms.size(), loss.own.size()); ++i)
            json.back()[terms[i].id] = finite(loss.own[i]);
    }
    return json;
}

/// A choice by its name; a number that is whole is written without a point.
Json valueJson(const TransferSettings& settings, const ParameterInfo& info) {
    if (info.id == "seed")
        return settings.seed; // has more digits than a double
    const double value = settingValue(settings, info);
    if (!info.choices.empty() || (info.allowsInfinity && value == kInfiniteFilters))
        return parameterText(settings, info.id);
    const bool isWhole = value >= 0.0 && std::floor(value) == value;
    return isWhole ? Json(static_cast<std::uint64_t>(value)) : Json(value);
}

Json figuresJson(const std::vector<ResultFigure>& figures) {
    Json json = Json::array();
    for (const ResultFigure& figure : figures)
        json.push_back(
            {{"name", figure.name}, {"value", finite(figure.value)}, {"unit", figure.unit}});
    return json;
}

} // namespace

Json parametersJson(const TransferSettings& settings) {
    Json json = Json::object();
    for (const ParameterInfo& info : methodInfo(settings.method).parameters)
        json[info.id] = valueJson(settings, info);
    if (!settings.networkFile.empty())
        json["network"] = settings.networkFile.string();
    return json;
}

std::string jsonText(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json measuresJson(const std::optional<Measures>& measures) {
    Json json = Json::object();
    for (const MeasureInfo& info : kMeasures)
        json[info.id] = measures ? finite((*measures).*info.value) : Json(nullptr);
    return json;
}

std::string measuresText(const Measures& measures) {
    return jsonText(measuresJson(measures));
}

Json reportJson(const Report& report, const TransferResult& result) {
    Json json = {{"version", programVersion()},
                 {"content", report.content.filename().string()},
                 {"style", report.style.filename().string()},
                 {"method", result.settings.method},
                 {"parameters", parametersJson(result.settings)},
                 {"seed", result.settings.seed},
                 {"seconds",
                  {{"load", report.loadSeconds ? Json(*report.loadSeconds) : Json(nullptr)},
                   {"transfer", result.seconds.transfer},
                   {"phase", result.seconds.phase},
                   {"total", report.loadSeconds.value_or(0.0) + result.seconds.total}}},
                 {"losses", lossesJson(result)},
                 {"spectral_convergence_db", finite(result.spectralConvergenceDb)},
                 {"figures", figuresJson(result.figures)},
                 {"peak_rss_bytes", report.peakRssBytes},
                 {"warnings", report.warnings}};
    if (report.mix < 1.0)
        json["mix"] = report.mix;
    json.update(measuresJson(report.measures));
    return json;
}

std::string reportText(const Report& report, const TransferResult& result) {
    return jsonText(reportJson(report, result));
}

} // namespace tonegraft
