// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/NetworkControl.h"
#include "Synthetic.h"
#include "ui/kit/ElidedLabel.h"
#include "ui/settings/ParameterControl.h"
#include "ui/settings/SettingsPanel.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace tonegraft;
using namespace tonegraft::test;

class NetworkControlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNetworkIsChosenOnlyWhereAMethodRunsOnOne() {
        SettingsPanel without(someMethods());
        QVERIFY(!without.networkControl()->isVisibleTo(&without));
        std::vector<MethodInfo> methods = someMethods();
        methods.front().networks = {"instruments"};
        SettingsPanel panel(methods);
        NetworkControl* network = panel.networkControl();
        QVERIFY(network->isVisibleTo(&panel));
        QVERIFY(!network->resetButton()->isEnabled()); // it is the built-in one
        TransferSettings settings = panel.settings();
        settings.networkFile = "weights.safetensors";
        panel.setSettings(settings);
        QCOMPARE(network->nameLabel()->fullText(), QStringLiteral("weights.safetensors"));
        panel.setRunning(true);
        QVERIFY(!network->chooseButton()->isEnabled());
        QVERIFY(!network->resetButton()->isEnabled());
        panel.setRunning(false);
        QSignalSpy changes(&panel, &SettingsPanel::settingsChanged);
        network->resetButton()->click();
        QCOMPARE(changes.count(), 1);
        QVERIFY(panel.settings().networkFile.empty());
        QVERIFY(!network->resetButton()->isEnabled());
    }

    void whereAModelIsChosenTheNetworkIsTheOneOfItsName() {
        std::vector<MethodInfo> methods = someMethods();
        ParameterInfo model;
        model.id = "model";
        model.choices = {"auditory-texture", "shallow-random", "vgg19"};
        model.maximum = 2.0;
        methods.front().parameters.push_back(model);
        methods.front().networks = {"vgg19"};
        for (ParameterInfo& parameter : methods.front().parameters) {
            if (parameter.id == "kernel") {
                parameter.acts = [](const TransferSettings& settings) {
                    return settings.model == StyleModel::shallowRandom;
                };
                parameter.idle = "Of the random filters only.";
            }
        }
        SettingsPanel panel(methods);
        QVERIFY(!panel.networkControl()->isVisibleTo(&panel));
        QVERIFY(!panel.control("kernel")->editor()->isEnabled());
        QVERIFY(panel.control("kernel")->editor()->toolTip().contains("Of the random filters"));
        TransferSettings settings = panel.settings();
        settings.model = StyleModel::shallowRandom;
        panel.setSettings(settings);
        QVERIFY(panel.control("kernel")->editor()->isEnabled());
        settings.model = StyleModel::vgg19;
        panel.setSettings(settings);
        QVERIFY(panel.networkControl()->isVisibleTo(&panel));
        QVERIFY(panel.networkControl()->nameLabel()->fullText().contains("choose"));
        QVERIFY(!panel.control("kernel")->editor()->isEnabled());
    }
};

QTEST_MAIN(NetworkControlTest)
#include "NetworkControlTest.moc"
