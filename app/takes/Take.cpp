// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/takes/Take.h"

#include "ui/pictures/SpectrogramImage.h"
#include "ui/pictures/SpectrogramLook.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace tonegraft {

namespace {

constexpr QSize kThumbnail(144, 80); // at 200 %

QString withoutEnding(const ShownClip& clip) {
    return QFileInfo(clip.name).completeBaseName();
}

} // namespace

QString pairName(const ClipPair& clips) {
    return QCoreApplication::translate("Take", "%1 in %2")
        .arg(withoutEnding(clips.content), withoutEnding(clips.style));
}

QString takeName(const ClipPair& clips, const std::vector<TakePointer>& others) {
    const QString stem = pairName(clips) + QLatin1Char(' ');
    int highest = 0;
    for (const TakePointer& other : others)
        if (other->name.startsWith(stem))
            highest = std::max(highest, other->name.mid(stem.size()).toInt());
    return stem + QString::number(highest + 1);
}

QImage takeThumbnail(const SpectrogramTiles* tiles) {
    if (tiles == nullptr || tiles->empty() || tiles->durationSeconds() <= 0.0)
        return {};
    const SpectrogramLook look;
    return spectrogramImage(*tiles, sharedScale(look, peakDb(*tiles)),
                            FrequencyAxis::upTo(look.frequencyScale, tiles->nyquistHz()),
                            {0.0, tiles->durationSeconds()}, kThumbnail, qRgb(0, 0, 0));
}

} // namespace tonegraft
