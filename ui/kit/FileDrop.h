// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QDropEvent;
class QMimeData;

namespace tonegraft {

/// Paths of the files on this machine in a drop, in their order, as nameOfBytes() writes them.
QStringList droppedFiles(const QMimeData* data);

/// Answers that what is dropped is copied, or else linked, and never moved: whoever offers it must
/// keep it. False if it can only be moved; then nothing is answered.
bool acceptAsCopy(QDropEvent& event);

} // namespace tonegraft
