// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/Parameters.h"
#include "app/presets/SettingsText.h"
#include "app/window/AppFixture.h"
#include "ui/settings/PresetBox.h"

#include <QFileInfo>
#include <QMenu>

namespace tonegraft::test {

class PresetSessionTest : public AppFixture {
protected:
    PresetBox* box() const { return window->presets(); }
    QAction* entry(const QString& text) const {
        for (QAction* action : box()->menu()->actions())
            if (action->text() == text)
                return action;
        return nullptr;
    }
    TransferSettings changed() const {
        TransferSettings settings = window->settings();
        settings.styleWeight = 0.375;
        return settings;
    }
};

TEST_F(PresetSessionTest, AShippedPresetIsTakenAndNamed) {
    ASSERT_NE(entry("Only the color"), nullptr);
    entry("Only the color")->trigger();
    EXPECT_EQ(box()->current(), "Only the color");
    EXPECT_TRUE(entry("Only the color")->isChecked());
    const std::string taken = runDescription(window->settings());
    entry("All the way")->trigger();
    EXPECT_NE(runDescription(window->settings()), taken);
    window->applySettings(changed());
    EXPECT_EQ(box()->current(), QString());
}

TEST_F(PresetSessionTest, ThePresetsOfTheUserAreKeptOverAStart) {
    window->applySettings(changed());
    Q_EMIT box()->saveRequested("Mine");
    ASSERT_TRUE(eventually([this] { return entry("Mine") != nullptr; }));
    EXPECT_EQ(box()->current(), "Mine");
    controller->shutDown(10000);
    open();
    ASSERT_TRUE(eventually([this] { return entry("Mine") != nullptr; }));
    entry("Mine")->trigger();
    EXPECT_EQ(window->settings().styleWeight, 0.375);
    Q_EMIT box()->removeRequested("Mine");
    EXPECT_TRUE(eventually([this] { return entry("Mine") == nullptr; }));
    EXPECT_NE(entry("Only the color"), nullptr);
}

TEST_F(PresetSessionTest, AShippedNameIsNotTakenByAnother) {
    Q_EMIT box()->saveRequested("only the color");
    EXPECT_TRUE(untilMessage("another name"));
}

TEST_F(PresetSessionTest, AnExportedPresetComesBackWhenItIsDropped) {
    window->applySettings(changed());
    Q_EMIT box()->exportRequested(file("given.json"));
    ASSERT_TRUE(eventually([this] { return QFileInfo::exists(file("given.json")); }));
    entry("All the way")->trigger();
    Q_EMIT window->settingsFileDropped(file("given.json"));
    EXPECT_TRUE(eventually([this] { return window->settings().styleWeight == 0.375; }));
}

TEST_F(PresetSessionTest, AFileWithoutSettingsChangesNothingAndSaysSo) {
    writeBytes(folder / "none.json", "{}");
    const std::string before = runDescription(window->settings());
    Q_EMIT window->settingsFileDropped(file("none.json"));
    EXPECT_TRUE(untilMessage("none.json"));
    EXPECT_EQ(runDescription(window->settings()), before);
}

} // namespace tonegraft::test
