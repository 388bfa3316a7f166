// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/WindowState.h"

#include <QObject>

#include <array>

class QAction;
class QMenu;

namespace tonegraft {

/// The choice of light, dark or as the desktop is. Thread: GUI.
class AppearanceActions : public QObject {
    Q_OBJECT

public:
    explicit AppearanceActions(QObject* parent);

    /// As a submenu of `menu`.
    void addTo(QMenu* menu) const;
    /// No signal.
    void setAppearance(Appearance appearance);
    Appearance appearance() const;

Q_SIGNALS:
    void chosen(tonegraft::Appearance appearance);

private:
    std::array<QAction*, 3> m_actions{}; ///< in the order of Appearance
};

} // namespace tonegraft
