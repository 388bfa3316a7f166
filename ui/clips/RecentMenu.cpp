// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clips/RecentMenu.h"

#include "ui/kit/FileName.h"
#include "ui/kit/PlainText.h"

namespace tonegraft {
namespace {

constexpr int kWidestCharacters = 60;

} // namespace

RecentMenu::RecentMenu(QWidget* parent) : QMenu(parent) {
    setToolTipsVisible(true);
    setAccessibleName(tr("Recent clips"));
    setClips({});
}

void RecentMenu::setClips(const QList<RecentClip>& clips) {
    const QList<QAction*> shown = actions();
    bool same = clips.size() == shown.size();
    for (int i = 0; same && i < clips.size(); ++i) {
        same = shown.at(i)->data().toString() == clips.at(i).path;
    }
    if (!same || clips.isEmpty()) {
        rebuild(clips);
    }
    // An open menu keeps its place while its clips are looked for.
    for (int i = 0; i < clips.size(); ++i) {
        const RecentClip& clip = clips.at(i);
        const QString name = nameOf(clip.path);
        actions().at(i)->setText(clip.exists ? name : tr("%1 (missing)").arg(name));
        actions().at(i)->setEnabled(clip.exists);
    }
}

void RecentMenu::rebuild(const QList<RecentClip>& clips) {
    clear();
    if (clips.isEmpty()) {
        addAction(tr("No recent clips yet"))->setEnabled(false);
    }
    for (const RecentClip& clip : clips) {
        QAction* action = addAction(QString());
        action->setToolTip(plainToolTip(shownName(clip.path)));
        action->setData(clip.path);
        connect(action, &QAction::triggered, this,
                [this, path = clip.path] { Q_EMIT chosen(path); });
    }
}

/// Not wider than a menu may be; an ampersand would be taken for a key.
QString RecentMenu::nameOf(const QString& path) const {
    const int widest = kWidestCharacters * fontMetrics().averageCharWidth();
    return fontMetrics()
        .elidedText(shownName(path).section(QLatin1Char('/'), -1), Qt::ElideMiddle, widest)
        .replace(QLatin1Char('&'), QLatin1String("&&"));
}

} // namespace tonegraft
