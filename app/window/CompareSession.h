// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compare/Comparison.h"
#include "app/system/Background.h"
#include "app/system/EngineFunctions.h"
#include "ui/results/CompareDialog.h"
#include "ui/window/MainWindow.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <mutex>
#include <optional>

namespace tonegraft {

/// Joins the window in which methods are compared with the comparison, which runs on a thread of
/// its own. Thread: GUI.
class CompareSession : public QObject {
    Q_OBJECT

public:
    CompareSession(MainWindow& window, EngineFunctions engine, QObject* parent = nullptr);
    /// Cancels, and waits for the end of the run (half a second at most, as the engine promises).
    ~CompareSession() override;

    void setClips(const ShownClip& content, const ShownClip& style);
    void cancel();
    bool working() const { return m_comparing.working() || m_keeping.working(); }

Q_SIGNALS:
    /// All that a comparison made, in its order, with clips and measures.
    void resultsKept(const std::vector<tonegraft::ShownResult>& results);

private:
    struct News; // between the two threads

    void open();
    void estimate();
    std::vector<TransferSettings> settings() const;
    void start(const CompareChoice& choice);
    void showNews();
    void onDone(const std::shared_ptr<const Comparison>& made, const QString& page);
    void keep();
    ComparedClip compared(ClipRole role, const ShownClip& clip) const;

    MainWindow& m_window;
    EngineFunctions m_engine;
    ShownClip m_content;
    ShownClip m_style;
    CompareDialog m_dialog; // not shown until it is asked for
    std::shared_ptr<const ClipPair> m_compared = std::make_shared<const ClipPair>();
    std::shared_ptr<const Comparison> m_made; // null: none, or it is being made
    QTimer m_moved;                           // a drag moves settings very often
    std::shared_ptr<RunControl> m_control;
    std::shared_ptr<News> m_news;
    QTimer m_pace; // of showNews(), while a comparison runs
    Background m_estimating;
    Background m_keeping;
    Background m_comparing; // last: its thread uses what is above
};

} // namespace tonegraft
