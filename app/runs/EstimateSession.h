// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/system/Background.h"
#include "app/system/EngineFunctions.h"
#include "ui/window/MainWindow.h"

#include <QObject>

#include <memory>

namespace tonegraft {

/// Keeps the window told what a run would take: with its clips, their regions and its settings, as
/// soon as one of them changes. Thread: GUI.
class EstimateSession : public QObject {
    Q_OBJECT

public:
    EstimateSession(MainWindow& window, const EngineFunctions& engine, QObject* parent = nullptr);

    void setClips(std::shared_ptr<const AudioClip> content, std::shared_ptr<const AudioClip> style);

private:
    void update();
    ClipShape shape(ClipRole role, const AudioClip& clip) const;

    MainWindow& m_window;
    std::function<RunEstimate(const ClipShape&, const ClipShape&, const TransferSettings&)>
        m_estimate;
    Background m_estimating;
    std::shared_ptr<const AudioClip> m_content;
    std::shared_ptr<const AudioClip> m_style;
};

} // namespace tonegraft
