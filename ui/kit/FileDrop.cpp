// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/FileDrop.h"

#include "ui/kit/FileName.h"

#include <QDropEvent>
#include <QMimeData>
#include <QSysInfo>
#include <QUrl>

namespace tonegraft {
namespace {

/// RFC 8089: no host, "localhost" and the machine's own name are here.
bool isHere(const QUrl& url) {
    const QString host = url.host();
    return url.scheme().compare(QLatin1String("file"), Qt::CaseInsensitive) == 0 &&
           (host.isEmpty() || host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0 ||
            host.compare(QSysInfo::machineHostName(), Qt::CaseInsensitive) == 0);
}

/// Not QUrl::toLocalFile(), which takes a host for the name of a server's share and loses bytes
/// that are not UTF-8.
QString pathOf(const QUrl& url) {
    return nameOfBytes(QByteArray::fromPercentEncoding(url.path(QUrl::FullyEncoded).toLatin1()));
}

} // namespace

QStringList droppedFiles(const QMimeData* data) {
    QStringList files;
    if (data != nullptr && data->hasUrls()) {
        for (const QUrl& url : data->urls()) {
            const QString path = isHere(url) ? pathOf(url) : QString();
            if (path.startsWith(QLatin1Char('/'))) {
                files << path;
            }
        }
    }
    return files;
}

bool acceptAsCopy(QDropEvent& event) {
    for (const Qt::DropAction action : {Qt::CopyAction, Qt::LinkAction}) {
        if (event.possibleActions().testFlag(action)) {
            event.setDropAction(action);
            event.accept();
            return true;
        }
    }
    return false;
}

} // namespace tonegraft
