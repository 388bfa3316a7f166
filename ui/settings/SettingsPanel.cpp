// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/SettingsPanel.h"

#include "ui/kit/Format.h"
#include "ui/kit/Theme.h"
#include "ui/kit/Translated.h"
#include "ui/settings/FoldedText.h"
#include "ui/settings/MethodList.h"
#include "ui/settings/NetworkControl.h"
#include "ui/settings/ParameterControl.h"

#include "tonegraft/SettingsFields.h"

#include <QApplication>
#include <QComboBox>
#include <QLocale>
#include <QPushButton>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace tonegraft {
namespace {

constexpr int kSpacing = 10;

/// What a hand looks for first, in this order, whatever the method; all of it stays in sight.
constexpr std::array<const char*, 6> kFirst{"style-weight", "keep-melody", "keep-dynamics",
                                            "steps",        "filters",     "kernel"};

std::size_t rankOf(const std::string& id) {
    return static_cast<std::size_t>(std::find(kFirst.begin(), kFirst.end(), id) - kFirst.begin());
}

QVBoxLayout* columnIn(QWidget* widget) {
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpacing);
    return column;
}

TransferSettings defaultsOf(const MethodInfo& method) {
    TransferSettings settings;
    settings.method = method.id;
    for (const ParameterInfo& parameter : method.parameters) {
        setSettingValue(settings, parameter.id, parameter.defaultValue);
    }
    return settings;
}

} // namespace

SettingsPanel::SettingsPanel(std::vector<MethodInfo> methods, QWidget* parent)
    : QWidget(parent), m_methods(std::move(methods)), m_settings(defaultsOf(m_methods.at(0))),
      m_methodControl(new ParameterControl(methodChoice(), this)), m_summary(new FoldedText(this)),
      m_basic(new QWidget(this)), m_networkControl(new NetworkControl(this)),
      m_advanced(new QWidget(this)), m_advancedButton(new QToolButton(this)) {
    setAccessibleName(tr("Settings"));
    auto* list = qobject_cast<QComboBox*>(m_methodControl->editor());
    m_methodList = new MethodList(list);
    for (int i = 0; i < static_cast<int>(m_methods.size()); ++i) {
        m_methodList->setGoodFor(i, translated(m_methods[static_cast<std::size_t>(i)].goodFor));
    }
    buildFrame();
    buildControls();
}

void SettingsPanel::setMethodTime(const std::string& method, const std::optional<double>& seconds) {
    for (std::size_t i = 0; i < m_methods.size(); ++i) {
        if (m_methods[i].id == method) {
            m_methodList->setTime(static_cast<int>(i),
                                  seconds ? tr("about %1").arg(durationText(*seconds)) : QString());
        }
    }
}

ParameterInfo SettingsPanel::methodChoice() const {
    ParameterInfo info;
    info.id = "method";
    info.label = tr("Method").toStdString();
    info.hears = tr("The recipe. Each has its own way of listening to the style and its own "
                    "controls; what you set for one is kept while you try another.")
                     .toStdString();
    for (const MethodInfo& method : m_methods) {
        info.choices.push_back(method.title);
    }
    return info;
}

void SettingsPanel::buildFrame() {
    m_advancedButton->setText(tr("Advanced"));
    m_advancedButton->setToolTip(tr("How the calculation is done: seldom needs a change"));
    m_advancedButton->setAccessibleName(tr("Show advanced settings"));
    m_advancedButton->setCheckable(true);
    m_advancedButton->setAutoRaise(true);
    m_advancedButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_advancedButton->setArrowType(Qt::RightArrow);
    m_advanced->hide();
    connect(m_advancedButton, &QToolButton::toggled, this, [this](bool shown) {
        m_advancedButton->setArrowType(shown ? Qt::DownArrow : Qt::RightArrow);
        m_advanced->setVisible(shown);
    });
    connect(m_methodControl, &ParameterControl::moved, this,
            [this](double index) { chooseMethod(static_cast<int>(index)); });
    connect(m_networkControl, &NetworkControl::chosen, this, [this] {
        m_settings.networkFile = m_networkControl->file();
        Q_EMIT settingsChanged(m_settings);
    });
    auto* resetAll = new QPushButton(tr("Reset all"), this);
    resetAll->setObjectName(QStringLiteral("resetAll"));
    resetAll->setFocusPolicy(Qt::TabFocus); // clicked, it leaves Space to Play
    resetAll->setToolTip(tr("All controls of this method back to their defaults"));
    connect(resetAll, &QPushButton::clicked, this, &SettingsPanel::resetAll);

    auto* column = columnIn(this);
    column->addWidget(m_methodControl);
    column->addWidget(m_summary);
    column->addWidget(m_basic);
    column->addWidget(m_networkControl);
    column->addWidget(m_advancedButton, 0, Qt::AlignLeft);
    column->addWidget(m_advanced);
    column->addStretch(1);
    column->addWidget(resetAll, 0, Qt::AlignRight);
    columnIn(m_basic);
    columnIn(m_advanced);
}

