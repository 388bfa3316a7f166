// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compare/CompareReport.h"
#include "app/compare/CompareColumns.h"
#include "app/compare/ComparePage.h"
#include "app/unit/CompareFake.h"
#include "support/TempFolder.h"

#include <QByteArray>
#include <QImage>
#include <QString>
#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace tonegraft::test {
namespace {

Comparison someComparison() {
    CompareFake fake;
    fake.refused = {"antognini"};
    return *fake.compared(requestFor({"tonegraft", "antognini", "musaic"}, 3.0));
}

std::string pageOf(const Comparison& comparison) {
    return *comparisonHtml(comparison, engineFunctions(), RunControl());
}

std::size_t occurrences(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

/// What the page embeds of a type, in its order.
std::vector<QByteArray> embedded(const std::string& page, const std::string& type) {
    std::vector<QByteArray> all;
    const std::string head = "\"data:" + type + ";base64,";
    for (std::size_t at = page.find(head); at != std::string::npos; at = page.find(head, at + 1)) {
        const std::size_t begin = at + head.size();
        all.push_back(QByteArray::fromBase64(
            QByteArray::fromStdString(page.substr(begin, page.find('"', begin) - begin))));
    }
    return all;
}

ComparedRun measured(double styleDistance, double melody, bool equalTime = false) {
    ComparedRun run;
    run.method = "tonegraft";
    run.equalTime = equalTime;
    run.measures = Measures{};
    run.measures->styleDistance = styleDistance;
    run.measures->chromaCorrelation = melody;
    return run;
}

CompareColumn column(const std::string& title) {
    const std::vector<CompareColumn> all = compareColumns();
    return *std::find_if(all.begin(), all.end(),
                         [&](const CompareColumn& one) { return one.title == title; });
}

TEST(CompareColumns, markTheBetterFigureOfTheSameTableAsItIsShown) {
    const std::vector<ComparedRun> runs{measured(0.2, 0.9), measured(0.3, 0.5),
                                        measured(0.2001, 0.1), measured(0.1, 1.0, true)};
    const CompareColumn style = column("Style distance");
    EXPECT_TRUE(isBest(style, runs[0], runs));
    EXPECT_FALSE(isBest(style, runs[1], runs));
    EXPECT_TRUE(isBest(style, runs[2], runs));  // 0.200, as the first
    EXPECT_FALSE(isBest(style, runs[3], runs)); // alone in its table
    const CompareColumn melody = column("Melody kept");
    EXPECT_TRUE(isBest(melody, runs[0], runs));
    EXPECT_FALSE(isBest(melody, runs[2], runs));
    EXPECT_FALSE(isBest(column("Loudness, LUFS"), runs[0], runs)); // neither way is better
}

TEST(CompareColumns, beginWithTheTimbreReached) {
    ComparedRun run = measured(0.5, 0.5);
    run.measures->timbreReached = 0.934;
    EXPECT_EQ(compareColumns().front().title, std::string("Timbre reached, %"));
    EXPECT_EQ(cellText(compareColumns().front(), run), "93");
}

TEST(CompareColumns, showADashForWhatIsNotKnown) {
    ComparedRun run = measured(std::nan(""), 0.5);
    EXPECT_EQ(cellText(column("Style distance"), run), "-");
    EXPECT_EQ(cellText(column("Melody kept"), run), "0.500");
    EXPECT_EQ(cellText(column("Memory, MB"), run), "-");
    run.bytes = 12'400'000;
    EXPECT_EQ(cellText(column("Memory, MB"), run), "12");
    run.measures.reset();
    EXPECT_EQ(cellText(column("Melody kept"), run), "-");
}

TEST(CompareReport, tablesHaveARowForEachRunAndSayWhatWasRefused) {
    const std::string text = comparisonTables(someComparison());
    EXPECT_EQ(occurrences(text, "| Method |"), 2U);
    EXPECT_EQ(occurrences(text, "| `tonegraft` | "), 2U);
    EXPECT_EQ(occurrences(text, "| `musaic` | "), 2U);
    EXPECT_EQ(occurrences(text, "\n`antognini`: The <content> is too short.\n"), 1U);
    EXPECT_NE(text.find("Each method in 3 s:"), std::string::npos);
    EXPECT_NE(text.find("0.125 |"), std::string::npos);
}

TEST(CompareReport, jsonHasSettingsTimesMemoryAndMeasuresOfEachRun) {
    const Json json = comparisonJson(someComparison());
    EXPECT_EQ(json["content"]["name"], "tune.wav");
    EXPECT_EQ(json["content"]["seconds"], 0.5);
    EXPECT_EQ(json["equal_seconds"], 3.0);
    ASSERT_EQ(json["runs"].size(), 5U);
    const Json& first = json["runs"][0];
    EXPECT_EQ(first["method"], "tonegraft");
    EXPECT_EQ(first["equal_time"], false);
    EXPECT_EQ(first["steps"], defaultSettings("tonegraft").steps);
    EXPECT_EQ(first["parameters"]["steps"], defaultSettings("tonegraft").steps);
    EXPECT_EQ(first["style_distance"], 0.125);
    EXPECT_EQ(first["seconds"]["total"], 0.5 + 0.125 * defaultSettings("tonegraft").steps);
    EXPECT_TRUE(first.contains("bytes"));
    EXPECT_EQ(json["runs"][1]["failure"], "The <content> is too short.");
    EXPECT_FALSE(json["runs"][1].contains("style_distance"));
    EXPECT_EQ(json["runs"][3]["equal_time"], true);
    EXPECT_EQ(json["runs"][3]["steps"], 20);
}

TEST(ComparePage, holdsEverythingItNeeds) {
    const std::string page = pageOf(someComparison());
    constexpr std::size_t kClips = 6; // content, style, and two methods twice
    EXPECT_EQ(occurrences(page, "<audio"), kClips);
    EXPECT_EQ(occurrences(page, "http"), 0U);
    EXPECT_EQ(occurrences(page, "<script"), 0U);
    EXPECT_EQ(occurrences(page, "src=\""), occurrences(page, "src=\"data:"));
    const auto sounds = embedded(page, "audio/flac");
    ASSERT_EQ(sounds.size(), kClips);
    const TempFolder folder;
    for (std::size_t i = 0; i < sounds.size(); ++i) {
        writeBytes(folder / "clip.flac", sounds[i].toStdString());
        const AudioClip clip = readClip(folder / "clip.flac").clip;
        EXPECT_EQ(clip.sampleRateHz, 8000);
        EXPECT_EQ(clip.sampleCount(), 4000U);
        EXPECT_EQ(sounds[i].contains("Tonegraft"), i >= 2); // the flags, in the comment
    }
    const auto pictures = embedded(page, "image/png");
    ASSERT_EQ(pictures.size(), kClips);
    for (const QByteArray& picture : pictures)
        EXPECT_FALSE(QImage::fromData(picture, "PNG").isNull());
    EXPECT_NE(pictures[0], pictures[1]);
    EXPECT_EQ(pictures[2], pictures[3]); // of the same sound
}

TEST(ComparePage, showsNamesAndReasonsAsTheyAre) {
    const std::string page = pageOf(someComparison());
    EXPECT_EQ(page.find("<brass>"), std::string::npos);
    EXPECT_NE(page.find("&lt;brass&gt; &amp; co.wav"), std::string::npos);
    EXPECT_EQ(occurrences(page, "The &lt;content&gt; is too short."), 1U);
    EXPECT_NE(page.find("Let it Bee"), std::string::npos);
    EXPECT_NE(page.find("--method musaic"), std::string::npos);
}

TEST(ComparePage, holdsTheStepsThatWereCountedForAnEqualTime) {
    const std::string page = pageOf(someComparison());
    EXPECT_NE(page.find("make it again with as many"), std::string::npos);
    EXPECT_NE(page.find("--steps 20 "), std::string::npos);
    CompareFake fake;
    const std::string without = pageOf(*fake.compared(requestFor({"tonegraft"})));
    EXPECT_EQ(without.find("make it again with as many"), std::string::npos);
}

TEST(ComparePage, showsWhatABrowserWouldObeyInANameAsEscapes) {
    Comparison comparison = someComparison();
    comparison.content.name = "a\u202E\u2028\u009B\x1B.wav";
    const std::string page = pageOf(comparison);
    EXPECT_NE(page.find("a\\u202E\\u2028\\u009B\\x1B.wav"), std::string::npos);
    for (const char* raw : {"\u202E", "\u2028", "\u009B", "\x1B"})
        EXPECT_EQ(page.find(raw), std::string::npos);
}

TEST(ComparePage, isTheSameForTheSameComparison) {
    Comparison one = someComparison();
    Comparison other = someComparison();
    for (Comparison* comparison : {&one, &other})
        for (ComparedRun& run : comparison->runs)
            run.bytes = -1;
    EXPECT_EQ(pageOf(one), pageOf(other));
}

TEST(ComparePage, isNotMadeWhenCancelled) {
    RunControl control;
    control.cancel();
    EXPECT_FALSE(comparisonHtml(someComparison(), engineFunctions(), control));
}

TEST(CompareReport, writesPageAndJsonIntoAFolderThatItMakes) {
    const TempFolder folder;
    const auto place = folder / "new";
    checkComparisonFolder(place, {});
    writeComparison(place, someComparison(), "the page");
    EXPECT_EQ(readBytes(place / "comparison.html"), "the page");
    EXPECT_EQ(Json::parse(readBytes(place / "comparison.json"))["runs"].size(), 5U);
    checkComparisonFolder(place, {});
    writeComparison(place, someComparison(), "another page");
    EXPECT_EQ(readBytes(place / "comparison.html"), "another page");
}

TEST(CompareReport, refusesAFolderThatCannotBe) {
    const TempFolder folder;
    writeBytes(folder / "file", "x");
    EXPECT_THROW(checkComparisonFolder(folder / "file", {}), Error);
    EXPECT_THROW(checkComparisonFolder(folder / "none" / "new", {}), Error);
    std::filesystem::create_directories(folder / "taken" / "comparison.html");
    EXPECT_THROW(checkComparisonFolder(folder / "taken", {}), Error);
}

TEST(CompareReport, isKeptElsewhereIfThePageCannotBeWritten) {
    const TempFolder folder;
    std::filesystem::create_directories(folder / "taken" / "comparison.html");
    std::filesystem::create_directory(folder / "tmp");
    setenv("TMPDIR", (folder / "tmp").c_str(), 1);
    try {
        writeComparison(folder / "taken", someComparison(), "page");
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("It is kept in '" + (folder / "tmp").string()),
                  std::string::npos)
            << error.what();
    }
    unsetenv("TMPDIR");
    EXPECT_FALSE(std::filesystem::exists(folder / "taken" / "comparison.json"));
    const auto kept = std::filesystem::directory_iterator(folder / "tmp")->path() / "taken";
    EXPECT_EQ(readBytes(kept / "comparison.html"), "page");
    EXPECT_EQ(Json::parse(readBytes(kept / "comparison.json"))["runs"].size(), 5U);
}

TEST(CompareReport, writesOverNoClip) {
    const TempFolder folder;
    writeBytes(folder / "comparison.html", "a clip, whatever it is called");
    const auto clip = folder / "comparison.html";
    EXPECT_THROW(checkComparisonFolder(folder.path(), {clip, "other.wav"}), Error);
    EXPECT_THROW(checkComparisonFolder(folder / ".", {"other.wav", clip}), Error);
    checkComparisonFolder(folder.path(), {"other.wav"});
}

} // namespace
} // namespace tonegraft::test
