// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/SettingsPanel.h"
#include "Synthetic.h"
#include "ui/kit/ValueSpinBox.h"
#include "ui/settings/FoldedText.h"
#include "ui/settings/ParameterControl.h"

#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

bool same(const TransferSettings& a, const TransferSettings& b) {
    return a.method == b.method && a.filters == b.filters && a.kernelSize == b.kernelSize &&
           a.activation == b.activation && a.styleWeight == b.styleWeight &&
           a.keepMelody == b.keepMelody && a.keepDynamics == b.keepDynamics && a.steps == b.steps &&
           a.optimizer == b.optimizer && a.domain == b.domain && a.measureOn == b.measureOn &&
           a.start == b.start && a.model == b.model && a.contentWeight == b.contentWeight &&
           a.own == b.own && a.networkFile == b.networkFile && a.seed == b.seed &&
           a.threads == b.threads;
}

/// Every field away from its default.
TransferSettings unusualSettings() {
    TransferSettings settings;
    settings.filters = 777;
    settings.kernelSize = 11;
    settings.activation = Activation::linear;
    settings.styleWeight = 0.123456789;
    settings.keepMelody = 0.875;
    settings.keepDynamics = 0.015;
    settings.steps = 123;
    settings.optimizer = Optimizer::adam;
    settings.domain = Domain::waveform;
    settings.measureOn = MeasureOn::timbre;
    settings.start = Start::noise;
    settings.model = StyleModel::shallowRandom;
    settings.contentWeight = 0.25;
    settings.own["rhythm"] = 3.5;
    settings.own["diversity"] = 0.75;
    settings.own["repetition"] = 5;
    settings.own["polyphony"] = 4;
    settings.own["continuity"] = 2;
    settings.own["time-energy"] = 2.5;
    settings.own["spectrum-energy"] = 0.5;
    settings.networkFile = "weights.safetensors";
    settings.seed = 4000000000U;
    settings.threads = 3;
    return settings;
}

ValueSpinBox* spinBoxOf(const SettingsPanel& panel, const char* id) {
    return qobject_cast<ValueSpinBox*>(panel.control(id)->editor());
}

void type(ValueSpinBox* spinBox, const QString& text) {
    spinBox->setFocus();
    spinBox->selectAll();
    QTest::keyClicks(spinBox, text);
    QTest::keyClick(spinBox, Qt::Key_Return);
}

} // namespace

class SettingsPanelTest : public QObject {
    Q_OBJECT

private:
    const std::vector<MethodInfo> m_methods = someMethods();
    std::unique_ptr<SettingsPanel> m_panel;

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init() {
        m_panel = std::make_unique<SettingsPanel>(m_methods);
        m_panel->show();
    }

    void itStartsAtTheDefaultsOfTheFirstMethod() {
        QVERIFY(same(m_panel->settings(), TransferSettings()));
        QCOMPARE(m_panel->method().id, std::string("tonegraft"));
    }

    void settingsComeOutAsTheyWentIn() {
        const TransferSettings settings = unusualSettings();
        QSignalSpy changes(m_panel.get(), &SettingsPanel::settingsChanged);
        QVERIFY(m_panel->setSettings(settings));
        QVERIFY(same(m_panel->settings(), settings));
        QCOMPARE(changes.count(), 0); // only the user's hand says so
    }

    void anUnknownMethodChangesNothing() {
        TransferSettings settings = unusualSettings();
        settings.method = "nonsense";
        QVERIFY(!m_panel->setSettings(settings));
        QVERIFY(same(m_panel->settings(), TransferSettings()));
    }

    void aControlThatOneMethodAloneHasIsSetAndKept() {
        std::vector<MethodInfo> methods = someMethods();
        ParameterInfo future = methods.front().parameters.front();
        future.id = "reverb";
        methods.front().parameters.push_back(future);
        SettingsPanel panel(methods);
        TransferSettings settings = panel.settings();
        settings.own["reverb"] = future.maximum;
        QVERIFY(panel.setSettings(settings));
        QCOMPARE(panel.control("reverb")->value(), future.maximum);
        panel.control("reverb")->resetButton()->click();
        QCOMPARE(panel.settings().own.at("reverb"), future.defaultValue);
    }

