// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/system/Background.h"
#include "app/system/EngineFunctions.h"
#include "ui/pictures/ShownClip.h"

#include <QObject>

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>

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

    /// What holds a session and no clip; asked on the threads behind.
    void setSessionTest(std::function<bool(const std::filesystem::path&)> isSession) {
        m_isSession = std::move(isSession);
    }
    /// In place of the engine's.
    void setAvailableMemory(std::function<std::uint64_t()> bytes) {
        m_availableMemory = std::move(bytes);
    }

    void load(ClipRole role, const std::filesystem::path& path);
    /// The request under way for this role, if any, is not answered.
    void drop(ClipRole role);
    /// A file is being read, whether its request was dropped or not.
    bool working() const;

Q_SIGNALS:
    void loaded(tonegraft::ClipRole role, const tonegraft::ShownClip& clip);
    void failed(tonegraft::ClipRole role, const QString& reason);
    /// It was asked for as a clip.
    void sessionFound(tonegraft::ClipRole role, const std::filesystem::path& session);

private:
    ShownClip read(ClipRole role, const std::filesystem::path& path);
    Background& background(ClipRole role) { return m_backgrounds[static_cast<std::size_t>(role)]; }

    EngineFunctions m_engine;
    std::function<bool(const std::filesystem::path&)> m_isSession;
    std::function<std::uint64_t()> m_availableMemory;
    std::mutex m_reading;
    // One a role, so that a long style does not hold up its content.
    std::array<Background, 2> m_backgrounds;
};

} // namespace tonegraft
