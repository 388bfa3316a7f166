// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runs/EstimateSession.h"

#include "app/system/Failure.h"

#include <optional>
#include <utility>

namespace tonegraft {

EstimateSession::EstimateSession(MainWindow& window, const EngineFunctions& engine, QObject* parent)
    : QObject(parent), m_window(window), m_estimate(engine.estimate),
      m_estimating(QStringLiteral("estimate")) {
    connect(&window, &MainWindow::settingsChanged, this, &EstimateSession::update);
    connect(&window, &MainWindow::regionChanged, this, &EstimateSession::update);
}

void EstimateSession::setClips(std::shared_ptr<const AudioClip> content,
                               std::shared_ptr<const AudioClip> style) {
    m_content = std::move(content);
    m_style = std::move(style);
    update();
}

ClipShape EstimateSession::shape(ClipRole role, const AudioClip& clip) const {
    ClipShape shape = shapeOf(clip);
    if (const auto region = m_window.region(role))
        shape.seconds = region->lengthSeconds;
    return shape;
}

void EstimateSession::update() {
    if (!m_content || !m_style) {
        m_estimating.drop();
        m_window.showEstimate(std::nullopt);
        return;
    }
    m_estimating.replace([estimate = m_estimate, content = shape(ClipRole::content, *m_content),
                          style = shape(ClipRole::style, *m_style), settings = m_window.settings(),
                          this]() -> Background::Delivery {
        std::optional<RunEstimate> made;
        // What cannot be estimated cannot be run, and Run says why.
        failureOf([&] { made = estimate(content, style, settings); });
        return [this, made] { m_window.showEstimate(made); };
    });
}

} // namespace tonegraft
