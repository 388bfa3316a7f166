// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/system/SignalWatcher.h"
#include "tonegraft/RunControl.h"

#include <memory>
#include <mutex>

namespace tonegraft {

inline constexpr int kExitInterrupted = 130;

/// What SIGINT, SIGTERM and SIGHUP do to a command: as long as nothing is being written, the
/// process ends at once with status 130; a run is cancelled and ends by itself; a file that is
/// being written is finished. A second signal ends the process at once, whatever it does.
class Interruption {
public:
    Interruption();
    ~Interruption();

    /// From now on a signal cancels this run. Thread: the command's.
    void cancels(std::shared_ptr<RunControl> control);
    /// From now on a signal no longer undoes anything. False if one has come before: end, and
    /// write nothing. Thread: the command's.
    bool beginWriting();

private:
    void onSignal(int count);

    std::mutex m_mutex;
    std::shared_ptr<RunControl> m_control; // guarded by m_mutex, as the two below
    bool m_writing = false;
    bool m_interrupted = false;
    SignalWatcher m_watcher; // last: its thread uses the members above
};

} // namespace tonegraft
