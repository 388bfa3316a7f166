// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Estimate.h"
#include "tonegraft/Transfer.h"
#include "ui/kit/WindowState.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QProgressBar;

namespace tonegraft {

/// "Running · step 17/40 · 0.4 s elapsed · 0.6 s left" with a bar, for the status bar. Between two
/// reports of the engine the time goes on by itself.
class RunStatus : public QWidget {
    Q_OBJECT

public:
    explicit RunStatus(QWidget* parent = nullptr);
    void setRunState(RunState state);
    void showProgress(const Progress& progress, const LossPoint& loss);
    /// Between runs: "Done in 1.9 s".
    void setIdleText(const QString& text);
    /// Between runs too, behind it: "a run takes about 1:40 and 620 MB".
    void setEstimate(const std::optional<RunEstimate>& estimate);
    /// Between runs, in place of all that: why Run cannot be pressed; empty: it can.
    void setObstacle(const QString& obstacle);
    QString text() const;

private:
    void refresh();
    double elapsedSeconds() const;

    RunState m_state = RunState::idle;
    Progress m_progress;
    LossPoint m_loss;
    QString m_idleText;
    QString m_obstacle;
    std::optional<RunEstimate> m_estimate;
    QElapsedTimer m_sinceReport; ///< invalid while the run's clock stands
    QTimer m_tick;
    QLabel* m_text;
    QProgressBar* m_bar;
};

} // namespace tonegraft
