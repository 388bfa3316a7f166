// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pictures/ShownClip.h"

#include <QImage>
#include <QString>

#include <cstdint>
#include <memory>
#include <vector>

namespace tonegraft {

using TakeId = std::uint64_t; ///< of one list; 0 is no take

/// A run that was kept, with all that made it and all that is shown of it. It never changes: what
/// is edited (name, note, star, measures that come later) makes another take with the same id.
/// Thread: any (a value).
struct Take {
    TakeId id = 0;
    QString name;
    QString note;
    bool starred = false;
    ShownResult shown;
    QImage thumbnail; ///< of the output's spectrogram; null: none yet
};
using TakePointer = std::shared_ptr<const Take>;

/// "tune in brass": the clips' names without their endings. Thread: any.
QString pairName(const ClipPair& clips);

/// "tune in brass 3": that, and the first number that none of `others` has. Thread: any.
QString takeName(const ClipPair& clips, const std::vector<TakePointer>& others);

/// A picture of a whole output, the same look for all takes. Null for none. Thread: any.
QImage takeThumbnail(const SpectrogramTiles* tiles);

} // namespace tonegraft
