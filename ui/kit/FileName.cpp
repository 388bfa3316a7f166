// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/FileName.h"

#include <algorithm>

namespace tonegraft {
namespace {

constexpr char16_t kFirstByte = 0xDC00; // and the byte itself, which is 0x80 to 0xFF

/// Of the well-formed character at the beginning; 0 if there is none.
qsizetype characterBytes(QByteArrayView bytes) {
    constexpr qsizetype kMost = 4;
    for (qsizetype length = 1; length <= std::min(kMost, bytes.size()); ++length) {
        if (bytes.first(length).isValidUtf8()) {
            return length;
        }
    }
    return 0;
}

bool isByte(QChar c) {
    return c.unicode() >= kFirstByte + 0x80 && c.unicode() <= kFirstByte + 0xFF;
}

} // namespace

QString nameOfBytes(const QByteArray& bytes) {
    QString name;
    for (QByteArrayView rest(bytes); !rest.isEmpty();) {
        const qsizetype length = characterBytes(rest);
        if (length > 0) {
            name += QString::fromUtf8(rest.first(length));
        } else {
            name += QChar(static_cast<char16_t>(kFirstByte + static_cast<unsigned char>(rest[0])));
        }
        rest = rest.sliced(std::max<qsizetype>(length, 1));
    }
    return name;
}

QByteArray bytesOfName(const QString& name) {
    QByteArray bytes;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const bool low = i > begin && name[i - 1].isHighSurrogate();
        if (isByte(name[i]) && !low) {
            bytes += name.mid(begin, i - begin).toUtf8();
            bytes += static_cast<char>(name[i].unicode() - kFirstByte);
            begin = i + 1;
        }
    }
    return bytes + name.mid(begin).toUtf8();
}

QString shownName(const QString& name) {
    return QString::fromUtf8(bytesOfName(name));
}

} // namespace tonegraft
