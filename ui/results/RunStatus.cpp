// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/RunStatus.h"

#include "ui/kit/Format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>

#include <cmath>

namespace tonegraft {
namespace {

constexpr int kTickMs = 100;

QString stageText(Stage stage) {
    switch (stage) {
    case Stage::preparing:
        return RunStatus::tr("Preparing");
    case Stage::phase:
        return RunStatus::tr("Making the sound");
    case Stage::finishing:
        return RunStatus::tr("Finishing");
    case Stage::optimizing:
        break;
    }
    return RunStatus::tr("Running");
}

QString stateText(RunState state, Stage stage) {
    switch (state) {
    case RunState::paused:
        return RunStatus::tr("Paused");
    case RunState::stopping:
        return RunStatus::tr("Stopping");
    case RunState::idle:
    case RunState::running:
        break;
    }
    return stageText(stage);
}

QString estimateText(const RunEstimate& estimate) {
    constexpr double kMegabyte = 1e6;
    const QString megabytes =
        QLocale().toString(static_cast<double>(estimate.peakBytes) / kMegabyte, 'f', 0);
    if (estimate.trainingSeconds > 0.0) {
        return RunStatus::tr("a run takes about %1 (%2 once trained) and %3 MB")
            .arg(durationText(estimate.seconds),
                 durationText(estimate.seconds - estimate.trainingSeconds), megabytes);
    }
    return RunStatus::tr("a run takes about %1 and %2 MB")
        .arg(durationText(estimate.seconds), megabytes);
}

} // namespace

RunStatus::RunStatus(QWidget* parent)
    : QWidget(parent), m_idleText(tr("Ready")), m_text(new QLabel(this)),
      m_bar(new QProgressBar(this)) {
    setAccessibleName(tr("Progress"));
    m_text->setTextFormat(Qt::PlainText);
    m_bar->setAccessibleName(tr("Steps done"));
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(120, 8);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_bar);
    layout->addWidget(m_text);
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &RunStatus::refresh);
    refresh();
}

void RunStatus::setRunState(RunState state) {
    if (m_state == RunState::idle && state != RunState::idle) {
        m_progress = {};
        m_loss = {};
        m_sinceReport.invalidate();
    }
    m_progress.elapsedSeconds = elapsedSeconds();
    m_state = state;
    if (state == RunState::idle || state == RunState::paused) {
        m_sinceReport.invalidate();
        m_tick.stop();
    } else {
        m_sinceReport.start();
        m_tick.start();
    }
    refresh();
}

double RunStatus::elapsedSeconds() const {
    const double since =
        m_sinceReport.isValid() ? static_cast<double>(m_sinceReport.elapsed()) / 1000.0 : 0.0;
    return m_progress.elapsedSeconds + since;
}

void RunStatus::showProgress(const Progress& progress, const LossPoint& loss) {
    m_progress = progress;
    m_loss = loss;
    if (m_sinceReport.isValid()) {
        m_sinceReport.start();
    }
    refresh();
}

void RunStatus::setIdleText(const QString& text) {
    m_idleText = text;
    refresh();
}

void RunStatus::setEstimate(const std::optional<RunEstimate>& estimate) {
    m_estimate = estimate;
    refresh();
}

void RunStatus::setObstacle(const QString& obstacle) {
    m_obstacle = obstacle;
    refresh();
}

QString RunStatus::text() const {
    return m_text->text();
}

void RunStatus::refresh() {
    const bool idle = m_state == RunState::idle;
    m_bar->setVisible(!idle);
    if (idle && !m_obstacle.isEmpty()) {
        m_text->setText(m_obstacle);
        return;
    }
    if (idle) {
        m_text->setText(m_estimate ? m_idleText + QStringLiteral(" · ") + estimateText(*m_estimate)
                                   : m_idleText);
        return;
    }
    QStringList parts{stateText(m_state, m_progress.stage)};
    if (m_progress.steps > 0) {
        parts << tr("step %1/%2").arg(m_progress.step).arg(m_progress.steps);
    }
    parts << tr("%1 elapsed").arg(durationText(elapsedSeconds()));
    if (m_progress.remainingSeconds >= 0.0 && m_state == RunState::running) {
        parts << tr("%1 left").arg(durationText(m_progress.remainingSeconds));
    }
    if (m_loss.step > 0 && std::isfinite(m_loss.total)) {
        parts << tr("distance %1")
                     .arg(QLocale()
                              .toString(m_loss.total, 'g', 3)
                              .replace(QLatin1Char('-'), QChar(0x2212)));
    }
    m_text->setText(parts.join(QStringLiteral(" · ")));
    m_bar->setRange(0, m_progress.steps); // 0 to 0: busy
    m_bar->setValue(m_progress.step);
}

} // namespace tonegraft
