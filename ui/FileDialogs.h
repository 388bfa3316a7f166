// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioFile.h"

#include <QString>

#include <functional>

class QWidget;

namespace tonegraft {

/// Asks for a clip; `chosen` is called with its path, or not at all. Returns at once.
void askForClip(QWidget* window, const QString& title, const QString& folder,
                const std::function<void(const QString& path)>& chosen);

/// Asks where to write the output and in which sample format. Returns at once.
void askForExport(QWidget* window, const QString& suggested,
                  const std::function<void(const QString& path, SampleFormat format)>& chosen);

} // namespace tonegraft
