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
#include <QSlider>
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
    TakeList takes;
    std::unique_ptr<SharedOutput> shared;

    QString cache() const { return QString::fromStdString((folder / "cache").string()); }
    void open() {
        shared = std::make_unique<SharedOutput>(window, runs, takes, fake.functions(), cache());
    }
    void run() {
        ShownClip content;
        content.file = "a.wav";
        content.name = "a.wav";
        content.clip = std::make_shared<const AudioClip>(shortClip());
        ShownClip style = content;
        style.file = "b.wav";
        style.name = "b.wav";
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

TEST_F(SharedOutputTest, theFilesNameSaysContentStyleAndNumber) {
    open();
    run();
    const QList<QUrl> urls = copied();
    ASSERT_EQ(urls.size(), 1);
    const QFileInfo file(urls.front().toLocalFile());
    EXPECT_EQ(file.filePath(), cache() + "/a in b 1.wav");
    ASSERT_EQ(fake.written().size(), 1U);
    EXPECT_EQ(fake.written().front(), file.filePath().toStdString());
    EXPECT_TRUE(file.dir().exists());
}

TEST_F(SharedOutputTest, theFileHasTheTakesName) {
    open();
    run();
    auto take = std::make_shared<Take>();
    take->id = 1;
    take->name = "the good one";
    take->shown = *runs.result();
    takes.insert(take);
    EXPECT_EQ(copied().front().fileName(), "the good one.wav");
}

TEST_F(SharedOutputTest, thePatternOf2018CanBeChosen) {
    open();
    window.setNamesOf2018(true);
    run();
    EXPECT_TRUE(copied().front().fileName().contains("_ca_sb_"));
}

TEST_F(SharedOutputTest, noFileThatIsThereIsReplacedOrRemoved) {
    std::filesystem::create_directories(folder / "cache");
    writeBytes(folder / "cache/a in b 1.wav", "an earlier one");
    const auto longAgo =
        std::filesystem::file_time_type::clock::now() - std::chrono::hours(24 * 365);
    std::filesystem::last_write_time(folder / "cache/a in b 1.wav", longAgo);
    open();
    run();
    EXPECT_EQ(copied().front().fileName(), "a in b 1 (2).wav");
    shared.reset();
    EXPECT_TRUE(std::filesystem::exists(folder / "cache/a in b 1.wav"));
}

TEST_F(SharedOutputTest, theUsersFolderIsTaken) {
    open();
    shared->setFolder(QString::fromStdString((folder / "mine").string()));
    run();
    EXPECT_TRUE(copied().front().toLocalFile().startsWith(
        QString::fromStdString((folder / "mine").string())));
}

TEST_F(SharedOutputTest, aMixIsWrittenAsItIsHeard) {
    open();
    run();
    for (QSlider* slider : window.findChildren<QSlider*>())
        if (slider->accessibleName() == "Mix of content and output")
            slider->setValue(25);
    EXPECT_EQ(window.mix(), 0.25);
    copied();
    EXPECT_NE(fake.optionsOfSound().comment.find("0.25 of it is the output"), std::string::npos)
        << fake.optionsOfSound().comment;
}

TEST_F(SharedOutputTest, theSameOutputIsWrittenOnce) {
    open();
    run();
    const QList<QUrl> first = copied();
    EXPECT_EQ(copied(), first);
    EXPECT_EQ(fake.written().size(), 1U);
}

} // namespace
} // namespace tonegraft::test
