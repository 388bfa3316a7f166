// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/system/Background.h"
#include "app/system/EngineFunctions.h"
#include "ui/pictures/ShownClip.h"

#include <QObject>

#include <array>
#include <filesystem>

namespace tonegraft {

/// A clip with all that the window shows of it. Throws Error. Blocks. Thread: any.
ShownClip readShownClip(const EngineFunctions& engine, ClipRole role,
                        const std::filesystem::path& path);

/// Reads clips with all that the window shows of them, off the GUI thread. Of several requests
/// for one role only the newest is answered. Thread: GUI.
class ClipLoader : public QObject {
    Q_OBJECT

public:
    explicit ClipLoader(EngineFunctions engine, QObject* parent = nullptr);

    void load(ClipRole role, const std::filesystem::path& path);
    /// The request under way for this role, if any, is not answered.
    void drop(ClipRole role);
    /// A file is being read, whether its request was dropped or not.
    bool working() const;

Q_SIGNALS:
    void loaded(tonegraft::ClipRole role, const tonegraft::ShownClip& clip);
    void failed(tonegraft::ClipRole role, const QString& reason);

private:
    Background& background(ClipRole role) { return m_backgrounds[static_cast<std::size_t>(role)]; }

    EngineFunctions m_engine;
    // One a role, so that a long style does not hold up its content.
    std::array<Background, 2> m_backgrounds;
};

} // namespace tonegraft
