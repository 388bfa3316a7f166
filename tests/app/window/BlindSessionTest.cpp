// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/BlindSession.h"

#include "app/window/AppFixture.h"
#include "ui/takes/TakesPanel.h"

#include <QComboBox>
#include <QListView>
#include <QPushButton>
#include <QTest>

namespace tonegraft::test {
namespace {

class BlindSessionTest : public AppFixture {
protected:
    TakesPanel* panel() const { return window->takes(); }
    BlindDialog* dialog() const { return window->findChild<BlindDialog*>(); }
    int takes() const { return panel()->list()->model()->rowCount(); }
    QAction* action() const {
        for (QAction* candidate : panel()->takeActions())
            if (candidate->text().startsWith("Blind test"))
                return candidate;
        return nullptr;
    }
    void makeTakes(int count) {
        if (takes() == 0)
            loadClips();
        for (int made = takes() + 1; made <= count; ++made) {
            run();
            ASSERT_TRUE(eventually(
                [&] { return takes() == made && window->runState() == RunState::idle; }));
        }
    }
    void open() const {
        action()->trigger();
        ASSERT_TRUE(dialog()->isVisible());
    }
    void press(const QString& text) const {
        for (QPushButton* button : dialog()->findChildren<QPushButton*>())
            if (button->text() == text)
                button->click();
    }
    QString chosen(int choice) const {
        return dialog()->findChildren<QComboBox*>().at(choice)->currentText();
    }
};

TEST_F(BlindSessionTest, needsTwoTakes) {
    EXPECT_FALSE(action()->isEnabled());
    makeTakes(1);
    EXPECT_FALSE(action()->isEnabled());
    makeTakes(2);
    EXPECT_TRUE(action()->isEnabled());
}

TEST_F(BlindSessionTest, beginsWithTheSelectedTakeAndTheOneBefore) {
    makeTakes(3);
    panel()->list()->setCurrentIndex(panel()->list()->model()->index(1, 0));
    open();
    ASSERT_TRUE(dialog()->isVisible());
    EXPECT_FALSE(dialog()->isModal());
    EXPECT_EQ(chosen(0).toStdString(), "content in style 2");
    EXPECT_EQ(chosen(1).toStdString(), "content in style 1");
    panel()->list()->setCurrentIndex(panel()->list()->model()->index(2, 0));
    open();
    EXPECT_EQ(chosen(0).toStdString(), "content in style 1");
    EXPECT_EQ(chosen(1).toStdString(), "content in style 2");
}

TEST_F(BlindSessionTest, nothingInTheWindowTellsWhichIsHeard) {
    makeTakes(2);
    open();
    const quint64 current = panel()->current();
    const QString title = window->windowTitle();
    press("B");
    press("X");
    EXPECT_EQ(panel()->current(), current);
    EXPECT_EQ(window->windowTitle(), title);
}

TEST_F(BlindSessionTest, takesThatComeLaterCanBeChosenAndADeletedOneEndsTheTest) {
    makeTakes(2);
    open();
    press("X is A");
    makeTakes(3);
    EXPECT_EQ(dialog()->findChildren<QComboBox*>().at(0)->count(), 3);
    EXPECT_EQ(dialog()->test().trials(), 1) << "the test goes on";
    Q_EMIT panel()->removed(dialog()->second());
    EXPECT_EQ(dialog()->second(), 0U);
    EXPECT_EQ(dialog()->test().trials(), 0);
}

} // namespace
} // namespace tonegraft::test