    void everyControlHasNameTooltipUnitAndReset_data() {
        QTest::addColumn<QString>("id");
        for (const ParameterInfo& info : m_methods.front().parameters) {
            QTest::newRow(info.id.c_str()) << QString::fromStdString(info.id);
        }
    }
    void everyControlHasNameTooltipUnitAndReset() {
        QFETCH(QString, id);
        const ParameterControl* control = m_panel->control(id.toStdString());
        QVERIFY(control != nullptr);
        const QString label = QString::fromStdString(control->info().label);
        const QString hears = QString::fromStdString(control->info().hears);
        QCOMPARE(control->editor()->accessibleName(), label);
        QVERIFY(control->editor()->toolTip().contains(hears));
        QVERIFY(control->toolTip().contains(hears));
        QCOMPARE(control->resetButton()->accessibleName(), "Reset " + label);
        QVERIFY(!control->resetButton()->toolTip().isEmpty());
        QVERIFY(control->editor()->focusPolicy() != Qt::NoFocus);
        if (const auto* spinBox = qobject_cast<const ValueSpinBox*>(control->editor())) {
            const QString unit = QString::fromStdString(control->info().unit);
            QVERIFY(unit.isEmpty() || spinBox->suffix().contains(unit));
        }
    }

    void resetBringsEveryControlBack_data() { everyControlHasNameTooltipUnitAndReset_data(); }
    void resetBringsEveryControlBack() {
        QFETCH(QString, id);
        TransferSettings away = unusualSettings();
        m_panel->setSettings(away);
        ParameterControl* control = m_panel->control(id.toStdString());
        QVERIFY(control->resetButton()->isEnabled());
        QVERIFY(!control->isAtDefault());
        QSignalSpy moves(m_panel.get(), &SettingsPanel::parameterMoved);
        control->resetButton()->click();
        QCOMPARE(moves.count(), 1);
        QCOMPARE(moves.at(0).at(0).toString(), id);
        QVERIFY(control->isAtDefault());
        QVERIFY(!control->resetButton()->isEnabled());
    }

    void resetAllBringsAllBackAtOnce() {
        m_panel->setSettings(unusualSettings());
        m_panel->findChild<QPushButton*>(QStringLiteral("resetAll"))->click();
        TransferSettings expected;
        expected.threads = unusualSettings().threads; // no control of the panel
        QVERIFY(same(m_panel->settings(), expected));
    }

    void filtersRunFrom32ToInfinityInPowersOfTwo() {
        const ParameterControl* filters = m_panel->control("filters");
        QCOMPARE(filters->slider()->value(), filters->slider()->maximum());
        QList<int> values;
        for (int position = 0; position <= filters->slider()->maximum(); ++position) {
            filters->slider()->setValue(position);
            values << m_panel->settings().filters;
        }
        QCOMPARE(values,
                 QList<int>({32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, kInfiniteFilters}));
    }

    void anyNumberOfFiltersAndInfinityCanBeTyped() {
        ValueSpinBox* spinBox = spinBoxOf(*m_panel, "filters");
        QCOMPARE(spinBox->text(), QStringLiteral("∞ filters"));
        type(spinBox, QStringLiteral("100"));
        QCOMPARE(m_panel->settings().filters, 100);
        type(spinBox, QStringLiteral("inf"));
        QCOMPARE(m_panel->settings().filters, kInfiniteFilters);
        type(spinBox, QStringLiteral("12345"));
        QCOMPARE(m_panel->settings().filters, 12345);
        type(spinBox, QStringLiteral("20000")); // more than the method allows
        QCOMPARE(m_panel->settings().filters, 12345);
    }

    void theArrowsOfFiltersClimbTheLadder() {
        ValueSpinBox* spinBox = spinBoxOf(*m_panel, "filters");
        type(spinBox, QStringLiteral("100"));
        spinBox->stepBy(1);
        QCOMPARE(m_panel->settings().filters, 128);
        spinBox->stepBy(-2);
        QCOMPARE(m_panel->settings().filters, 32);
        spinBox->stepBy(-1);
        QCOMPARE(m_panel->settings().filters, 1);
        spinBox->stepBy(99);
        QCOMPARE(m_panel->settings().filters, kInfiniteFilters);
        spinBox->stepBy(-1);
        QCOMPARE(m_panel->settings().filters, 8192);
    }

