// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ExportChoices.h"

namespace tonegraft {

class LossChart;
class MainActions;
class MainWindow;

/// What Export and the two ways to copy a picture do in the window.
class ExportActions {
public:
    /// All are borrowed, and outlive it.
    ExportActions(MainWindow* window, MainActions* actions, LossChart* losses);

    /// What the dialog starts with.
    ExportChoices proposal;
    /// The output stands in a content that is longer than it.
    bool regionChosen = false;
};

} // namespace tonegraft
