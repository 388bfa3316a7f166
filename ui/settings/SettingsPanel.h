// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Methods.h"
#include "tonegraft/TransferSettings.h"

#include <QWidget>

#include <map>
#include <optional>
#include <vector>

class QToolButton;
class QVBoxLayout;

namespace tonegraft {

class FoldedText;
class MethodList;
class NetworkControl;
class ParameterControl;

/// Edits a TransferSettings with the controls that the chosen method lists; what a method does
/// not list is not shown. Each method keeps its own values while the user looks at another.
class SettingsPanel : public QWidget {
    Q_OBJECT

public:
    /// At least one method; the first is the default.
    explicit SettingsPanel(std::vector<MethodInfo> methods, QWidget* parent = nullptr);

    TransferSettings settings() const { return m_settings; }
    /// No signal. An unknown method leaves everything as it is and returns false.
    bool setSettings(const TransferSettings& settings);

    /// Those of the methods not shown, as far as they were shown before.
    std::vector<TransferSettings> otherSettings() const;
    void setOtherSettings(const std::vector<TransferSettings>& settings);

    /// In a run only what steers it stays enabled (ParameterInfo::movesInRun).
    void setRunning(bool running);
    /// About how long a run of a method takes, for the list of them; none: not known.
    void setMethodTime(const std::string& method, const std::optional<double>& seconds);
    /// Length of the style, in patches: of a long one a seeded choice is measured.
    void setStylePatches(int patches);

    const std::vector<MethodInfo>& methods() const { return m_methods; }
    const MethodInfo& method() const;
    /// Null: there is none of that id.
    const MethodInfo* methodOf(const std::string& id) const;
    /// Shown without asking for more: always those that every hand looks for.
    static bool isBasic(const ParameterInfo& parameter);
    /// Null if the method does not list it; "method" is the choice of the method itself.
    ParameterControl* control(const std::string& id) const;
    /// Not shown where the method runs on no network.
    NetworkControl* networkControl() const { return m_networkControl; }

Q_SIGNALS:
    void settingsChanged(const tonegraft::TransferSettings& settings);
    /// A control moved by hand; `value` as in ParameterInfo.
    void parameterMoved(const QString& id, double value);

private:
    void buildFrame();
    void buildControls();
    void orderTabs();
    void addControl(const ParameterInfo& parameter, QVBoxLayout* layout);
    void chooseMethod(int index);
    void onMoved(const std::string& id, double value);
    void resetAll();
    void showSettings();
    void updateEffects();
    void updateModel();
    std::vector<const ParameterInfo*> orderedParameters() const;
    ParameterInfo methodChoice() const;
    QString aboutMethod() const;

    std::vector<MethodInfo> m_methods;
    std::size_t m_methodIndex = 0;
    TransferSettings m_settings;
    std::map<std::string, TransferSettings> m_keptSettings; ///< of the methods not shown
    bool m_running = false;
    int m_stylePatches = 0;

    ParameterControl* m_methodControl;
    MethodList* m_methodList;
    FoldedText* m_summary;
    QWidget* m_basic;
    NetworkControl* m_networkControl;
    QWidget* m_advanced;
    QToolButton* m_advancedButton;
    std::map<std::string, ParameterControl*> m_controls;
};

} // namespace tonegraft
