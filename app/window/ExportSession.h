// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runs/RunSession.h"
#include "app/system/Background.h"
#include "app/system/EngineFunctions.h"
#include "app/window/ExportFiles.h"
#include "ui/window/MainWindow.h"

#include <QObject>

#include <filesystem>
#include <vector>

namespace tonegraft {

/// Writes results where the window asks for it, and copies pictures, off the GUI thread. A preview
/// is never written: its final version is made first. Thread: GUI.
class ExportSession : public QObject {
    Q_OBJECT

public:
    ExportSession(MainWindow& window, RunSession& runs, const TakeList& takes,
                  EngineFunctions engine, QObject* parent = nullptr);

    /// The clips as the window shows them.
    void setClips(const ShownClip& content, const ShownClip& style);
    /// The proposal for the next export: those of the last one.
    void setChoices(const ExportChoices& choices);
    const ExportChoices& choices() const { return m_choices; }
    /// Whether its sound has been written.
    bool isWritten(const ShownResult& shown) const;
    /// Waits until all that was asked for is written.
    void finish();

private:
    void onExport(const ExportChoices& choices);
    const std::optional<ShownResult>& resultOf(const ExportChoices& choices) const;
    /// The name of a clip's own file among those to be written.
    QString clipReplacedBy(const ExportChoices& choices, const ShownResult& shown) const;
    /// The region that is chosen now in the clip that the output was made of, if any.
    std::optional<ClipRegion> chosenRegion() const;
    std::optional<ExportableResult> exportable(ExportedResult which) const;
    ExportJob jobOf(const ExportChoices& choices) const;
    void onFinished();
    void giveUpWaiting();
    void onCopyFigure();
    void write(const ExportChoices& choices);
    void propose();
    void followContent(const ShownResult& shown);

    MainWindow& m_window;
    RunSession& m_runs;
    const TakeList& m_takes;
    EngineFunctions m_engine;
    Background m_writing;
    Background m_copying;
    ShownClip m_content;
    ShownClip m_style;
    ExportChoices m_choices;
    QString m_folderOf;                   // the content that m_choices.folder was proposed for
    std::vector<ExportChoices> m_waiting; // for the final version
    std::vector<std::weak_ptr<const TransferResult>> m_written;
};

} // namespace tonegraft
