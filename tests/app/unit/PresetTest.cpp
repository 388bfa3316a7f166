// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/presets/Preset.h"

#include "app/files/Parameters.h"
#include "app/files/Report.h"
#include "app/presets/PresetFolder.h"
#include "app/presets/SettingsText.h"
#include "app/presets/ShippedPresets.h"
#include "support/TempFolder.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Methods.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cmath>
#include <set>

namespace tonegraft::test {
namespace {

/// Each parameter of the method away from its default.
TransferSettings unusual(const std::string& method) {
    TransferSettings settings = defaultSettings(method);
    for (const ParameterInfo& info : methodInfo(method).parameters) {
        const double value = info.defaultValue + (info.integer ? 1.0 : 0.015625);
        const bool fits = value <= info.maximum || !info.choices.empty();
        if (info.choices.empty() && info.id != "seed" && fits)
            setParameter(settings, info.id,
                         parameterText(settings, info.id) == "inf" ? "77"
                         : info.integer ? std::to_string(static_cast<int>(value))
                                        : std::to_string(value));
    }
    settings.seed = 12345;
    return settings;
}

std::string failureOfReading(const std::string& text) {
    try {
        presetOf(text, "'x.json'");
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

TEST(Preset, everyMethodsSettingsComeBackFromItsFile) {
    for (const MethodInfo& method : methods()) {
        const Preset made{"Größer & lauter", "what is heard", unusual(method.id)};
        const Preset read = presetOf(presetText(made), "'x'");
        EXPECT_EQ(read.name, made.name);
        EXPECT_EQ(read.hears, made.hears);
        EXPECT_EQ(runDescription(read.settings), runDescription(made.settings));
    }
}

TEST(Preset, whatIsNoneOfOursIsRefusedByNameAndReason) {
    const std::string good = presetText({"a", "", defaultSettings("graft")});
    EXPECT_EQ(failureOfReading(good), "");
    const auto changed = [&good](const std::string& from, const std::string& to) {
        std::string text = good;
        text.replace(text.find(from), from.size(), to);
        return failureOfReading(text);
    };
    for (const std::string& failure :
         {failureOfReading(""), failureOfReading("[1]"), failureOfReading("{\"format\": 3}"),
          failureOfReading(std::string(100000, '[')),
          failureOfReading("{\"a\":" + std::string(100000, '{')),
          changed("tonegraft-preset", "something"), changed("\"version\": 1", "\"version\": 99"),
          changed("\"version\": 1", "\"version\": \"x\""), changed("\"graft\"", "\"no-such\""),
          changed("\"graft\"", "7"), changed("\"style-weight\": 1", "\"style-weight\": 17"),
          changed("\"style-weight\": 1", "\"no-such\": 1"),
          changed("\"style-weight\": 1", "\"style-weight\": \"'; rm\""),
          changed("\"name\": \"a\"", "\"name\": \"\"")}) {
        EXPECT_EQ(failure.rfind("'x.json': ", 0), 0U) << failure;
    }
}

TEST(Preset, aFolderKeepsThemByName) {
    const TempFolder folder;
    const PresetFolder presets(folder / "deep" / "presets");
    EXPECT_TRUE(presets.read().presets.empty());
    const TransferSettings first = unusual("graft");
    presets.save({"../b: ä/..", "", first});
    presets.save({"a", "", defaultSettings("musaic")});
    presets.save({"a", "", defaultSettings("statistics")}); // in its place
    writeBytes(folder / "deep/presets/broken.json", "{");
    const PresetFolder::Content content = presets.read();
    ASSERT_EQ(content.presets.size(), 2U);
    EXPECT_EQ(content.presets[0].name, "../b: ä/..");
    EXPECT_EQ(runDescription(content.presets[0].settings), runDescription(first));
    EXPECT_EQ(content.presets[1].settings.method, "statistics");
    ASSERT_EQ(content.messages.size(), 1U);
    EXPECT_NE(content.messages[0].find("broken.json"), std::string::npos);
    presets.remove("../b: ä/..");
    presets.remove("never there");
    EXPECT_EQ(presets.read().presets.size(), 1U);
}

TEST(Preset, longNamesThatBeginTheSameAreTwoFilesWithWholeCharacters) {
    std::string begin;
    for (int i = 0; i < 40; ++i)
        begin += "\xC3\xA4";                     // 80 bytes
    for (const std::size_t letters : {0U, 1U}) { // so that a cut would fall into a character
        const TempFolder folder;
        const PresetFolder presets(folder.path());
        for (const char* end : {"1", "2"})
            presets.save({std::string(letters, 'x') + begin + end, {}, defaultSettings("graft")});
        EXPECT_EQ(presets.read().presets.size(), 2U);
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
            const std::string name = entry.path().filename().string();
            const std::string letter = "%C3%A4";
            std::size_t at = letters;
            while (name.compare(at, letter.size(), letter) == 0)
                at += letter.size();
            EXPECT_EQ(name.at(at), '-') << name;
        }
    }
}

TEST(Preset, anExportedSoundGivesItsSettingsBack) {
    const TempFolder folder;
    for (std::size_t i = 0; i < std::size(kSoundFormats); ++i) {
        for (const MethodInfo& method : methods()) {
            const TransferSettings settings = unusual(method.id);
            WriteOptions options;
            options.type = static_cast<SoundFileType>(i);
            options.comment =
                runDescription(settings, {{1.0, 2.0}, {}, true, "a --seed 3.wav", "b.wav"}) +
                " (stopped after 3 steps)";
            const auto file = folder / (method.id + "." + kSoundFormats[i].id);
            writeClip(file, {8000, {std::vector<float>(4000, 0.1F)}}, options);
            EXPECT_EQ(runDescription(settingsOfFile(file)), runDescription(settings)) << file;
        }
    }
}

TEST(Preset, aReportGivesItsSettingsBack) {
    const TempFolder folder;
    TransferResult result;
    result.settings = unusual("statistics");
    writeBytes(folder / "out.json", reportText({}, result));
    EXPECT_EQ(runDescription(settingsOfFile(folder / "out.json")), runDescription(result.settings));
}

TEST(Preset, filesWithoutSettingsSayWhatHas) {
    const TempFolder folder;
    writeBytes(folder / "text.json", "no JSON");
    writeBytes(folder / "empty.wav", "");
    writeBytes(folder / "other.json", "{\"method\": 3}");
    writeBytes(folder / "liar.wav", "RIFF Tonegraft 1 --method graft --style-weight 2");
    writeClip(folder / "plain.wav", {8000, {std::vector<float>(4000, 0.1F)}}, {});
    ::mkfifo((folder / "pipe.json").c_str(), 0600);
    for (const char* name : {"text.json", "empty.wav", "other.json", "liar.wav", "plain.wav",
                             "pipe.json", "missing.json"}) {
        std::string said;
        try {
            settingsOfFile(folder / name);
        } catch (const Error& error) {
            said = error.what();
        }
        EXPECT_NE(said.find(name), std::string::npos) << name << ": " << said;
    }
}

TEST(Preset, thoseThatComeAlongAreNamedByWhatIsHeard) {
    std::set<std::string> names;
    for (const Preset& preset : shippedPresets()) {
        names.insert(preset.name);
        EXPECT_FALSE(preset.hears.empty());
        EXPECT_NO_THROW(preset.settings.validate());
        EXPECT_EQ(presetOf(presetText(preset), "x").name, preset.name);
    }
    EXPECT_EQ(names, (std::set<std::string>{"All the way", "Drums from the style", "Keep the words",
                                            "Only the color"}));
}

} // namespace
} // namespace tonegraft::test
