// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/Report.h"
#include "app/system/ProcessMemory.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <limits>
#include <set>

namespace tonegraft {
namespace {

TransferResult finishedRun() {
    TransferResult result;
    result.losses = {{1, 1.9, 1.0, 0.5, 0.25, 0.125}};
    result.seconds = {1.0, 0.5, 2.0};
    result.spectralConvergenceDb = -12.5;
    return result;
}

std::set<std::string> keysOf(const Json& json) {
    std::set<std::string> keys;
    for (const auto& item : json.items())
        keys.insert(item.key());
    return keys;
}

TEST(Report, hasExactlyTheDocumentedKeys) {
    const Json json = reportJson({}, finishedRun());
    EXPECT_EQ(keysOf(json), (std::set<std::string>{"version",
                                                   "content",
                                                   "style",
                                                   "method",
                                                   "parameters",
                                                   "seed",
                                                   "seconds",
                                                   "losses",
                                                   "spectral_convergence_db",
                                                   "figures",
                                                   "peak_rss_bytes",
                                                   "warnings",
                                                   "timbre_reached",
                                                   "style_distance",
                                                   "content_distance",
                                                   "mfcc_frechet",
                                                   "onset_correlation",
                                                   "chroma_correlation",
                                                   "contour_correlation",
                                                   "loudness_lufs",
                                                   "true_peak_dbtp"}));
    EXPECT_EQ(keysOf(json["seconds"]),
              (std::set<std::string>{"load", "transfer", "phase", "total"}));
    EXPECT_EQ(keysOf(json["losses"][0]),
              (std::set<std::string>{"step", "total", "style", "content", "melody", "dynamics"}));
}

TEST(Report, namesTheClipsWithoutTheirFolders) {
    Report report;
    report.content = "/home/me/tune.flac";
    report.style = "b\xE9.wav";
    EXPECT_EQ(reportJson(report, finishedRun())["content"], "tune.flac");
    const Json read = Json::parse(jsonText(reportJson(report, finishedRun())));
    EXPECT_EQ(read["style"], "b\uFFFD.wav");
}

TEST(Report, hasTheTermsThatTheMethodAloneHas) {
    TransferResult result;
    result.settings = defaultSettings("verma-smith");
    result.losses = {{1, 4.0, 1.0, 0.0, 0.0, 0.0, {2.0, 3.0}}};
    const Json loss = reportJson({}, result)["losses"][0];
    EXPECT_EQ(loss["time_energy"], 2.0);
    EXPECT_EQ(loss["spectrum_energy"], 3.0);
    EXPECT_EQ(loss["dynamics"], 0.0);
}

TEST(Report, theTotalTimeIncludesLoading) {
    Report report;
    report.loadSeconds = 0.25;
    EXPECT_EQ(reportJson(report, finishedRun())["seconds"]["total"], 2.25);
}

TEST(Report, parametersAreNumbersOrNames) {
    const Json parameters = reportJson({}, finishedRun())["parameters"];
    EXPECT_EQ(parameters["filters"], "inf");
    EXPECT_EQ(parameters["steps"], 12);
    EXPECT_EQ(parameters["style-weight"], 1.0);
    EXPECT_EQ(parameters["activation"], "relu");
}

TEST(Report, whatIsNotFiniteIsNull) {
    Measures measures;
    measures.loudnessLufs = -std::numeric_limits<double>::infinity();
    measures.mfccFrechet = std::numeric_limits<double>::quiet_NaN();
    const Json json = measuresJson(measures);
    EXPECT_TRUE(json["loudness_lufs"].is_null());
    EXPECT_TRUE(json["mfcc_frechet"].is_null());
    EXPECT_EQ(json["style_distance"], 0.0);
    EXPECT_TRUE(measuresJson(std::nullopt)["style_distance"].is_null());
}

TEST(Report, theTimbreReachedStandsFirstOfTheMeasures) {
    EXPECT_EQ(measuresJson(Measures{}).begin().key(), "timbre_reached");
}

TEST(Report, hasTheFiguresThatTheMethodGives) {
    TransferResult result = finishedRun();
    EXPECT_EQ(reportJson({}, result)["figures"], Json::array());
    result.figures = {{"modulation power", 23.5, "dB"}};
    EXPECT_EQ(reportJson({}, result)["figures"],
              Json::parse(R"([{"name": "modulation power", "value": 23.5, "unit": "dB"}])"));
}

TEST(Report, survivesNamesThatAreNotUtf8) {
    Report report;
    report.warnings = {"caf\xE9.wav: truncated"};
    EXPECT_NE(jsonText(reportJson(report, finishedRun())).find("truncated"), std::string::npos);
}

TEST(Report, memoryIsAtLeastWhatWasTouched) {
    const std::vector<char> touched(32 << 20, 1);
    EXPECT_GE(peakRssBytes(), static_cast<std::int64_t>(touched.size()));
}

} // namespace
} // namespace tonegraft
