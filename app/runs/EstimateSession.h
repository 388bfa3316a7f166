// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/system/Background.h"
#include "app/system/EngineFunctions.h"
#include "ui/window/MainWindow.h"

#include <QObject>

#include <map>
#include <memory>
#include <string>

namespace tonegraft {

/// Keeps the window told what a run would take, of the method that is chosen and of all in the
/// list: with its clips, their regions and its settings, as soon as one of them changes. What runs
/// took in truth corrects it. Thread: GUI.
class EstimateSession : public QObject {
    Q_OBJECT

public:
    EstimateSession(MainWindow& window, const EngineFunctions& engine, QObject* parent = nullptr);

    void setClips(std::shared_ptr<const AudioClip> content, std::shared_ptr<const AudioClip> style);
    /// A run has ended: from now on its method is expected to be as quick as it was.
    void learn(const ShownResult& shown);

private:
    using Estimate =
        std::function<RunEstimate(const ClipShape&, const ClipShape&, const TransferSettings&)>;

    void update();
    void updateMethods();
    ClipShape shape(ClipRole role, const AudioClip& clip) const;
    double correction(const std::string& method) const;
    TransferSettings settingsOf(const std::string& method) const;

    MainWindow& m_window;
    Estimate m_estimate;
    Background m_estimating;
    Background m_estimatingMethods;
    Background m_learning;
    std::shared_ptr<const AudioClip> m_content;
    std::shared_ptr<const AudioClip> m_style;
    std::map<std::string, double> m_corrections; ///< by method: taken over estimated
};

} // namespace tonegraft
