// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace tonegraft {

/// A sound device that can be chosen.
struct DeviceChoice {
    QString id;
    QString name;
};

/// The devices there are. `chosenId` is empty for the desktop's default, and may be of a device
/// that is not there now; `usedId` is the one that sounds, empty if there is none.
struct DeviceChoices {
    QList<DeviceChoice> devices;
    QString chosenId;
    QString usedId;
};

} // namespace tonegraft
