// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QMimeData;

namespace tonegraft {

/// Paths of the local files in a drop, in their order.
QStringList droppedFiles(const QMimeData* data);

} // namespace tonegraft
