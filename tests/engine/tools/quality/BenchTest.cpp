// SPDX-License-Identifier: GPL-3.0-or-later
// From folders of sets to tables.
#include "tools/quality/Equalizer.h"
#include "tools/quality/Judgment.h"
#include "tools/quality/Page.h"
#include "tools/quality/Table.h"

#include "support/Signals.h"
#include "support/TempFolder.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Error.h"
#include "tonegraft/Loudness.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>

namespace tonegraft::quality {
namespace {

constexpr int kRate = kMeasureRateHz;
constexpr std::size_t kSamples = 2 * kRate;

void write(const std::filesystem::path& folder, const std::string& name,
           std::vector<float> samples) {
    writeClip(folder / (name + ".wav"), test::monoClip(kRate, std::move(samples)),
              {SoundFileType::wav, SampleFormat::float32, 1, ""});
}

/// Content: a low tone; style: noise; truth: a high tone.
void writeSet(const std::filesystem::path& folder, const std::string& name) {
    write(folder, name + "_content", test::sine(kRate, kSamples, 300.0, 0.1));
    write(folder, name + "_style", test::noise(kSamples, 0.1));
    write(folder, name + "_truth", test::sine(kRate, kSamples, 3000.0, 0.1));
}

TEST(Sets, AreFoundByTheNamesOfFiles) {
    const test::TempFolder folder;
    writeSet(folder.path(), "b");
    write(folder.path(), "a_content", {0.1F});
    write(folder.path(), "a_style", {0.1F});
    const std::vector<SetFiles> sets = setsIn(folder.path());
    ASSERT_EQ(sets.size(), 2U);
    EXPECT_EQ(sets[0].name, "a");
    EXPECT_TRUE(sets[0].truth.empty());
    EXPECT_EQ(sets[1].truth, folder.path() / "b_truth.wav");
}

TEST(Sets, AreReadFromAManifest) {
    const test::TempFolder folder;
    std::ofstream(folder.path() / "manifest.json")
        << R"({"sets": [{"name": "x", "kind": "mix", "font": "fluid", "split": "tuning",
               "content": "c.flac", "style": "s.flac", "truth": "t.flac"}]})";
    const std::vector<SetFiles> sets = setsIn(folder.path());
    ASSERT_EQ(sets.size(), 1U);
    EXPECT_EQ(sets[0].kind, "mix");
    EXPECT_EQ(sets[0].content, folder.path() / "c.flac");
}

TEST(Sets, ThatAreNotThereAreSaid) {
    const test::TempFolder folder;
    EXPECT_THROW(setsIn(folder.path()), std::runtime_error);
}

TEST(Outputs, AreFoundBesideWhatTheyWereMadeOf) {
    const test::TempFolder folder;
    writeSet(folder.path(), "a");
    EXPECT_TRUE(outputOf("a", folder.path()).empty());
    write(folder.path(), "a_graft", {0.1F});
    write(folder.path(), "ab", {0.1F});
    EXPECT_EQ(outputOf("a", folder.path()), folder.path() / "a_graft.wav");
    EXPECT_EQ(outputOf("ab", folder.path()), folder.path() / "ab.wav");
}

TEST(Runs, RefuseWhatTheMethodDoesNotHave) {
    EXPECT_THROW(runFrom("tonegraft no-such=1", 1), std::invalid_argument);
    EXPECT_THROW(runFrom("tonegraft steps=many", 1), std::invalid_argument);
    EXPECT_THROW(runFrom("no-such-method", 1), Error);
}

TEST(Bench, JudgesContentTruthAndMissingFiles) {
    const test::TempFolder folder;
    writeSet(folder.path(), "a");
    writeSet(folder.path(), "b");
    const std::vector<Judgment> judgments = judged(
        setsIn(folder.path()),
        {runFrom("content", 1), runFrom("truth", 1), runFrom("mine=" + folder.path().string(), 1)},
        {2, {}});
    ASSERT_EQ(judgments.size(), 6U);
    const Summary content = summaryOf(judgments, "content", "all");
    EXPECT_EQ(content.sets, 2);
    EXPECT_NEAR(content.lsd, 1.0, 1e-9);
    EXPECT_EQ(content.fartherThanContent, 0);
    EXPECT_NEAR(content.timbreToStyle, 1.0, 1e-9);
    EXPECT_NEAR(summaryOf(judgments, "truth", "all").lsd, 0.0, 1e-9);
    EXPECT_EQ(summaryOf(judgments, "mine", "all").failures, 2);
    EXPECT_NE(markdownOf(judgments).find("failed: a: no file for a"), std::string::npos);
}

/// Partials 220 Hz apart, so high over what stands between them.
std::vector<float> toneInNoise(float noiseAmplitude) {
    std::vector<float> samples = test::noise(kSamples, noiseAmplitude, 4);
    for (int partial = 1; partial <= 25; ++partial) {
        const std::vector<float> tone =
            test::sine(kRate, kSamples, 220.0 * partial, 0.1 / partial, partial);
        std::transform(tone.begin(), tone.end(), samples.begin(), samples.begin(), std::plus<>());
    }
    return samples;
}