void SettingsPanel::buildControls() {
    for (const auto& [id, control] : m_controls) {
        delete control;
    }
    m_controls.clear();
    bool anyAdvanced = false;
    for (const ParameterInfo* parameter : orderedParameters()) {
        QWidget* section = isBasic(*parameter) ? m_basic : m_advanced;
        anyAdvanced = anyAdvanced || section == m_advanced;
        addControl(*parameter, static_cast<QVBoxLayout*>(section->layout()));
    }
    const QString about = aboutMethod();
    m_summary->setText(about);
    m_summary->setVisible(!about.isEmpty());
    m_advancedButton->setVisible(anyAdvanced);
    m_advanced->setVisible(anyAdvanced && m_advancedButton->isChecked());
    orderTabs();
    showSettings();
}

/// Controls of another method are younger than all that follows them in the window.
void SettingsPanel::orderTabs() {
    QWidget* last = m_methodControl->editor();
    const auto append = [&last](QWidget* widget) {
        if (widget != nullptr) {
            setTabOrder(last, widget);
            last = widget;
        }
    };
    const auto appendControls = [&](bool advanced) {
        for (const ParameterInfo* parameter : orderedParameters()) {
            if (ParameterControl* shown = control(parameter->id);
                shown != nullptr && isBasic(*parameter) != advanced) {
                append(shown->editor());
                append(shown->slider());
                append(shown->resetButton());
            }
        }
    };
    append(m_methodControl->resetButton());
    append(m_summary->moreButton());
    appendControls(false);
    append(m_networkControl->chooseButton());
    append(m_networkControl->resetButton());
    append(m_advancedButton);
    appendControls(true);
    append(findChild<QPushButton*>(QStringLiteral("resetAll")));
}

bool SettingsPanel::isBasic(const ParameterInfo& parameter) {
    return !parameter.advanced || rankOf(parameter.id) < kFirst.size();
}

std::vector<const ParameterInfo*> SettingsPanel::orderedParameters() const {
    std::vector<const ParameterInfo*> ordered;
    for (const ParameterInfo& parameter : method().parameters) {
        ordered.push_back(&parameter);
    }
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const ParameterInfo* a, const ParameterInfo* b) {
                         return rankOf(a->id) < rankOf(b->id);
                     });
    return ordered;
}

QString SettingsPanel::aboutMethod() const {
    QString summary = translated(method().summary);
    if (method().monoRateHz > 0) {
        summary += QLatin1Char(' ') + tr("Works and writes at %1 kHz mono.")
                                          .arg(QLocale().toString(method().monoRateHz / 1000.0));
    }
    QStringList paragraphs{summary};
    if (!method().goodFor.empty()) {
        paragraphs << tr("Good for: %1").arg(translated(method().goodFor));
    }
    if (!method().source.empty()) {
        const QString source = translated(method().source);
        paragraphs << (method().year > 0 ? tr("From: %1, %2").arg(source).arg(method().year)
                                         : tr("From: %1").arg(source));
    }
    paragraphs.removeAll(QString());
    return paragraphs.join(QStringLiteral("\n\n"));
}

void SettingsPanel::addControl(const ParameterInfo& parameter, QVBoxLayout* layout) {
    auto* control = new ParameterControl(parameter, this);
    layout->addWidget(control);
    m_controls[parameter.id] = control;
    connect(control, &ParameterControl::moved, this,
            [this, id = parameter.id](double value) { onMoved(id, value); });
}

const MethodInfo* SettingsPanel::methodOf(const std::string& id) const {
    const auto found = std::find_if(m_methods.begin(), m_methods.end(),
                                    [&](const MethodInfo& info) { return info.id == id; });
    return found == m_methods.end() ? nullptr : &*found;
}