    void weightsReadInPercentAndAreFractions() {
        ValueSpinBox* spinBox = spinBoxOf(*m_panel, "style-weight");
        QCOMPARE(spinBox->text(), QStringLiteral("100 %"));
        type(spinBox, QStringLiteral("37.5"));
        QCOMPARE(m_panel->settings().styleWeight, 0.375);
        QCOMPARE(spinBox->text(), QStringLiteral("37.5 %"));
        m_panel->control("keep-melody")->slider()->setValue(100);
        QCOMPARE(m_panel->settings().keepMelody, 1.0);
    }

    void outOfRangeCannotBeTyped() {
        type(spinBoxOf(*m_panel, "kernel"), QStringLiteral("99"));
        QVERIFY(m_panel->settings().kernelSize <= 31);
        type(spinBoxOf(*m_panel, "style-weight"), QStringLiteral("250"));
        QVERIFY(m_panel->settings().styleWeight <= 1.0);
    }

    void theSliderOfStepsRisesByFactorsAndMoreCanBeTyped() {
        const ParameterControl* steps = m_panel->control("steps");
        QSlider* slider = steps->slider();
        slider->setValue(slider->maximum());
        QCOMPARE(m_panel->settings().steps, 240);
        slider->setValue(slider->maximum() / 2);
        QCOMPARE(m_panel->settings().steps, 15); // the geometric mean of 1 and 240
        type(spinBoxOf(*m_panel, "steps"), QStringLiteral("5000"));
        QCOMPARE(m_panel->settings().steps, 5000);
        QCOMPARE(slider->value(), slider->maximum());
    }

    void theSliderOfAWeightHasZeroAtItsEndAndRisesByFactors() {
        std::vector<MethodInfo> methods = someMethods();
        ParameterInfo weight;
        weight.id = "content-weight";
        weight.label = "Content weight";
        weight.maximum = 1000.0;
        weight.defaultValue = 0.01;
        methods.front().parameters.push_back(weight);
        SettingsPanel panel(methods);
        panel.show();
        const ParameterControl* control = panel.control("content-weight");
        QSlider* slider = control->slider();
        slider->setValue(slider->maximum());
        QVERIFY(std::abs(panel.settings().contentWeight - 1.0) < 1e-9);
        slider->setValue(1);
        QVERIFY(std::abs(panel.settings().contentWeight - 1e-4) < 1e-12);
        QCOMPARE(spinBoxOf(panel, "content-weight")->text(), QStringLiteral("0.0001"));
        slider->setValue(0);
        QCOMPARE(panel.settings().contentWeight, 0.0);
    }

    void theMethodSaysWhatItDoesWhatItIsGoodForAndWhereItComesFrom() {
        const auto shows = [](const SettingsPanel& panel, const QString& part) {
            const auto* about = panel.findChild<FoldedText*>();
            about->moreButton()->setChecked(true);
            return about->shownText().contains(part);
        };
        std::vector<MethodInfo> methods = someMethods();
        methods.front().goodFor = "Bells of any kind.";
        methods.front().source = "A. Author, A title";
        methods.front().year = 1999;
        const SettingsPanel panel(methods);
        QVERIFY(shows(panel, QString::fromStdString(methods.front().summary)));
        QVERIFY(shows(panel, QStringLiteral("Good for: Bells of any kind.")));
        QVERIFY(shows(panel, QStringLiteral("From: A. Author, A title, 1999")));
    }

    void choicesAreStoredByName() {
        auto* optimizer = qobject_cast<QComboBox*>(m_panel->control("optimizer")->editor());
        QCOMPARE(optimizer->itemText(0), "L-BFGS");
        optimizer->setFocus();
        QTest::keyClick(optimizer, Qt::Key_Down);
        QVERIFY(m_panel->settings().optimizer == Optimizer::adam);
    }

