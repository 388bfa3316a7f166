// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/SessionFolder.h"
#include "support/TempFolder.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Error.h"
#include "tonegraft/Methods.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <functional>
#include <limits>

namespace tonegraft {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

AudioClip sound(float value) {
    return {8000, {std::vector<float>(800, value)}};
}

void writeSound(const fs::path& path, const AudioClip& clip) {
    WriteOptions options;
    options.format = SampleFormat::float32;
    writeClip(path, clip, options);
}

/// One of each kind of thing that a session keeps.
SessionFile someSession() {
    SessionFile session;
    session.clips = {{"tune.flac", "../tune.flac", std::string(64, 'a')},
                     {"brass.flac", "brass.flac", std::string(64, 'b')}};
    session.shown.settings = defaultSettings("tonegraft");
    session.shown.settings.styleWeight = 0.1 + 0.2; // no short decimal
    session.shown.settings.seed = 12345;
    session.shown.content = 0;
    session.shown.styleRegion = {0.25, 1.5};
    session.output = 0;
    SessionTake take;
    take.name = "tune in brass 1";
    take.note = "soft \"attack\"\n";
    take.starred = true;
    take.making = session.shown;
    take.making.style = 1;
    take.making.settings = defaultSettings("musaic");
    take.sound = takeSoundName(sound(0.25F));
    take.result.outcome = Outcome::stopped;
    take.result.losses = {
        {1, 1.5, 0.5, std::numeric_limits<double>::quiet_NaN(), 0.0, 0.25, {2.0}}};
    take.result.seconds = {1.0, 2.0, 3.5};
    take.result.warnings = {Message("A warning.")};
    take.result.figures = {{"Match", 12.5, "dB"}};
    take.result.notes = {{0.5, 1.0, 60, -3.0}};
    take.measures = Measures{};
    take.measures->timbreReached = 0.62;
    session.takes = {take};
    return session;
}

json someJson() {
    return json::parse(sessionText(someSession()));
}

/// What the message says of a session that has been changed so.
std::string refusalOf(const std::function<void(json&)>& change) {
    json value = someJson();
    change(value);
    try {
        parsedSession(value.dump(), "'a'");
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

TEST(SessionFileTest, allThatIsWrittenIsReadBack) {
    const SessionFile before = someSession();
    const SessionFile after = parsedSession(sessionText(before), "");
    EXPECT_EQ(sessionText(after), sessionText(before));
    EXPECT_EQ(after.shown.settings.styleWeight, before.shown.settings.styleWeight);
    EXPECT_EQ(after.shown.settings.seed, 12345U);
    const SessionTake& take = after.takes.at(0);
    EXPECT_EQ(take.note, before.takes[0].note);
    EXPECT_EQ(take.making.settings.method, "musaic");
    EXPECT_EQ(take.making.style, 1);
    EXPECT_EQ(take.making.styleRegion, (ClipRegion{0.25, 1.5}));
    EXPECT_EQ(take.result.outcome, Outcome::stopped);
    EXPECT_EQ(take.result.losses.at(0).total, 1.5);
    EXPECT_TRUE(std::isnan(take.result.losses.at(0).content));
    EXPECT_EQ(take.result.losses.at(0).own, (std::vector<double>{2.0}));
    EXPECT_EQ(take.result.notes.at(0).pitch, 60);
    EXPECT_EQ(take.result.warnings.at(0).text(), "A warning.");
    EXPECT_EQ(take.measures.value().timbreReached, 0.62);
}

TEST(SessionFileTest, aSessionFromBeforeAMeasureWasThereIsRead) {
    json session = someJson();
    session["takes"][0]["measures"].erase("mfcc_frechet");
    const SessionFile read = parsedSession(session.dump(), "");
    EXPECT_TRUE(std::isnan(read.takes.at(0).measures.value().mfccFrechet));
    EXPECT_EQ(read.takes.at(0).measures.value().timbreReached, 0.62);
}

TEST(SessionFileTest, pathsThatAreNoTextAreKept) {
    SessionFile before = someSession();
    before.clips[0].path = "../caf\xE9 \xFF.flac";
    before.shown.settings.networkFile = "/n\xE9t.safetensors";
    const SessionFile after = parsedSession(sessionText(before), "");
    EXPECT_EQ(after.clips[0].path, before.clips[0].path);
    EXPECT_EQ(after.clips[1].path, before.clips[1].path);
    EXPECT_EQ(after.shown.settings.networkFile, before.shown.settings.networkFile);
    for (const char* bytes : {"", "00", "xyz"})
        EXPECT_NE(refusalOf([&](json& session) { session["clips"][0]["path_bytes"] = bytes; }), "");
}

TEST(SessionFileTest, aSessionOfAnotherVersionIsRefusedByItsNumber) {
    EXPECT_NE(refusalOf([](json& session) { session["version"] = 2; }).find("version 2"),
              std::string::npos);
    EXPECT_NE(refusalOf([](json& session) { session["format"] = "x"; }), "");
    EXPECT_NE(refusalOf([](json& session) { session = json::array(); }), "");
}

TEST(SessionFileTest, aSoundThatLeavesTheFolderIsRefused) {
    for (const char* name : {"../../etc/passwd", "/etc/passwd", "a/b.wav", "", ".", "..",
                             "take-0.wav", "take-..............................aa.wav"})
        EXPECT_NE(refusalOf([&](json& session) { session["takes"][0]["sound"] = name; }), "")
            << name;
}

TEST(SessionFileTest, wrongTypesAndIndicesAreRefused) {
    const std::string takes[] = {"name", "note", "starred", "making", "sound", "result"};
    for (const std::string& key : takes) {
        for (const json& wrong : {json(7), json(nullptr), json::array(), json::object()})
            EXPECT_NE(refusalOf([&](json& session) { session["takes"][0][key] = wrong; }), "")
                << key << " " << wrong;
        EXPECT_NE(refusalOf([&](json& session) { session["takes"][0].erase(key); }), "") << key;
    }
    for (const json& wrong : {json(2), json(-2), json(1e300), json(std::uint64_t(-1)), json("0")})
        EXPECT_NE(refusalOf([&](json& session) { session["shown"]["content"] = wrong; }), "");
    for (const json& wrong : {json(-1.0), json(1e300), json(nullptr), json("a")})
        EXPECT_NE(refusalOf([&](json& session) { session["shown"]["style_region"][0] = wrong; }),
                  "");
    for (const char* clip : {"content", "style"}) // none may be chosen, but a take is made of two
        EXPECT_NE(refusalOf([&](json& session) { session["takes"][0]["making"][clip] = -1; }), "");
    EXPECT_NE(refusalOf([](json& session) { session["output"] = 5; }), "");
    EXPECT_NE(refusalOf([](json& session) { session["takes"][0]["result"]["losses"][0] = {1}; }),
              "");
}

TEST(SessionFileTest, settingsThatAreNotKnownAreLeftAtTheirDefaults) {
    json value = someJson();
    value["shown"]["settings"]["parameters"]["of-tomorrow"] = "1";
    value["shown"]["settings"]["parameters"]["steps"] = "1e99";
    EXPECT_EQ(parsedSession(value.dump(), "").shown.settings.steps,
              defaultSettings("tonegraft").steps);
    EXPECT_NE(refusalOf([](json& session) { session["shown"]["settings"]["method"] = "?"; }), "");
}

TEST(SessionFileTest, deepAndHugeFilesAreRefusedBeforeTheyFillTheMemory) {
    const std::string deep(1'000'000, '[');
    EXPECT_THROW(parsedSession(deep, ""), Error);
    std::string many = "[0";
    while (many.size() < 8'000'000)
        many += ",0";
    EXPECT_THROW(parsedSession(many + "]", ""), Error);
    EXPECT_THROW(parsedSession(std::string(65U << 20U, ' '), ""), Error);
}

TEST(SessionFileTest, aFileThatIsCutOffAnywhereIsRefused) {
    const std::string text = sessionText(someSession());
    for (std::size_t length = 0; length + 2 < text.size(); length += 7)
        EXPECT_THROW(parsedSession(text.substr(0, length), ""), Error) << length;
}

class SessionFolderTest : public testing::Test {
protected:
    test::TempFolder temp;
    const fs::path place = temp / "session";
    const std::shared_ptr<const AudioClip> one = std::make_shared<const AudioClip>(sound(0.25F));

    void save(SessionFolder& folder) const { folder.save(someSession(), {one}, writeSound); }
    fs::path soundFile() const { return place / "takes" / takeSoundName(*one); }
};

TEST_F(SessionFolderTest, whatIsSavedIsThereForTheNextOne) {
    {
        SessionFolder folder(place);
        folder.lock();
        save(folder);
    }
    const SessionFolder folder(place);
    EXPECT_EQ(folder.read().takes.size(), 1U);
    EXPECT_EQ(readClip(folder.soundFile(folder.read().takes[0].sound)).clip.channels,
              one->channels);
}

TEST_F(SessionFolderTest, twoWindowsDoNotOverwriteEachOther) {
    SessionFolder first(place);
    first.lock();
    SessionFolder second(place);
    EXPECT_THROW(second.lock(), Error);
}

TEST_F(SessionFolderTest, soundsOfDeletedTakesGoAndOtherFilesStay) {
    SessionFolder folder(place);
    folder.lock();
    save(folder);
    std::ofstream(place / "takes" / "mine.wav") << "x";
    SessionFile empty = someSession();
    empty.takes.clear();
    empty.output = -1;
    folder.save(empty, {}, writeSound);
    EXPECT_FALSE(fs::exists(soundFile()));
    EXPECT_TRUE(fs::exists(place / "takes" / "mine.wav"));
}

TEST_F(SessionFolderTest, nothingIsWrittenThroughLinks) {
    const fs::path outside = temp / "outside";
    fs::create_directories(outside);
    std::ofstream(outside / "file") << "mine";
    SessionFolder folder(place);
    folder.lock();
    fs::create_directory_symlink(outside, place / "takes");
    EXPECT_THROW(save(folder), Error);
    fs::remove(place / "takes");
    fs::create_symlink(outside / "file", place / kSessionFileName);
    EXPECT_THROW(save(folder), Error);
    EXPECT_THROW(folder.read(), Error);
    fs::remove(place / kSessionFileName);
    fs::create_symlink(outside / "new", soundFile());
    EXPECT_THROW(save(folder), Error);
    EXPECT_EQ(std::distance(fs::directory_iterator(outside), fs::directory_iterator()), 1);
    EXPECT_EQ(fs::file_size(outside / "file"), 4U);
}

TEST_F(SessionFolderTest, aSoundBehindALinkIsNotRead) {
    SessionFolder folder(place);
    folder.lock();
    save(folder);
    fs::rename(soundFile(), temp / "elsewhere.wav");
    fs::create_symlink(temp / "elsewhere.wav", soundFile());
    EXPECT_THROW(folder.requireOwnSound(takeSoundName(*one)), Error);
}

TEST_F(SessionFolderTest, aFailedSaveLeavesTheSessionBefore) {
    SessionFolder folder(place);
    folder.lock();
    save(folder);
    SessionFile more = someSession();
    more.takes.push_back(more.takes.front());
    more.takes.back().sound = takeSoundName(sound(0.5F));
    EXPECT_THROW(folder.save(more, {one, std::make_shared<const AudioClip>(sound(0.5F))},
                             [](const fs::path&, const AudioClip&) { throw Error("full"); }),
                 Error);
    EXPECT_EQ(folder.read().takes.size(), 1U);
    EXPECT_TRUE(fs::exists(soundFile()));
}

TEST_F(SessionFolderTest, removingLeavesWhatIsNotTheSessions) {
    SessionFolder folder(place);
    folder.lock();
    save(folder);
    std::ofstream(place / "mine.txt") << "x";
    folder.remove();
    EXPECT_TRUE(fs::exists(place / "mine.txt"));
    EXPECT_FALSE(fs::exists(place / "takes"));
    EXPECT_FALSE(fs::exists(place / kSessionFileName));
}

} // namespace
} // namespace tonegraft
