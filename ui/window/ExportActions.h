// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/results/ExportChoices.h"

namespace tonegraft {

class MainWindow;
struct WindowLayout;

/// All ways by which something leaves the window: what Export, the two ways to copy a picture and
/// the output's own file do.
class ExportActions {
public:
    /// Both are borrowed, and outlive it.
    ExportActions(MainWindow* window, const WindowLayout& layout);

    /// What the dialog starts with.
    ExportProposal proposal;
    QString sharedFolder;  ///< that its dialog starts in
    QString notesProposal; ///< the path that the notes' dialog starts with
};

} // namespace tonegraft
