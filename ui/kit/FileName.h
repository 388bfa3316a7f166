// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace tonegraft {

/// A file's name, which is any bytes, as a QString and back without loss: bytes that are not UTF-8
/// become lone surrogates U+DC80 to U+DCFF (the way of Python, PEP 383), where QFile::decodeName()
/// would replace them by U+FFFD. Thread: any.
QString nameOfBytes(const QByteArray& bytes);
QByteArray bytesOfName(const QString& name);

/// Such a name for the user: what is not UTF-8 as U+FFFD. Thread: any.
QString shownName(const QString& name);

} // namespace tonegraft
