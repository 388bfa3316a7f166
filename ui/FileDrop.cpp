// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/FileDrop.h"

#include <QMimeData>
#include <QUrl>

namespace tonegraft {

QString droppedFile(const QMimeData* data) {
    if (data == nullptr || !data->hasUrls()) {
        return {};
    }
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile()) {
            return url.toLocalFile();
        }
    }
    return {};
}

} // namespace tonegraft
