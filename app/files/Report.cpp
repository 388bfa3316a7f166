// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/Report.h"

#include "app/files/NumberText.h"
#include "app/files/Parameters.h"
#include "tonegraft/Methods.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <utility>

namespace tonegraft {

namespace {

Json finite(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json lossesJson(const std::vector<LossPoint>& losses) {
    Json json = Json::array();
    for (const LossPoint& loss : losses)
        json.push_back({{"step", loss.step},
                        {"total", finite(loss.total)},
                        {"style", finite(loss.style)},
                        {"content", finite(loss.content)},
                        {"melody", finite(loss.melody)},
                        {"dynamics", finite(loss.dynamics)}});
    return json;
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
    for (const auto& [id, text] : parameterTexts(settings)) {
        const auto whole = parsedCount(text);
        const auto number = parsedNumber(text);
        json[id] = whole ? Json(*whole) : number ? Json(*number) : Json(text);
    }
    return json;
}

std::string jsonText(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json measuresJson(const std::optional<Measures>& measures) {
    using Row = std::pair<const char*, double Measures::*>;
    constexpr std::array kRows{Row{"timbre_reached", &Measures::timbreReached},
                               Row{"style_distance", &Measures::styleDistance},
                               Row{"content_distance", &Measures::contentDistance},
                               Row{"mfcc_frechet", &Measures::mfccFrechet},
                               Row{"onset_correlation", &Measures::onsetCorrelation},
                               Row{"chroma_correlation", &Measures::chromaCorrelation},
                               Row{"contour_correlation", &Measures::contourCorrelation},
                               Row{"loudness_lufs", &Measures::loudnessLufs},
                               Row{"true_peak_dbtp", &Measures::truePeakDbtp}};
    Json json = Json::object();
    for (const auto& [key, value] : kRows)
        json[key] = measures ? finite((*measures).*value) : Json(nullptr);
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
                 {"losses", lossesJson(result.losses)},
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
