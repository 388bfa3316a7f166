// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/system/EngineFunctions.h"

#include <QDateTime>
#include <QStringList>

namespace tonegraft {

/// Where recordings may lie, the best first: a folder of ours among the user's music, then among
/// the program's data, then the home folder.
QStringList recordingFolders();

/// Writes a recording made at `time` to the first of the folders that takes it, under a name that
/// no other file there has; makes the folder if need be. Returns the path.
/// Throws Error: none takes it; what the first said. Blocks. Thread: any.
QString saveRecording(const AudioClip& clip, const QDateTime& time, const QStringList& folders,
                      const EngineFunctions& engine);

} // namespace tonegraft
