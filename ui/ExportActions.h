// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ExportChoices.h"

namespace tonegraft {

class MainWindow;
struct WindowLayout;

/// What Export and the two ways to copy a picture do in the window.
class ExportActions {
public:
    /// Both are borrowed, and outlive it.
    ExportActions(MainWindow* window, const WindowLayout& layout);

    /// What the dialog starts with.
    ExportChoices proposal;
    /// The output stands in a content that is longer than it.
    bool regionChosen = false;
};

} // namespace tonegraft
