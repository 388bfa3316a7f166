// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RenderOptions.h"

#include "app/cli/Arguments.h"

#include <gtest/gtest.h>

namespace tonegraft {
namespace {

std::optional<RenderOptions> parsed(std::vector<std::string> more) {
    std::vector<std::string> arguments{"c.wav", "s.wav", "-o", "out.wav"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return renderOptions(arguments);
}

std::string refusal(std::vector<std::string> more) {
    try {
        parsed(std::move(more));
    } catch (const UsageError& error) {
        return error.what();
    }
    return {};
}

TEST(RenderOptions, withoutFlagsAreTheDefaultsOfTheDefaultMethod) {
    const auto options = parsed({});
    ASSERT_TRUE(options);
    EXPECT_EQ(options->content, "c.wav");
    EXPECT_EQ(options->style, "s.wav");
    EXPECT_EQ(options->output, "out.wav");
    EXPECT_EQ(options->settings.method, "tonegraft");
    EXPECT_EQ(options->settings.steps, defaultSettings("tonegraft").steps);
    EXPECT_EQ(options->format, SampleFormat::pcm24);
    EXPECT_TRUE(options->report.empty());
    EXPECT_FALSE(options->quiet);
    EXPECT_FALSE(options->whole);
}

TEST(RenderOptions, takeEveryFlagWhateverTheirOrder) {
    const auto options = parsed({"--steps",
                                 "12",
                                 "--style-weight=0.5",
                                 "--seed",
                                 "9",
                                 "--threads",
                                 "3",
                                 "--content-start",
                                 "1.5",
                                 "--content-duration",
                                 "2",
                                 "--style-start",
                                 "0",
                                 "--style-duration",
                                 "4.25",
                                 "--whole",
                                 "--format",
                                 "pcm16",
                                 "--report",
                                 "r.json",
                                 "--quiet",
                                 "--filters",
                                 "inf",
                                 "--kernel",
                                 "5",
                                 "--activation",
                                 "linear",
                                 "--optimizer",
                                 "adam",
                                 "--keep-melody",
                                 "0",
                                 "--keep-dynamics",
                                 "1",
                                 "--method",
                                 "tonegraft"});
    ASSERT_TRUE(options);
    EXPECT_EQ(options->settings.steps, 12);
    EXPECT_EQ(options->settings.styleWeight, 0.5);
    EXPECT_EQ(options->settings.seed, 9U);
    EXPECT_EQ(options->settings.threads, 3);
    EXPECT_EQ(options->contentRegion.role, ClipRole::content);
    EXPECT_EQ(options->contentRegion.startSeconds, 1.5);
    EXPECT_EQ(options->contentRegion.durationSeconds, 2.0);
    EXPECT_EQ(options->styleRegion.startSeconds, 0.0);
    EXPECT_EQ(options->styleRegion.durationSeconds, 4.25);
    EXPECT_TRUE(options->whole);
    EXPECT_EQ(options->format, SampleFormat::pcm16);
    EXPECT_EQ(options->report, "r.json");
    EXPECT_TRUE(options->quiet);
}

TEST(RenderOptions, takeTheDefaultsOfTheMethodThatIsChosen) {
    const auto options = parsed({"--method", "dipani"});
    ASSERT_TRUE(options);
    EXPECT_EQ(options->settings.method, "dipani");
    EXPECT_EQ(options->settings.filters, defaultSettings("dipani").filters);
}

TEST(RenderOptions, refuseValuesOutOfRangeByFlagValueAndRange) {
    for (const auto& [flag, value] :
         {std::pair{"--style-weight", "1.01"}, std::pair{"--keep-melody", "-0.1"},
          std::pair{"--steps", "0"}, std::pair{"--kernel", "0"}, std::pair{"--filters", "-3"},
          std::pair{"--threads", "-1"}, std::pair{"--content-start", "-1"},
          std::pair{"--style-duration", "0"}, std::pair{"--format", "mp3"},
          std::pair{"--seed", "1.5"}, std::pair{"--content-duration", "nan"}}) {
        const std::string text = refusal({flag, value});
        EXPECT_NE(text.find(flag), std::string::npos) << flag << ": " << text;
        EXPECT_NE(text.find(value), std::string::npos) << flag << ": " << text;
    }
}

TEST(RenderOptions, refuseUnknownFlagsAndMethods) {
    EXPECT_NE(refusal({"--no-such-flag", "1"}), "");
    EXPECT_NE(refusal({"--method", "nothing"}), "");
    EXPECT_NE(refusal({"third.wav"}), "");
    EXPECT_NE(refusal({"--steps"}), "");
    EXPECT_NE(refusal({"--steps", "1", "--steps", "2"}), "");
}

TEST(RenderOptions, refuseAFlagThatMeansNothingToTheMethod) {
    const std::string text = refusal({"--method", "dipani", "--keep-melody", "0.5"});
    EXPECT_NE(text.find("dipani"), std::string::npos) << text;
}

std::optional<RenderOptions> to(const std::string& output, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"c.wav", "s.wav", "-o", output};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return renderOptions(arguments);
}

TEST(RenderOptions, refuseANetworkThatTheModelDoesNotRunOn) {
    const std::string said = refusal({"--method", "grinstein", "--network", "w.safetensors"});
    EXPECT_NE(said.find("--model auditory-texture"), std::string::npos) << said;
    EXPECT_NE(said.find("--model vgg19 or soundnet"), std::string::npos) << said;
    const auto vgg =
        parsed({"--method", "grinstein", "--model", "vgg19", "--network", "w.safetensors"});
    EXPECT_EQ(vgg->settings.networkFile, "w.safetensors");
}

TEST(RenderOptions, refuseToWriteNotesOfAMethodThatHearsNone) {
    EXPECT_EQ(parsed({"--method", "graft", "--notes", "n.mid"})->notes, "n.mid");
    const std::string said = refusal({"--method", "musaic", "--notes", "n.mid"});
    EXPECT_NE(said.find("musaic"), std::string::npos) << said;
    EXPECT_NE(said.find("or graft"), std::string::npos) << said;
    EXPECT_NE(refusal({"--method", "graft", "--notes", "out.wav"}), "");
}

TEST(RenderOptions, theNameOfTheOutputChoosesItsType) {
    EXPECT_EQ(to("out.wav")->type, SoundFileType::wav);
    EXPECT_EQ(to("out.FLAC")->type, SoundFileType::flac);
    EXPECT_EQ(to("out.ogg")->type, SoundFileType::oggVorbis);
    EXPECT_EQ(to("out.flac")->format, SampleFormat::pcm24);
    EXPECT_EQ(to("out.flac", {"--format", "pcm16"})->format, SampleFormat::pcm16);
    EXPECT_THROW(to("out.flac", {"--format", "float"}), UsageError);
    EXPECT_THROW(to("out.ogg", {"--format", "pcm16"}), UsageError);
}

TEST(RenderOptions, eachFileNeedsANameOfItsOwn) {
    const std::string here = std::filesystem::current_path().filename().string();
    EXPECT_EQ(to("out.wav", {"--losses", "l.csv"})->losses, "l.csv");
    EXPECT_THROW(to("out.wav", {"--losses", "out.wav"}), UsageError);
    EXPECT_THROW(to("out.wav", {"--report", "x", "--losses", "x"}), UsageError);
    EXPECT_THROW(to("out.wav", {"--report", "./out.wav"}), UsageError);
    EXPECT_THROW(to("./out.wav", {"--losses", "../" + here + "/out.wav"}), UsageError);
    EXPECT_THROW(to("out.wav", {"--report", "x", "--losses", ".//x"}), UsageError);
}

TEST(RenderOptions, needClipsAndASoundFileToWrite) {
    EXPECT_THROW(renderOptions({"c.wav", "s.wav"}), UsageError);
    EXPECT_THROW(renderOptions({"c.wav", "-o", "out.wav"}), UsageError);
    EXPECT_THROW(renderOptions({"c.wav", "s.wav", "-o", "out.mp3"}), UsageError);
    EXPECT_THROW(renderOptions({"c.wav", "s.wav", "-o", "out.wav", "--report", "out.wav"}),
                 UsageError);
}

} // namespace
} // namespace tonegraft
