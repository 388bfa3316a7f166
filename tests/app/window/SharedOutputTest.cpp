// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SharedOutput.h"

#include "app/window/FakeEngine.h"
#include "support/TempFolder.h"
#include "tonegraft/Methods.h"

#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QToolButton>
#include <QUrl>

#include <gtest/gtest.h>

namespace tonegraft::test {
namespace {

class SharedOutputTest : public testing::Test {
protected:
    TempFolder folder;
    FakeEngine fake;
    MainWindow window{methods()};
    RunSession runs{window, fake.functions()};
    std::unique_ptr<SharedOutput> shared;

    QString cache() const { return QString::fromStdString((folder / "cache").string()); }
    void open() {
        shared = std::make_unique<SharedOutput>(window, runs, fake.functions(), cache());
    }
    void run() {
        ShownClip content;
        content.file = "a.wav";
        content.clip = std::make_shared<const AudioClip>(shortClip());
        ShownClip style = content;
        style.file = "b.wav";
        runs.setClips(content, style);
        Q_EMIT window.runRequested(window.settings());
        ASSERT_TRUE(eventually([this] { return runs.result().has_value(); }));
    }
    static QList<QUrl> inClipboard() {
        const QMimeData* data = QGuiApplication::clipboard()->mimeData();
        return data != nullptr ? data->urls() : QList<QUrl>();
    }
    QList<QUrl> copied() {
        for (QToolButton* button : window.findChildren<QToolButton*>())
            if (button->accessibleName() == "Copy the output as a file")
                button->click();
        EXPECT_TRUE(eventually([] { return !inClipboard().isEmpty(); }));
        return inClipboard();
    }
    void SetUp() override { QGuiApplication::clipboard()->clear(); }
};

TEST_F(SharedOutputTest, writesTheOutputUnderItsOwnNameInAFolderOfItsOwn) {
    open();
    run();
    const QList<QUrl> urls = copied();
    ASSERT_EQ(urls.size(), 1);
    const QFileInfo file(urls.front().toLocalFile());
    EXPECT_TRUE(file.filePath().startsWith(cache())) << file.filePath().toStdString();
    EXPECT_TRUE(file.fileName().contains("_ca_sb_")) << file.fileName().toStdString();
    ASSERT_EQ(fake.written().size(), 1U);
    EXPECT_EQ(fake.written().front(), file.filePath().toStdString());
    EXPECT_TRUE(file.dir().exists());
}

TEST_F(SharedOutputTest, theSameOutputIsWrittenOnce) {
    open();
    run();
    const QList<QUrl> first = copied();
    EXPECT_EQ(copied(), first);
    EXPECT_EQ(fake.written().size(), 1U);
}

TEST_F(SharedOutputTest, removesWhatIsAWeekOldAndNothingElse) {
    for (const char* name : {"cache/old", "cache/new", "kept"})
        std::filesystem::create_directories(folder / name);
    writeBytes(folder / "cache/old/out.wav", "x");
    writeBytes(folder / "kept/out.wav", "x");
    std::filesystem::create_directory_symlink(folder / "kept", folder / "cache/link");
    const auto longAgo = std::filesystem::file_time_type::clock::now() -
                         std::chrono::hours(24 * (SharedOutput::kKeptDays + 1));
    std::filesystem::last_write_time(folder / "cache/old", longAgo);
    std::filesystem::last_write_time(folder / "kept", longAgo);
    open();
    ASSERT_TRUE(eventually([this] { return !std::filesystem::exists(folder / "cache/old"); }));
    EXPECT_TRUE(std::filesystem::exists(folder / "cache/new"));
    EXPECT_TRUE(std::filesystem::exists(folder / "kept/out.wav"));
}

} // namespace
} // namespace tonegraft::test