const MethodInfo& SettingsPanel::method() const {
    return m_methods[m_methodIndex];
}

ParameterControl* SettingsPanel::control(const std::string& id) const {
    if (id == "method") {
        return m_methodControl;
    }
    const auto found = m_controls.find(id);
    return found == m_controls.end() ? nullptr : found->second;
}

bool SettingsPanel::setSettings(const TransferSettings& settings) {
    const auto found =
        std::find_if(m_methods.begin(), m_methods.end(),
                     [&](const MethodInfo& method) { return method.id == settings.method; });
    if (found == m_methods.end()) {
        return false;
    }
    const auto index = static_cast<std::size_t>(found - m_methods.begin());
    const bool otherMethod = index != m_methodIndex;
    if (otherMethod) {
        m_keptSettings[m_settings.method] = m_settings;
    }
    m_settings = settings;
    m_methodIndex = index;
    m_methodControl->setValue(static_cast<double>(index));
    if (otherMethod) {
        buildControls();
    } else {
        showSettings();
    }
    return true;
}

std::vector<TransferSettings> SettingsPanel::otherSettings() const {
    std::vector<TransferSettings> others;
    for (const auto& [id, settings] : m_keptSettings) {
        if (id != m_settings.method) {
            others.push_back(settings);
        }
    }
    return others;
}

void SettingsPanel::setOtherSettings(const std::vector<TransferSettings>& settings) {
    for (const TransferSettings& kept : settings) {
        m_keptSettings[kept.method] = kept;
    }
}

void SettingsPanel::chooseMethod(int index) {
    const MethodInfo& chosen = m_methods.at(static_cast<std::size_t>(index));
    const auto kept = m_keptSettings.find(chosen.id);
    TransferSettings settings = kept == m_keptSettings.end() ? defaultsOf(chosen) : kept->second;
    settings.threads = m_settings.threads;
    setSettings(settings);
    Q_EMIT settingsChanged(m_settings);
}

void SettingsPanel::onMoved(const std::string& id, double value) {
    setSettingValue(m_settings, id, value);
    updateEffects();
    Q_EMIT parameterMoved(QString::fromStdString(id), value);
    Q_EMIT settingsChanged(m_settings);
}

void SettingsPanel::resetAll() {
    TransferSettings settings = defaultsOf(method());
    settings.threads = m_settings.threads;
    setSettings(settings);
    Q_EMIT settingsChanged(m_settings);
}

void SettingsPanel::showSettings() {
    for (const auto& [id, control] : m_controls) {
        control->setValue(settingValue(m_settings, control->info()));
    }
    m_networkControl->setFile(m_settings.networkFile);
    updateEffects();
}

void SettingsPanel::setRunning(bool running) {
    m_running = running;
    QWidget* focused = QApplication::focusWidget();
    if (running && focused != nullptr && isAncestorOf(focused)) {
        // A control that is locked would hand the focus, and the keys, to the next one.
        window()->setFocus(Qt::OtherFocusReason);
    }
    updateEffects();
    if (focused != nullptr && isAncestorOf(focused) && focused->isEnabled()) {
        focused->setFocus(Qt::OtherFocusReason);
    }
}

void SettingsPanel::setStylePatches(int patches) {
    m_stylePatches = patches;
    updateEffects();
}

void SettingsPanel::updateEffects() {
    m_methodControl->setLocked(m_running);
    findChild<QPushButton*>(QStringLiteral("resetAll"))->setEnabled(!m_running);
    m_networkControl->setLocked(m_running);
    for (const auto& [id, control] : m_controls) {
        const ParameterInfo& info = control->info();
        control->setLocked(m_running && !info.movesInRun);
        control->setEffective(info.acts == nullptr || info.acts(m_settings), translated(info.idle));
    }
    if (ParameterControl* seed = control("seed")) {
        const auto matters = method().seedMatters;
        seed->setEffective(matters == nullptr || matters(m_settings, m_stylePatches),
                           tr("With these settings nothing is drawn at random, so the seed "
                              "changes nothing."));
    }
    updateModel();
}

void SettingsPanel::updateModel() {
    const std::vector<std::string> networks = networksFor(method(), m_settings);
    m_networkControl->setVisible(!networks.empty());
    m_networkControl->setBuiltIn(std::find(networks.begin(), networks.end(), "instruments") !=
                                 networks.end());
}

} // namespace tonegraft
