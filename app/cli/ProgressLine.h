// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Estimate.h"
#include "tonegraft/Transfer.h"

#include <chrono>
#include <functional>
#include <string>

namespace tonegraft {

/// "step 17/45 · 0.4 s · 0.6 s left". Thread: any.
std::string progressText(const Progress& progress);

/// "about 45.2 s and 620 MB of memory". Thread: any.
std::string estimateText(const RunEstimate& estimate);

/// Shows a run's progress in one line of standard error, if that is a terminal; else does nothing.
/// Thread: the run's.
class ProgressLine : public TransferObserver {
public:
    explicit ProgressLine(bool quiet);
    ~ProgressLine() override;

    /// Whether anyone sees it.
    bool shown() const { return m_shown; }
    /// What the run will take, in a line of its own.
    void announce(const RunEstimate& estimate);
    /// Puts `text` in the line's place, but not more often than anyone can read.
    void show(const std::function<std::string()>& text);
    void onProgress(const Progress& progress, const LossPoint& loss) override;
    bool wantsSnapshots() const override { return false; }
    void onSnapshot(std::shared_ptr<const Snapshot> snapshot) override;

private:
    bool m_shown;
    std::chrono::steady_clock::time_point m_next{}; // no earlier than this the line is redrawn
};

} // namespace tonegraft
