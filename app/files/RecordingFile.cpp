// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/RecordingFile.h"

#include "tonegraft/Error.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <filesystem>
#include <optional>

namespace tonegraft {

namespace {

QString freePath(const QDir& folder, const QString& name) {
    QString path = folder.filePath(name + QStringLiteral(".wav"));
    for (int number = 2; QFile::exists(path); ++number)
        path = folder.filePath(QStringLiteral("%1 (%2).wav").arg(name).arg(number));
    return path;
}

} // namespace

QStringList recordingFolders() {
    QStringList folders;
    const auto add = [&folders](QStandardPaths::StandardLocation location, const QString& inside) {
        const QString folder = QStandardPaths::writableLocation(location);
        if (!folder.isEmpty())
            folders.append(folder + inside);
    };
    add(QStandardPaths::MusicLocation, QStringLiteral("/Tonegraft"));
    add(QStandardPaths::GenericDataLocation, QStringLiteral("/tonegraft/recordings"));
    add(QStandardPaths::HomeLocation, QString());
    return folders;
}

QString saveRecording(const AudioClip& clip, const QDateTime& time, const QStringList& folders,
                      const EngineFunctions& engine) {
    // No colons: other systems' file names have none.
    const QString name = QCoreApplication::translate("RecordingSession", "Recording %1")
                             .arg(time.toString(QStringLiteral("yyyy-MM-dd HH.mm.ss")));
    WriteOptions options;
    options.format = SampleFormat::float32; // as it came
    std::optional<Error> first;
    for (const QString& folder : folders) {
        QDir().mkpath(folder);
        QString path = freePath(QDir(folder), name);
        try {
            engine.write(QFile::encodeName(path).toStdString(), clip, options);
            return path;
        } catch (const Error& error) {
            first = first.value_or(error);
        }
    }
    throw first.value_or(
        Error(QCoreApplication::translate("RecordingSession", "There is no folder for recordings.")
                  .toStdString()));
}

} // namespace tonegraft
