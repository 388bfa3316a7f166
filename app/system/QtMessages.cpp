// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/system/QtMessages.h"

#include "tonegraft/ShownText.h"

#include <QString>

#include <cstdio>
#include <cstdlib>

namespace tonegraft {

namespace {

constexpr int kExitFailure = 1;

void onMessage(QtMsgType type, const QMessageLogContext&, const QString& text) {
    if (type != QtFatalMsg && type != QtCriticalMsg)
        return;
    std::fprintf(stderr, "tonegraft: %s\n", shownText(text.toStdString()).c_str());
    if (type == QtFatalMsg)
        std::_Exit(kExitFailure);
}

} // namespace

void tameQtMessages() {
    qInstallMessageHandler(onMessage);
}

} // namespace tonegraft
