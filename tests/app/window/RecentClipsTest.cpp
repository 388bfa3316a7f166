// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/RecentClips.h"

#include "app/window/AppController.h"
#include "app/window/FakeEngine.h"
#include "support/TempFolder.h"
#include "tonegraft/Methods.h"

#include <gtest/gtest.h>

namespace tonegraft::test {
namespace {

class RecentClipsTest : public testing::Test {
protected:
    TempFolder folder;
    MainWindow window{methods()};
    RecentClips recent{window};

    QString path(const std::string& name) const {
        return QString::fromStdString((folder / name).string());
    }
    const RecentMenu* menu() const { return window.findChild<RecentMenu*>(); }
};

TEST_F(RecentClipsTest, theNewestComesFirstAndEachOnce) {
    recent.add("/a.wav");
    recent.add("/b.wav");
    recent.add("/a.wav");
    EXPECT_EQ(recent.paths(), (QStringList{"/a.wav", "/b.wav"}));
    for (int i = 0; i < 2 * RecentClips::kMost; ++i)
        recent.add(QString("/%1.wav").arg(i));
    EXPECT_EQ(recent.paths().size(), RecentClips::kMost);
    EXPECT_EQ(recent.paths().first(), QString("/%1.wav").arg(2 * RecentClips::kMost - 1));
}

TEST_F(RecentClipsTest, whatIsGoneCannotBeChosenUntilItIsBack) {
    writeBytes(folder / "there.wav", "x");
    recent.setPaths({path("there.wav"), path("gone.wav")});
    ASSERT_TRUE(eventually([this] { return !menu()->actions().at(1)->isEnabled(); }));
    EXPECT_TRUE(menu()->actions().at(0)->isEnabled());
    writeBytes(folder / "gone.wav", "x");
    Q_EMIT window.recentClipsOpened();
    EXPECT_TRUE(eventually([this] { return menu()->actions().at(1)->isEnabled(); }));
}

TEST(RecentClips, aClipThatWasReadIsOfferedAtTheNextStart) {
    const TempFolder folder;
    FakeEngine fake;
    const SettingsFile settings(QString::fromStdString((folder / "settings.ini").string()));
    const auto firstOffered = [](const MainWindow& window) {
        return window.findChild<RecentMenu*>()->actions().constFirst()->data().toString();
    };
    const auto clip = folder / "content.wav";
    {
        MainWindow window(methods());
        AppController controller(window, fake.functions(), settings, QString());
        controller.open(clip, "missing.wav");
        ASSERT_TRUE(eventually([&] { return !firstOffered(window).isEmpty(); }));
        window.close();
    }
    MainWindow window(methods());
    const AppController controller(window, fake.functions(), settings, QString());
    EXPECT_EQ(firstOffered(window).toStdString(), clip.string());
    EXPECT_EQ(window.findChild<RecentMenu*>()->actions().size(), 1);
}

} // namespace
} // namespace tonegraft::test