TEST(Bench, CallsBlurWhatIsShallowerThanTruthAndBothClips) {
    const test::TempFolder folder;
    for (const char* clip : {"a_style", "a_truth", "b_content", "b_style", "b_truth"}) {
        write(folder.path(), clip, toneInNoise(1e-4F));
    }
    write(folder.path(), "a_content", toneInNoise(0.1F));
    write(folder.path(), "b_output", toneInNoise(0.1F));
    const std::vector<Judgment> judgments =
        judged(setsIn(folder.path()),
               {runFrom("content", 1), runFrom("mine=" + folder.path().string(), 1)}, {1, {}});
    const auto isBlurred = [](const Judgment& one) {
        return std::count(one.alarms.begin(), one.alarms.end(), "blur") > 0;
    };
    EXPECT_FALSE(isBlurred(judgments.at(0))) << "the content of a is what it is";
    EXPECT_TRUE(isBlurred(judgments.at(3))) << "the output of b";
}

TEST(Bench, RunsAMethodAndKeepsWhatItGives) {
    const test::TempFolder folder;
    writeSet(folder.path(), "a");
    const std::vector<Judgment> judgments =
        judged(setsIn(folder.path()), {runFrom("musaic steps=2", 1)}, {1, folder.path() / "kept"});
    ASSERT_EQ(judgments.size(), 1U);
    EXPECT_EQ(judgments[0].failure, "");
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "kept" / "musaic_steps=2" / "a.flac"));
}

TEST(Page, ShowsEachClipWithAPlayerAndAPicture) {
    const test::TempFolder folder;
    writeSet(folder.path(), "a");
    const std::filesystem::path page = folder.path() / "page";
    writePage(page, judged(setsIn(folder.path()), {runFrom("content", 1)}, {1, page / "outputs"}));
    std::ifstream file(page / "index.html");
    const std::string html{std::istreambuf_iterator<char>(file), {}};
    for (const char* clip : {"clips/a_content.wav", "clips/a_style.wav", "clips/a_truth.wav",
                             "outputs/content/a.flac"}) {
        std::string picture = clip;
        std::replace(picture.begin(), picture.end(), '/', '_');
        EXPECT_NE(html.find("src=\"" + std::string(clip) + "\""), std::string::npos) << clip;
        EXPECT_NE(html.find("src=\"pictures/" + picture + ".png\""), std::string::npos);
        EXPECT_TRUE(std::filesystem::exists(page / clip)) << clip;
        EXPECT_TRUE(std::filesystem::exists(page / "pictures" / (picture + ".png"))) << clip;
    }
    EXPECT_NE(html.find("1.00 / 1.00 / 1.00"), std::string::npos);
}

TEST(Page, TakesNoNameForMarkup) {
    EXPECT_EQ(escaped("a<b & \"c\">"), "a&lt;b &amp; &quot;c&quot;&gt;");
}

Judgment judgment(const std::string& kind, double lsd, std::vector<std::string> alarms) {
    Judgment one;
    one.set.name = kind;
    one.set.kind = kind;
    one.run = "m";
    one.distance = TruthDistance{lsd, lsd, lsd, 10.0};
    one.alarms = std::move(alarms);
    return one;
}

TEST(Table, CountsByKindAndInAll) {
    const std::vector<Judgment> judgments{judgment("solo", 0.4, {}),
                                          judgment("mix", 1.2, {"valley"}),
                                          judgment("mix", 0.8, {"valley", "crest"})};
    const Summary mix = summaryOf(judgments, "m", "mix");
    EXPECT_NEAR(mix.lsd, 1.0, 1e-12);
    EXPECT_EQ(mix.fartherThanContent, 1);
    EXPECT_EQ(mix.alarmed, 2);
    EXPECT_EQ(mix.alarms.at("valley"), 2);
    const nlohmann::json json = nlohmann::json::parse(jsonOf(judgments)).at("runs").at(0);
    EXPECT_NEAR(json.at("groups").at("all").at("lsd").get<double>(), 0.8, 1e-12);
    EXPECT_EQ(json.at("sets").size(), 3U);
    EXPECT_NE(markdownOf(judgments).find("| mix | 2 | 1.000 |"), std::string::npos);
}

TEST(Equalizer, GivesTheContentTheStylesSpectrumAndKeepsItsLoudness) {
    const AudioClip content = test::monoClip(kRate, test::noise(kSamples, 0.2, 1));
    // A noise that falls by 6 dB an octave.
    std::vector<float> brown = test::noise(kSamples, 0.1, 2);
    for (std::size_t i = 1; i < brown.size(); ++i) {
        brown[i] += 0.95F * brown[i - 1];
    }
    const AudioClip style = test::monoClip(kRate, brown);
    const AudioClip output = equalized(content, style);
    ThreadPool pool(1);
    const Timbre target = heard(style, pool).timbre;
    EXPECT_LT(timbreDistance(heard(output, pool).timbre, target),
              0.05 * timbreDistance(heard(content, pool).timbre, target));
    EXPECT_NEAR(loudnessOf(output).integratedLufs, loudnessOf(content).integratedLufs, 0.05);
}

} // namespace
} // namespace tonegraft::quality
