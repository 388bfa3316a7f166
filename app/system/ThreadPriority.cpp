// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/system/ThreadPriority.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tonegraft {

void lowerPriorityOfThisThread() {
    constexpr int kNiceness = 5;
    // On Linux the nice value belongs to the thread. Failing is harmless.
    (void)setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), kNiceness);
}

} // namespace tonegraft
