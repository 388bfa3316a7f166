// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/presets/PresetFolder.h"
#include "app/system/Background.h"
#include "ui/settings/PresetBox.h"
#include "ui/window/MainWindow.h"

#include <QObject>

#include <filesystem>
#include <vector>

namespace tonegraft {

/// Joins the window's presets with those that come along and the user's own files, which are read
/// and written behind; and gives settings back out of files. Thread: GUI.
class PresetSession : public QObject {
    Q_OBJECT

public:
    /// `folder`: of the user's own; made when needed.
    PresetSession(MainWindow& window, const std::filesystem::path& folder,
                  QObject* parent = nullptr);

    /// Waits until what is being written is written.
    void finish() { m_files.finish(); }

private:
    void refresh();
    void onRead(const PresetFolder::Content& content);
    void onChosen(const PresetItem& item);
    void onFile(const QString& path);
    void onSave(const QString& name);
    void onExport(const QString& path);
    void onRemove(const QString& name);
    void showCurrent();
    void change(std::function<void(const PresetFolder&)> work);

    MainWindow& m_window;
    PresetFolder m_folder;
    std::vector<Preset> m_own;
    Background m_files;
};

} // namespace tonegraft
