// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/FileDrop.h"

#include <QMimeData>
#include <QUrl>

namespace tonegraft {

QStringList droppedFiles(const QMimeData* data) {
    QStringList files;
    if (data != nullptr && data->hasUrls()) {
        for (const QUrl& url : data->urls()) {
            if (url.isLocalFile()) {
                files << url.toLocalFile();
            }
        }
    }
    return files;
}

} // namespace tonegraft
