// SPDX-License-Identifier: GPL-3.0-or-later
// Loads a settings file: whatever is in it, what comes out can be used and saved again.
#include "app/window/SettingsFile.h"
#include "support/TempFolder.h"
#include "tonegraft/Error.h"

#include <QFile>
#include <QString>

#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // A new name each time: QSettings remembers what was in a file.
    static const tonegraft::test::TempFolder folder;
    static unsigned long number = 0;
    const QString path = QString::fromStdString((folder / std::to_string(++number)).string());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) ||
        file.write(reinterpret_cast<const char*>(data), static_cast<qint64>(size)) < 0)
        std::abort();
    file.close();
    try {
        const tonegraft::RememberedState state = tonegraft::SettingsFile(path).load().state;
        state.settings.validate();
        for (const tonegraft::TransferSettings& other : state.otherSettings)
            other.validate();
        if (state.listening.volumePercent < 0 || state.listening.volumePercent > 100 ||
            !state.exported.figureSize.possible())
            std::abort();
    } catch (const tonegraft::Error&) { // nothing may be wrong with what was loaded
        std::abort();
    }
    QFile::remove(path);
    QFile::remove(path + QStringLiteral(".unreadable"));
    return 0;
}
