// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runs/EstimateSession.h"

#include "app/system/Failure.h"
#include "tonegraft/Methods.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace tonegraft {

namespace {

// What a machine that did something else meanwhile may teach is bounded.
constexpr double kLeastCorrection = 0.2;
constexpr double kLargestCorrection = 10.0;

ClipShape shapeOfPart(const AudioClip& clip, const ClipRegion& region) {
    ClipShape shape = shapeOf(clip);
    if (region.durationSeconds > 0.0)
        shape.seconds = region.durationSeconds;
    else
        shape.seconds -= region.startSeconds;
    return shape;
}

} // namespace

EstimateSession::EstimateSession(MainWindow& window, const EngineFunctions& engine, QObject* parent)
    : QObject(parent), m_window(window), m_estimate(engine.estimate),
      m_estimating(QStringLiteral("estimate")), m_estimatingMethods(QStringLiteral("estimates")),
      m_learning(QStringLiteral("estimate before")) {
    connect(&window, &MainWindow::settingsChanged, this, &EstimateSession::update);
    connect(&window, &MainWindow::regionChanged, this, [this] {
        update();
        updateMethods();
    });
}

void EstimateSession::setClips(std::shared_ptr<const AudioClip> content,
                               std::shared_ptr<const AudioClip> style) {
    m_content = std::move(content);
    m_style = std::move(style);
    update();
    updateMethods();
}

void EstimateSession::learn(const ShownResult& shown) {
    const TransferResult& result = *shown.result;
    // A stopped or steered run tells of other steps than its settings; a training is done once.
    if (result.outcome != Outcome::finished || result.steered || !(result.seconds.total > 0.0))
        return;
    m_learning.replace(
        [this, estimate = m_estimate, settings = result.settings, taken = result.seconds.total,
         content = shapeOfPart(*shown.clips->content.clip, shown.contentRegion),
         style =
             shapeOfPart(*shown.clips->style.clip, shown.styleRegion)]() -> Background::Delivery {
            std::optional<RunEstimate> made;
            failureOf([&] { made = estimate(content, style, settings); });
            if (!made || made->trainingSeconds > 0.0 || !(made->seconds > 0.0))
                return {};
            const double ratio =
                std::clamp(taken / made->seconds, kLeastCorrection, kLargestCorrection);
            return [this, method = settings.method, ratio] {
                m_corrections[method] = ratio;
                update();
                updateMethods();
            };
        });
}

ClipShape EstimateSession::shape(ClipRole role, const AudioClip& clip) const {
    ClipShape shape = shapeOf(clip);
    if (const auto region = m_window.region(role))
        shape.seconds = region->lengthSeconds;
    return shape;
}

double EstimateSession::correction(const std::string& method) const {
    const auto found = m_corrections.find(method);
    return found == m_corrections.end() ? 1.0 : found->second;
}

void EstimateSession::update() {
    if (!m_content || !m_style) {
        m_estimating.drop();
        m_window.showEstimate(std::nullopt);
        return;
    }
    m_estimating.replace([estimate = m_estimate, content = shape(ClipRole::content, *m_content),
                          style = shape(ClipRole::style, *m_style), settings = m_window.settings(),
                          factor = correction(m_window.settings().method),
                          this]() -> Background::Delivery {
        std::optional<RunEstimate> made;
        // What cannot be estimated cannot be run, and Run says why.
        failureOf([&] { made = estimate(content, style, settings); });
        if (made)
            made->seconds *= factor;
        return [this, made] { m_window.showEstimate(made); };
    });
}

/// As it was set last, else as it comes.
TransferSettings EstimateSession::settingsOf(const std::string& method) const {
    if (m_window.settings().method == method)
        return m_window.settings();
    for (const TransferSettings& other : m_window.otherSettings())
        if (other.method == method)
            return other;
    return defaultSettings(method);
}

void EstimateSession::updateMethods() {
    if (!m_content || !m_style) {
        m_estimatingMethods.drop();
        for (const MethodInfo& method : methods())
            m_window.showMethodTime(method.id, std::nullopt);
        return;
    }
    std::vector<std::pair<TransferSettings, double>> all;
    for (const MethodInfo& method : methods())
        all.emplace_back(settingsOf(method.id), correction(method.id));
    m_estimatingMethods.replace([estimate = m_estimate, all = std::move(all),
                                 content = shape(ClipRole::content, *m_content),
                                 style = shape(ClipRole::style, *m_style),
                                 this]() -> Background::Delivery {
        std::vector<std::pair<std::string, std::optional<double>>> times;
        for (const auto& [settings, factor] : all) {
            std::optional<double> seconds;
            failureOf([&, known = factor, set = settings] {
                seconds = known * estimate(content, style, set).seconds;
            });
            times.emplace_back(settings.method, seconds);
        }
        return [this, times] {
            for (const auto& [method, seconds] : times)
                m_window.showMethodTime(method, seconds);
        };
    });
}

} // namespace tonegraft
