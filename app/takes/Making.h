// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pictures/ShownClip.h"

#include <QStringList>

#include <memory>

namespace tonegraft {

/// All that decides how a run sounds. Thread: any (a value).
struct Making {
    TransferSettings settings;
    std::shared_ptr<const ClipPair> clips;
    ClipRegion contentRegion;
    ClipRegion styleRegion;
};

Making makingOf(const ShownResult& shown);

/// In what the second differs from the first, in the user's words, the weightiest first: "content
/// b.wav", "Style weight 60 %". Of two methods only the method is named. Empty: the same sound
/// comes of both. A clip is the same if it is the same object. Thread: GUI (translations).
QStringList differences(const Making& from, const Making& to);

} // namespace tonegraft
