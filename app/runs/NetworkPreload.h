// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/system/Background.h"
#include "app/system/EngineFunctions.h"

#include <QObject>
#include <QTimer>

class QWidget;

namespace tonegraft {

/// Opens the networks in the background when the window is on the screen and has nothing else to
/// do, so that the first run need not wait for them. What fails is told by the run that needs them.
/// Thread: GUI.
class NetworkPreload : public QObject {
    Q_OBJECT

public:
    static constexpr int kRestMs = 200;

    /// `window` is not shown yet.
    NetworkPreload(QWidget& window, const EngineFunctions& engine, QObject* parent = nullptr);

    bool working() const { return m_opening.working(); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QTimer m_rest; // since the window was painted for the first time
    Background m_opening;
};

} // namespace tonegraft
