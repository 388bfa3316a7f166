// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/ListeningState.h"
#include "tonegraft/TransferSettings.h"
#include "ui/kit/WindowState.h"
#include "ui/pictures/SpectrogramLook.h"
#include "ui/results/ExportChoices.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <filesystem>
#include <vector>

namespace tonegraft {

/// What the application remembers from one start to the next.
struct RememberedState {
    QByteArray layout; ///< MainWindow::saveLayout()
    QString clipFolder;
    QStringList recentClips;
    QStringList recentSessions; ///< their folders
    QString session;            ///< the folder of the one that was open; empty: none
    ExportChoices exported;     ///< but for its name
    TransferSettings settings;
    std::vector<TransferSettings> otherSettings; ///< of the methods not shown
    ListeningState listening;
    QByteArray recordingDevice; ///< empty: the desktop's default
    SpectrogramLook look;
    QString sharedFolder; ///< of dragged files; empty: SharedOutput::defaultFolder()
    bool namesOf2018 = false;
    Appearance appearance = Appearance::desktop;
};

/// The settings file (INI, numbers as in the C locale). Reading never fails: what cannot be
/// understood is left at its default, and a file that is none of ours is moved aside. Where
/// nothing can be written (a read-only home, a device or FIFO in its place), nothing is
/// remembered. No lock is taken or waited for: of two windows the one that is closed last is
/// remembered. Thread: any, one at a time.
class SettingsFile {
public:
    /// The user's: $XDG_CONFIG_HOME/tonegraft/tonegraft.ini.
    SettingsFile();
    explicit SettingsFile(QString path);

    /// That it lies in, with whatever else is kept of the user's.
    std::filesystem::path folder() const;

    struct Loaded {
        RememberedState state;
        QString message; ///< for the user, if the file had to be moved aside
    };
    Loaded load() const;
    void save(const RememberedState& state) const;

private:
    QString m_path;
};

} // namespace tonegraft
