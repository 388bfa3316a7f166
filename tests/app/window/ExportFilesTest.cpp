// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ExportFiles.h"
#include "app/job/ClipTiles.h"

#include "app/window/FakeEngine.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace tonegraft::test {
namespace {

class ExportFilesTest : public testing::Test {
protected:
    FakeEngine fake;
    ExportJob job;
    ShownClip content;

    void SetUp() override {
        job.choices.folder = "/out";
        job.choices.name = "take";
        content.clip = std::make_shared<const AudioClip>(shortClip());
        content.spectrogram = tilesOfClip(*content.clip, fake.functions().spectrogram);
        content.name = "a.wav";
        useClips();
        auto result =
            std::make_shared<TransferResult>(finishedResult(defaultSettings("tonegraft")));
        result->settings.seed = 7;
        result->losses = {{1, 1.0, 1.0, 0.0, 0.0, 0.0}, {2, 0.5, 0.5, 0.0, 0.0, 0.0}};
        result->output.channels[0].resize(4000);
        job.result.result = result;
        job.result.output = std::shared_ptr<const AudioClip>(result, &result->output);
        job.result.spectrogram = content.spectrogram;
    }
    void useClips() {
        job.result.clips = std::make_shared<const ClipPair>(ClipPair{content, content});
    }
    /// The output stands in a content of 8000 samples, from 0.25 s on.
    void standInRegion() {
        job.result.contentRegion = {0.25, 0.5};
        job.result.output = std::make_shared<const AudioClip>(shortClip());
    }
    void write() { writeExport(job, fake.functions()); }
    std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const auto& path : fake.written()) {
            EXPECT_EQ(path.parent_path(), "/out");
            all.push_back(path.filename().string());
        }
        return all;
    }
};

TEST_F(ExportFilesTest, writesWhatWasChosenUnderOneName) {
    write();
    EXPECT_EQ(names(), std::vector<std::string>{"take.wav"});
    job.choices.sound = false;
    job.choices.report = true;
    job.choices.figure = true;
    job.choices.losses = true;
    write();
    EXPECT_EQ(names(), (std::vector<std::string>{"take.wav", "take.json", "take.png", "take.csv"}));
    EXPECT_EQ(fake.bytesWritten(), "step,total,style,content,melody,dynamics\n1,1,1,0,0,0\n"
                                   "2,0.5,0.5,0,0,0\n");
}

TEST_F(ExportFilesTest, theSoundCarriesItsSettingsAndSeed) {
    job.choices.type = SoundFileType::flac;
    job.choices.format = SampleFormat::pcm16;
    write();
    EXPECT_EQ(names(), std::vector<std::string>{"take.flac"});
    const WriteOptions options = fake.optionsOfSound();
    EXPECT_EQ(options.type, SoundFileType::flac);
    EXPECT_EQ(options.format, SampleFormat::pcm16);
    EXPECT_EQ(options.ditherSeed, 7U);
    EXPECT_NE(options.comment.find("--method tonegraft"), std::string::npos);
    EXPECT_NE(options.comment.find("--seed 7"), std::string::npos);
}

TEST_F(ExportFilesTest, theWholeContentOrTheRegionOnly) {
    standInRegion();
    write();
    EXPECT_EQ(fake.samplesWritten(), 8000U);
    EXPECT_NE(fake.optionsOfSound().comment.find("--whole"), std::string::npos);
    job.choices.whole = false;
    write();
    EXPECT_EQ(fake.samplesWritten(), 4000U);
    EXPECT_EQ(fake.optionsOfSound().comment.find("--whole"), std::string::npos);
    EXPECT_NE(fake.optionsOfSound().comment.find("--content-start 0.25"), std::string::npos);
}

TEST_F(ExportFilesTest, aPartOfWhatARunOfTheWholeMade) {
    auto whole = std::make_shared<TransferResult>(*job.result.result);
    whole->output = shortClip();
    job.result.result = whole;
    job.result.output = std::shared_ptr<const AudioClip>(whole, &whole->output);
    job.choices.whole = false;
    job.part = ClipRegion{0.5, 0.25};
    write();
    EXPECT_EQ(fake.samplesWritten(), 2000U);
    EXPECT_NE(fake.optionsOfSound().comment.find("(of it the part from 0.5 s for 0.25 s)"),
              std::string::npos);
    job.choices.whole = true;
    write();
    EXPECT_EQ(fake.samplesWritten(), 8000U);
}

TEST_F(ExportFilesTest, aPartOfTheContentThatARegionStandsIn) {
    standInRegion();
    job.choices.whole = false;
    job.part = ClipRegion{0.0, 0.75};
    write();
    EXPECT_EQ(fake.samplesWritten(), 6000U);
    EXPECT_NE(fake.optionsOfSound().comment.find("--whole (of it"), std::string::npos);
    job.part = job.result.contentRegion; // what the run made
    write();
    EXPECT_EQ(fake.samplesWritten(), 4000U);
}

TEST_F(ExportFilesTest, aStoppedRunSaysSo) {
    auto stopped = std::make_shared<TransferResult>(*job.result.result);
    stopped->outcome = Outcome::stopped;
    job.result.result = stopped;
    write();
    EXPECT_NE(fake.optionsOfSound().comment.find("(stopped after 2 steps)"), std::string::npos);
}

TEST_F(ExportFilesTest, theReportHasTheMeasuresAlsoWhereTheWindowHasNoneYet) {
    job.choices.sound = false;
    job.choices.report = true;
    content.warnings = QStringList{"a.wav is cut off."};
    useClips();
    write();
    const auto json = nlohmann::json::parse(fake.bytesWritten());
    EXPECT_EQ(json.at("style_distance"), 0.125);
    EXPECT_EQ(json.at("seed"), 7);
    EXPECT_EQ(json.at("losses").size(), 2U);
    EXPECT_EQ(json.at("warnings").at(0), "a.wav is cut off.");
    EXPECT_TRUE(json.at("seconds").at("load").is_null());
    Measures known;
    known.styleDistance = 0.75;
    job.result.measures = known;
    write();
    EXPECT_EQ(nlohmann::json::parse(fake.bytesWritten()).at("style_distance"), 0.75);
}

TEST_F(ExportFilesTest, theFigureHasTheFormatThatWasChosen) {
    job.choices.sound = false;
    job.choices.figure = true;
    job.choices.figureSize = {60.0, 60.0, 72};
    for (const auto& [format, begin] :
         {std::pair{FigureFormat::png, "\x89PNG"}, std::pair{FigureFormat::svg, "<?xml"},
          std::pair{FigureFormat::pdf, "%PDF-"}}) {
        job.choices.figureFormat = format;
        write();
        EXPECT_EQ(fake.bytesWritten().substr(0, std::string(begin).size()), begin);
    }
}

TEST_F(ExportFilesTest, whatCannotBeWrittenEndsTheExport) {
    job.choices.name = "refused";
    job.choices.losses = true;
    EXPECT_THROW(write(), Error);
    EXPECT_TRUE(fake.written().empty());
}

} // namespace
} // namespace tonegraft::test
