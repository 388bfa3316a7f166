// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace tonegraft {

/// Asks for a clip; `chosen` is called with its path, or not at all. Returns at once.
void askForClip(QWidget* window, const QString& title, const QString& folder,
                const std::function<void(const QString& path)>& chosen);

/// Asks for the weights of a network; as askForClip().
void askForNetwork(QWidget* window, const std::function<void(const QString& path)>& chosen);

/// Asks for a folder; `chosen` is called with its path, or not at all. Returns at once.
void askForFolder(QWidget* window, const QString& title, const QString& folder,
                  const std::function<void(const QString& path)>& chosen);

/// Asks for a file that holds settings: a preset, a report, an exported sound; as askForClip().
void askForSettings(QWidget* window, const std::function<void(const QString& path)>& chosen);

/// Asks where to write a preset of this name; as askForClip().
void askForPresetFile(QWidget* window, const QString& name,
                      const std::function<void(const QString& path)>& chosen);

/// Asks where to write notes; as askForClip().
void askForNotesFile(QWidget* window, const QString& proposal,
                     const std::function<void(const QString& path)>& chosen);

/// Asks where to write a project of Reaper; as askForClip().
void askForProjectFile(QWidget* window, const std::function<void(const QString& path)>& chosen);

} // namespace tonegraft
