// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/QtMessages.h"

#include <QString>

#include <cstdio>
#include <cstdlib>

namespace tonegraft {

namespace {

constexpr int kExitFailure = 1;

void onMessage(QtMsgType type, const QMessageLogContext&, const QString& text) {
    if (type != QtFatalMsg && type != QtCriticalMsg)
        return;
    std::fprintf(stderr, "tonegraft: %s\n", text.toUtf8().constData());
    if (type == QtFatalMsg)
        std::_Exit(kExitFailure);
}

} // namespace

void tameQtMessages() {
    qInstallMessageHandler(onMessage);
}

} // namespace tonegraft
