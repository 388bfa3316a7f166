// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SettingsFile.h"

#include "support/TempFolder.h"

#include <QDeadlineTimer>

#include <gtest/gtest.h>

#include <clocale>
#include <filesystem>

#include <sys/stat.h>

namespace tonegraft::test {
namespace {

QString pathIn(const TempFolder& folder) {
    return QString::fromStdString((folder / "tonegraft.ini").string());
}

TEST(SettingsFile, keepsTheSettingsOfEachMethodApart) {
    const TempFolder folder;
    RememberedState state;
    state.settings = defaultSettings("dipani");
    state.otherSettings = {defaultSettings("ulyanov"), defaultSettings("musaic")};
    state.otherSettings[0].filters = 512;
    SettingsFile(pathIn(folder)).save(state);
    const RememberedState loaded = SettingsFile(pathIn(folder)).load().state;
    EXPECT_EQ(loaded.settings.method, "dipani");
    ASSERT_EQ(loaded.otherSettings.size(), 2U);
    for (const TransferSettings& other : loaded.otherSettings)
        EXPECT_EQ(other.filters,
                  other.method == "ulyanov" ? 512 : defaultSettings(other.method).filters);
}

TEST(SettingsFile, readsBackWhatWasSaved) {
    const TempFolder folder;
    RememberedState state;
    state.layout = QByteArray("\0\1layout\xFF", 9);
    state.clipFolder = QString::fromUtf8("/music/Ü 歌");
    state.exported.folder = "/out";
    state.exported.sound = false;
    state.exported.type = SoundFileType::flac;
    state.exported.format = SampleFormat::pcm16;
    state.exported.whole = false;
    state.exported.report = true;
    state.exported.losses = true;
    state.exported.figure = true;
    state.exported.figureFormat = FigureFormat::pdf;
    state.exported.figureSize = {85.5, 120.0, 600};
    state.recentClips = QStringList{"/music/a, b.wav", QString::fromUtf8("/music/Ü.flac")};
    state.listening.looping = true;
    state.listening.levelMatched = false;
    state.listening.volumePercent = 35;
    state.listening.device = "alsa_output.pci";
    state.recordingDevice = "alsa_input.usb";
    state.look.colors = ColorMap::viridis;
    state.look.frequencyScale = FrequencyScale::mel;
    state.look.rangeDb = 95.0;
    state.look.ceilingDb = -12.0;
    state.look.oneTimeAxis = false;
    state.look.difference = true;
    state.settings = defaultSettings("dipani");
    state.settings.styleWeight = 1234.5;
    state.settings.seed = 9007199254740992;
    SettingsFile(pathIn(folder)).save(state);
    const auto loaded = SettingsFile(pathIn(folder)).load();
    EXPECT_EQ(loaded.message, QString());
    EXPECT_EQ(loaded.state.layout, state.layout);
    EXPECT_EQ(loaded.state.clipFolder, state.clipFolder);
    const ExportChoices& exported = loaded.state.exported;
    EXPECT_EQ(exported.folder, "/out");
    EXPECT_FALSE(exported.sound);
    EXPECT_EQ(exported.type, SoundFileType::flac);
    EXPECT_EQ(exported.format, SampleFormat::pcm16);
    EXPECT_FALSE(exported.whole);
    EXPECT_TRUE(exported.report);
    EXPECT_TRUE(exported.losses);
    EXPECT_TRUE(exported.figure);
    EXPECT_EQ(exported.figureFormat, FigureFormat::pdf);
    EXPECT_EQ(exported.figureSize.widthMm, 85.5);
    EXPECT_EQ(exported.figureSize.heightMm, 120.0);
    EXPECT_EQ(exported.figureSize.dpi, 600);
    EXPECT_EQ(loaded.state.recentClips, state.recentClips);
    EXPECT_TRUE(loaded.state.listening.looping);
    EXPECT_FALSE(loaded.state.listening.levelMatched);
    EXPECT_EQ(loaded.state.listening.volumePercent, 35);
    EXPECT_EQ(loaded.state.listening.device, "alsa_output.pci");
    EXPECT_EQ(loaded.state.recordingDevice, "alsa_input.usb");
    EXPECT_TRUE(loaded.state.look == state.look);
    EXPECT_EQ(loaded.state.settings.method, "dipani");
    EXPECT_EQ(loaded.state.settings.styleWeight, 1234.5);
    EXPECT_EQ(loaded.state.settings.seed, 9007199254740992U);
}

TEST(SettingsFile, aChosenNetworkIsRememberedAndForgottenWithIt) {
    const TempFolder folder;
    RememberedState state;
    state.settings = defaultSettings("gatys");
    state.settings.networkFile = "/weights/vgg19.safetensors";
    SettingsFile(pathIn(folder)).save(state);
    EXPECT_EQ(SettingsFile(pathIn(folder)).load().state.settings.networkFile,
              state.settings.networkFile);
    state.settings.networkFile.clear();
    SettingsFile(pathIn(folder)).save(state);
    EXPECT_TRUE(SettingsFile(pathIn(folder)).load().state.settings.networkFile.empty());
}

TEST(SettingsFile, withoutAFileAreTheDefaults) {
    const TempFolder folder;
    const auto loaded = SettingsFile(pathIn(folder)).load();
    EXPECT_EQ(loaded.message, QString());
    EXPECT_EQ(loaded.state.settings.method, "tonegraft");
    EXPECT_TRUE(loaded.state.listening.levelMatched);
}

TEST(SettingsFile, whatIsNoneOfOursIsMovedAside) {
    for (const std::string& bytes :
         {std::string("\x7F\xFF\0\1 random [[[ = \n", 17), std::string("{\"json\": true}"),
          std::string("[window]\nlayout=x\n"), std::string(2 << 20, 'x'),
          std::string("[General]\nformat=1\n[listening]\nvolume=@Variant(\\0\\0\\0\\x41)\n")}) {
        const TempFolder folder;
        writeBytes(folder / "tonegraft.ini", bytes);
        const auto loaded = SettingsFile(pathIn(folder)).load();
        EXPECT_NE(loaded.message, QString());
        EXPECT_EQ(loaded.state.settings.method, "tonegraft");
        EXPECT_EQ(readBytes(folder / "tonegraft.ini.unreadable"), bytes);
        EXPECT_EQ(SettingsFile(pathIn(folder)).load().message, QString());
    }
}

TEST(SettingsFile, valuesThatMakeNoSenseStayAtTheirDefaults) {
    const TempFolder folder;
    writeBytes(folder / "tonegraft.ini",
               "[General]\nformat=1\n[transfer]\nmethod=tonegraft\nsteps=-5\nkernel=abc\n"
               "style-weight=\"0,5\"\nkeep-melody=0.75\n[export]\ntype=mp3\nsamples=7\n"
               "figure-width=1e9\nfigure-height=10\nfigure-dpi=-1\n");
    const auto loaded = SettingsFile(pathIn(folder)).load();
    const TransferSettings defaults = defaultSettings("tonegraft");
    EXPECT_EQ(loaded.state.settings.steps, defaults.steps);
    EXPECT_EQ(loaded.state.settings.kernelSize, defaults.kernelSize);
    EXPECT_EQ(loaded.state.settings.styleWeight, defaults.styleWeight);
    EXPECT_EQ(loaded.state.settings.keepMelody, 0.75);
    EXPECT_EQ(loaded.state.exported.type, SoundFileType::wav);
    EXPECT_EQ(loaded.state.exported.format, SampleFormat::pcm24);
    EXPECT_TRUE(loaded.state.exported.figureSize.possible());
}

TEST(SettingsFile, aMethodThatIsNotKnownAnyMoreGivesTheDefaults) {
    const TempFolder folder;
    writeBytes(folder / "tonegraft.ini", "[General]\nformat=1\n[transfer]\nmethod=gone\n");
    EXPECT_EQ(SettingsFile(pathIn(folder)).load().state.settings.method, "tonegraft");
}

TEST(SettingsFile, aLockThatAnotherHostLeftKeepsNothingWaiting) {
    const TempFolder folder;
    writeBytes(folder / "tonegraft.ini.lock", "1234\ntonegraft\notherhost\n");
    RememberedState state;
    state.settings = defaultSettings("dipani");
    constexpr int kLongestMs = 10000; // QSettings would wait for half a minute
    const QDeadlineTimer deadline(kLongestMs);
    SettingsFile(pathIn(folder)).save(state);
    EXPECT_EQ(SettingsFile(pathIn(folder)).load().state.settings.method, "dipani");
    EXPECT_FALSE(deadline.hasExpired());
}

TEST(SettingsFile, nothingButAFileIsReadOrWritten) {
    const TempFolder folder;
    const auto path = folder / "tonegraft.ini";
    ASSERT_EQ(mkfifo((folder / "fifo").c_str(), 0600), 0);
    std::filesystem::create_directory(folder / "folder");
    for (const std::filesystem::path& target :
         {folder / "fifo", std::filesystem::path("/dev/null"), folder / "folder"}) {
        for (const bool linked : {true, false}) {
            if (!linked && target == "/dev/null")
                continue;
            if (linked)
                std::filesystem::create_symlink(target, path);
            else
                std::filesystem::rename(target, path);
            const auto kind = std::filesystem::status(path).type();
            const SettingsFile file(pathIn(folder));
            EXPECT_EQ(file.load().state.settings.method, "tonegraft") << target;
            file.save({});
            EXPECT_EQ(std::filesystem::is_symlink(path), linked) << target;
            EXPECT_EQ(std::filesystem::status(path).type(), kind) << target;
            std::filesystem::remove(path);
        }
    }
    EXPECT_EQ(std::filesystem::status("/dev/null").type(), std::filesystem::file_type::character);
}

TEST(SettingsFile, ofALinkTheFileThatItLeadsToIsWritten) {
    const TempFolder folder;
    writeBytes(folder / "dotfiles.ini", "");
    std::filesystem::create_symlink("dotfiles.ini", folder / "tonegraft.ini");
    RememberedState state;
    state.settings = defaultSettings("dipani");
    SettingsFile(pathIn(folder)).save(state);
    EXPECT_TRUE(std::filesystem::is_symlink(folder / "tonegraft.ini"));
    EXPECT_NE(readBytes(folder / "dotfiles.ini").find("dipani"), std::string::npos);
    EXPECT_EQ(folder.names().size(), 2U); // no lock, and nothing else
}

TEST(SettingsFile, savingWhereNothingCanBeWrittenIsNoFailure) {
    const SettingsFile file("/proc/no/such/folder/tonegraft.ini");
    EXPECT_NO_THROW(file.save({}));
    EXPECT_EQ(file.load().state.settings.method, "tonegraft");
}

} // namespace
} // namespace tonegraft::test
