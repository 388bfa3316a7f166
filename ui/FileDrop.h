// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QMimeData;

namespace tonegraft {

/// Path of the first local file in a drop; empty if it holds none.
QString droppedFile(const QMimeData* data);

} // namespace tonegraft