    void aMethodHidesWhatItDoesNotKnowAndKeepsItsOwnValues() {
        auto* method = qobject_cast<QComboBox*>(m_panel->control("method")->editor());
        m_panel->control("steps")->slider()->setValue(0);
        const int steps = m_panel->settings().steps;
        method->setFocus();
        QTest::keyClick(method, Qt::Key_Down);
        QCOMPARE(m_panel->settings().method, std::string("dipani"));
        QVERIFY(m_panel->control("keep-melody") == nullptr);
        QVERIFY(m_panel->control("activation") == nullptr);
        QCOMPARE(m_panel->settings().filters, 4096);
        QCOMPARE(m_panel->settings().steps, 2501);
        QCOMPARE(spinBoxOf(*m_panel, "style-weight")->text(), QStringLiteral("2500"));
        QVERIFY(m_panel->control("style-weight")->toolTip().contains("blind"));
        QTest::keyClick(method, Qt::Key_Up);
        QCOMPARE(m_panel->settings().steps, steps);
    }

    void duringARunOnlyStyleWeightAndStepsCanBeMoved() {
        m_panel->setRunning(true);
        for (const ParameterInfo& info : m_methods.front().parameters) {
            QCOMPARE(m_panel->control(info.id)->editor()->isEnabled(), info.movesInRun);
        }
        QVERIFY(!m_panel->control("method")->editor()->isEnabled());
        QVERIFY(!m_panel->findChild<QPushButton*>(QStringLiteral("resetAll"))->isEnabled());
        m_panel->setRunning(false);
        QVERIFY(m_panel->control("kernel")->editor()->isEnabled());
    }

    void theSeedIsDisabledWhereNothingIsDrawn() {
        const QWidget* seed = m_panel->control("seed")->editor();
        QVERIFY(!seed->isEnabled());
        QVERIFY(seed->toolTip().contains("changes nothing"));
        m_panel->control("filters")->slider()->setValue(0);
        QVERIFY(seed->isEnabled());
        QVERIFY(!seed->toolTip().contains("changes nothing"));
    }

    void theSeedIsEnabledWhereTheStyleIsLongEnoughToMatter() {
        m_panel->setStylePatches(2049);
        QVERIFY(m_panel->control("seed")->editor()->isEnabled());
    }

    void movingByHandIsReportedOnceWithItsValue() {
        QSignalSpy moves(m_panel.get(), &SettingsPanel::parameterMoved);
        QSignalSpy changes(m_panel.get(), &SettingsPanel::settingsChanged);
        m_panel->control("style-weight")->slider()->setValue(42);
        QCOMPARE(moves.count(), 1);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(moves.at(0).at(0).toString(), "style-weight");
        QCOMPARE(moves.at(0).at(1).toDouble(), 0.42);
    }

    void theWheelTurnsOnlyAControlThatHasTheFocus() {
        QSlider* slider = m_panel->control("steps")->slider();
        spinBoxOf(*m_panel, "kernel")->setFocus();
        const int before = slider->value();
        const QPointF middle = slider->rect().center();
        QWheelEvent event(middle, slider->mapToGlobal(middle), QPoint(), QPoint(0, 120),
                          Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(slider, &event);
        QCOMPARE(slider->value(), before);
    }

    void advancedSettingsAreFoldedAwayAtFirst() {
        QVERIFY(!m_panel->control("activation")->isVisible());
        QVERIFY(m_panel->control("steps")->isVisible());
        for (QToolButton* button : m_panel->findChildren<QToolButton*>()) {
            if (button->isCheckable()) {
                button->click();
            }
        }
        QVERIFY(m_panel->control("activation")->isVisible());
    }

    void aLongChoiceHasTheRoomOfBothColumns() {
        ParameterInfo info;
        info.id = "choice";
        info.label = "A choice";
        info.choices = {"short", "long"};
        ParameterControl brief(info);
        info.choices[1] = "A choice with so long a name that it needs a line of its own";
        ParameterControl wordy(info);
        for (ParameterControl* control : {&brief, &wordy}) {
            control->resize(300, 60);
            control->show();
            QCoreApplication::processEvents();
        }
        const auto widthOf = [](const ParameterControl& control) {
            return control.findChild<QComboBox*>()->width();
        };
        QVERIFY(widthOf(wordy) > widthOf(brief) + 50);
        QVERIFY(wordy.findChild<QComboBox*>()->y() > wordy.findChild<QLabel*>()->y() + 5);
    }
};

QTEST_MAIN(SettingsPanelTest)
#include "SettingsPanelTest.moc"
