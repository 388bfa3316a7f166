// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/AppFixture.h"
#include "ui/settings/ParameterControl.h"
#include "ui/settings/SettingsPanel.h"
#include "ui/takes/TakesModel.h"
#include "ui/takes/TakesPanel.h"

#include <QListView>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>

namespace tonegraft::test {
namespace {

class EditSessionTest : public AppFixture {
protected:
    ParameterControl* control(const char* id) const {
        return window->findChild<SettingsPanel*>()->control(id);
    }
    double weight() const { return window->settings().styleWeight; }
    QAction* action(const char* text) const {
        for (QAction* action : window->actions())
            if (action->text() == text)
                return action;
        return nullptr;
    }
    void undo() const { QTest::keyClick(window.get(), Qt::Key_Z, Qt::ControlModifier); }
    void redo() const {
        QTest::keyClick(window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    }
    bool canUndo() const { return action("Undo")->isEnabled(); }
    /// Along the slider, with several movements.
    static void drag(QSlider* slider, int fromX, int toX) {
        const int y = slider->height() / 2;
        QTest::mousePress(slider, Qt::LeftButton, {}, {fromX, y});
        for (int x = fromX; x != toX; x += toX > fromX ? 1 : -1)
            QTest::mouseMove(slider, {x, y});
        QTest::mouseMove(slider, {toX, y});
        QTest::mouseRelease(slider, Qt::LeftButton, {}, {toX, y});
    }
    void makeTake() {
        const int before = window->takes()->list()->model()->rowCount();
        run();
        ASSERT_TRUE(
            eventually([&] { return window->takes()->list()->model()->rowCount() == before + 1; }));
    }
    int takes() const { return window->takes()->list()->model()->rowCount(); }
    QString nameOfFirst() const {
        return window->takes()->list()->model()->index(0, 0).data().toString();
    }
    void SetUp() override {
        AppFixture::SetUp();
        ASSERT_TRUE(QTest::qWaitForWindowActive(window.get()));
    }
};

TEST_F(EditSessionTest, atTheStartThereIsNothingToUndo) {
    EXPECT_FALSE(canUndo());
    loadClips(); // the first ones replace nothing
    EXPECT_FALSE(canUndo());
}

TEST_F(EditSessionTest, oneDragIsOneStep) {
    QSlider* slider = control("style-weight")->slider();
    const double before = weight();
    slider->setFocus();
    drag(slider, slider->width() - 6, slider->width() / 2);
    const double between = weight();
    drag(slider, slider->width() / 2, slider->width() / 4);
    const double after = weight();
    ASSERT_LT(between, before);
    ASSERT_LT(after, between);
    undo();
    EXPECT_EQ(weight(), between);
    undo();
    EXPECT_EQ(weight(), before);
    EXPECT_FALSE(canUndo());
    redo();
    redo();
    EXPECT_EQ(weight(), after);
    EXPECT_FALSE(action("Redo")->isEnabled());
}

TEST_F(EditSessionTest, anotherControlIsAnotherStep) {
    control("style-weight")->slider()->setValue(50);
    control("keep-melody")->slider()->setValue(70);
    undo();
    EXPECT_EQ(window->settings().keepMelody, defaultSettings("tonegraft").keepMelody);
    EXPECT_NE(weight(), defaultSettings("tonegraft").styleWeight);
}

TEST_F(EditSessionTest, aMethodAndAResetAreTakenBackWithTheirValues) {
    control("style-weight")->slider()->setValue(50);
    const TransferSettings moved = window->settings();
    auto* panel = window->findChild<SettingsPanel*>();
    QTest::mouseClick(panel->findChild<QPushButton*>("resetAll"), Qt::LeftButton);
    ASSERT_NE(weight(), moved.styleWeight);
    undo();
    EXPECT_EQ(weight(), moved.styleWeight);
    TransferSettings other = defaultSettings("musaic");
    window->setSettings(other);
    Q_EMIT window->settingsChanged(other);
    undo();
    EXPECT_EQ(window->settings().method, moved.method);
    EXPECT_EQ(weight(), moved.styleWeight);
}

TEST_F(EditSessionTest, regionsAreTakenBack) {
    loadClips();
    window->setRegion(ClipRole::content, Region{0.25, 0.5});
    Q_EMIT window->regionChanged(ClipRole::content, Region{0.25, 0.5});
    window->setRegion(ClipRole::content, std::nullopt);
    Q_EMIT window->regionChanged(ClipRole::content, std::nullopt);
    undo();
    EXPECT_EQ(window->region(ClipRole::content), (Region{0.25, 0.5}));
    undo();
    EXPECT_EQ(window->region(ClipRole::content), std::nullopt);
    redo();
    EXPECT_EQ(window->region(ClipRole::content), (Region{0.25, 0.5}));
}

TEST_F(EditSessionTest, clipsAndSwapAreTakenBackAndTheirTakeIsShownAgain) {
    loadClips();
    makeTake();
    const auto shown = window->takes()->current();
    loadClips("other.wav");
    Q_EMIT window->swapRequested();
    EXPECT_TRUE(window->windowTitle().startsWith("style.wav in the style of other.wav"));
    undo();
    EXPECT_TRUE(window->windowTitle().startsWith("other.wav in the style of style.wav"));
    EXPECT_EQ(window->takes()->current(), 0U);
    undo();
    EXPECT_TRUE(window->windowTitle().startsWith("content.wav in the style of style.wav"));
    EXPECT_EQ(window->takes()->current(), shown);
    redo();
    EXPECT_TRUE(window->windowTitle().startsWith("other.wav in the style of style.wav"));
}

TEST_F(EditSessionTest, aDeletedTakeComesBackWhereItWas) {
    loadClips();
    makeTake();
    makeTake();
    const auto newest = window->takes()->current();
    Q_EMIT window->takes()->removed(newest);
    EXPECT_EQ(takes(), 1);
    undo();
    EXPECT_EQ(takes(), 2);
    EXPECT_EQ(window->takes()->current(), newest);
    EXPECT_EQ(nameOfFirst(), "content in style 2");
    redo();
    EXPECT_EQ(takes(), 1);
}

TEST_F(EditSessionTest, namesAreTakenBackAndMeasuresStay) {
    loadClips();
    makeTake();
    const auto id = window->takes()->current();
    Q_EMIT window->takes()->renamed(id, "the good one");
    const auto* model = static_cast<const TakesModel*>(window->takes()->list()->model());
    ASSERT_TRUE(eventually([&] { return !model->at(model->index(0))->timbre.isEmpty(); }));
    undo();
    EXPECT_EQ(nameOfFirst(), "content in style 1");
    EXPECT_FALSE(model->at(model->index(0))->timbre.isEmpty());
    redo();
    EXPECT_EQ(nameOfFirst(), "the good one");
}

TEST_F(EditSessionTest, settingsThatATakeGaveBackAreTakenBack) {
    loadClips();
    makeTake();
    control("style-weight")->slider()->setValue(50);
    const double moved = weight();
    Q_EMIT window->takes()->settingsWanted(window->takes()->current());
    ASSERT_NE(weight(), moved);
    undo();
    EXPECT_EQ(weight(), moved);
    undo();
    EXPECT_FALSE(canUndo());
}

TEST_F(EditSessionTest, inARunNothingIsTakenBack) {
    loadClips();
    control("style-weight")->slider()->setValue(50);
    fake.setRun([](TransferObserver& observer, RunControl& control, const TransferSettings& s) {
        reportStep(observer, 1);
        return runUntilEnding(control, s);
    });
    run();
    EXPECT_FALSE(canUndo());
    Q_EMIT window->stopRequested();
    ASSERT_TRUE(untilState(RunState::idle));
    EXPECT_TRUE(canUndo());
}

} // namespace
} // namespace tonegraft::test
