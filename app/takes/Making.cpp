// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/takes/Making.h"

#include "tonegraft/Methods.h"
#include "tonegraft/SettingsFields.h"
#include "ui/kit/FileName.h"
#include "ui/kit/Format.h"
#include "ui/kit/Translated.h"
#include "ui/settings/ParameterText.h"

#include <QCoreApplication>

namespace tonegraft {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Making", text);
}

QString regionText(const ClipRegion& region, const AudioClip& clip) {
    // A clip that is gone, or shorter now, may not hold it.
    const bool fits = beginsInside(clip, region);
    if (region == ClipRegion{} || (fits && coversAll(clip, region)))
        return tr("all of it");
    if (!fits && region.durationSeconds <= 0.0)
        return tr("from %1").arg(timeText(region.startSeconds));
    const double length = region.durationSeconds > 0.0
                              ? region.durationSeconds
                              : clip.durationSeconds() - region.startSeconds;
    return tr("%1 to %2")
        .arg(timeText(region.startSeconds), timeText(region.startSeconds + length));
}

void addClip(QStringList& texts, const QString& role, const ShownClip& from, const ShownClip& to) {
    if (from.clip != to.clip)
        texts << tr("%1: %2").arg(role, to.name);
}

void addRegion(QStringList& texts, const QString& role, const ClipRegion& from,
               const ClipRegion& to, const ShownClip& clip) {
    if (from != to && clip.clip)
        texts << tr("%1: %2").arg(role, regionText(to, *clip.clip));
}

void addClips(QStringList& texts, const Making& from, const Making& to) {
    const QString content = tr("content");
    const QString style = tr("style");
    addClip(texts, content, from.clips->content, to.clips->content);
    addClip(texts, style, from.clips->style, to.clips->style);
    // Of another clip the region is another one anyway.
    if (from.clips->content.clip == to.clips->content.clip)
        addRegion(texts, content, from.contentRegion, to.contentRegion, to.clips->content);
    if (from.clips->style.clip == to.clips->style.clip)
        addRegion(texts, style, from.styleRegion, to.styleRegion, to.clips->style);
}

void addSettings(QStringList& texts, const TransferSettings& from, const TransferSettings& to) {
    const MethodInfo& method = methodInfo(to.method);
    if (from.method != to.method) {
        texts << translated(method.title);
        return;
    }
    for (const ParameterInfo& info : method.parameters) {
        const double value = settingValue(to, info);
        if (settingValue(from, info) != value)
            texts << tr("%1 %2").arg(translated(info.label), parameterValueText(info, value));
    }
    if (from.networkFile != to.networkFile && !networksFor(method, to).empty())
        texts << tr("network: %1")
                     .arg(to.networkFile.empty() ? tr("the built-in one")
                                                 : nameOfBytes(to.networkFile.filename().c_str()));
}

} // namespace

Making makingOf(const ShownResult& shown) {
    return {shown.result->settings, shown.clips, shown.contentRegion, shown.styleRegion};
}

QStringList differences(const Making& from, const Making& to) {
    QStringList texts;
    addClips(texts, from, to);
    addSettings(texts, from.settings, to.settings);
    return texts;
}

} // namespace tonegraft
