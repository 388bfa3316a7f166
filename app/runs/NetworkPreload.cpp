// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runs/NetworkPreload.h"

#include <QEvent>
#include <QWidget>

namespace tonegraft {

NetworkPreload::NetworkPreload(QWidget& window, const EngineFunctions& engine, QObject* parent)
    : QObject(parent), m_opening(QStringLiteral("networks")) {
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, [this, preload = engine.preload] {
        m_opening.post([preload]() -> Background::Delivery {
            preload();
            return {};
        });
    });
    window.installEventFilter(this);
}

bool NetworkPreload::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Paint) {
        watched->removeEventFilter(this);
        m_rest.start();
    }
    return false;
}

} // namespace tonegraft
