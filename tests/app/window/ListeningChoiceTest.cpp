// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/AppFixture.h"

namespace tonegraft::test {

/// What is chosen to be heard follows what is shown. No sound device is needed for it.
class ListeningChoiceTest : public AppFixture {
protected:
    QAction* source(const QString& text) const {
        for (QAction* action : window->findChildren<QAction*>())
            if (action->text() == text)
                return action;
        return nullptr;
    }
    void choose(Source chosen) {
        window->setSource(chosen);
        Q_EMIT window->sourceChosen(chosen);
    }
    void runToTheEnd() {
        const std::size_t before = runs();
        run();
        ASSERT_TRUE(eventually([&] { return runs() > before && resultShown(); }));
    }
};

TEST_F(ListeningChoiceTest, AfterARunWithFourChosenTheNewResultIsHeard) {
    loadClips();
    runToTheEnd();
    runToTheEnd(); // now there is one before
    choose(Source::previous);
    runToTheEnd();
    EXPECT_TRUE(eventually([this] { return source("3 Output")->isChecked(); }));
}

TEST_F(ListeningChoiceTest, UnderOtherClipsTheOldResultIsNotHeardUnasked) {
    loadClips();
    runToTheEnd();
    runToTheEnd();
    choose(Source::previous);
    loadClips("another.wav");
    EXPECT_TRUE(source("1 Content")->isChecked());
}

TEST_F(ListeningChoiceTest, TheDemoClipsAreFoundFromTheBuiltTests) {
    Q_EMIT window->demoRequested();
    EXPECT_TRUE(eventually([this] {
        return window->windowTitle().contains("tune-piano") &&
               window->windowTitle().contains("style-brass");
    })) << message().toStdString();
}

} // namespace tonegraft::test
