// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace tonegraft {

/// What is remembered of listening from one start to the next.
struct ListeningState {
    bool looping = false;
    bool levelMatched = true;
    int volumePercent = 100;
    QByteArray device; ///< empty: the desktop's default
};

} // namespace tonegraft
