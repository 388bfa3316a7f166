// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Program.h"

#include <QTest>

#include <gtest/gtest.h>

#include <csignal>

namespace tonegraft::test {
namespace {

constexpr int kInterrupted = 130;

/// The window without a screen, its settings in a folder of the test's own.
QProcessEnvironment offscreen(const TempFolder& folder) {
    QProcessEnvironment environment = bareEnvironment();
    environment.insert("QT_QPA_PLATFORM", "offscreen");
    environment.insert("XDG_CONFIG_HOME", QString::fromStdString(folder.path().string()));
    return environment;
}

/// The settings file is written when the window closes.
bool wasClosed(const TempFolder& folder) {
    return std::filesystem::exists(folder / "tonegraft/tonegraft.ini");
}

ProgramResult openedAndTerminated(const TempFolder& config, const QStringList& arguments) {
    QProcess process;
    process.setProcessEnvironment(offscreen(config));
    process.start(TONEGRAFT_PROGRAM, arguments);
    process.waitForStarted();
    // Main, signals, transfer, measures, export, two for clips, four for sound: all are there
    // when the window is.
    constexpr std::size_t kThreads = 11;
    constexpr int kLongestMs = 20000;
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return threadsOf(process.processId()) >= kThreads; }, kLongestMs));
    kill(static_cast<pid_t>(process.processId()), SIGTERM);
    return ended(process);
}

TEST(Window, closesCleanlyOnASignal) {
    const TempFolder config;
    const ClipFolder folder;
    const ProgramResult result =
        openedAndTerminated(config, {folder.file("content.wav"), folder.file("style.wav")});
    EXPECT_EQ(result.status, kInterrupted) << result.err;
    EXPECT_EQ(result.err, "");
    EXPECT_TRUE(wasClosed(config));
}

TEST(Window, opensWithClipsThatAreNotThere) {
    const TempFolder config;
    const ProgramResult result = openedAndTerminated(config, {"/no/such/clip.wav", "/dev/zero"});
    EXPECT_EQ(result.status, kInterrupted) << result.err;
    EXPECT_TRUE(wasClosed(config));
}

} // namespace
} // namespace tonegraft::test
