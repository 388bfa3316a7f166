// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/FileDialogs.h"

#include "tonegraft/SoundFormats.h"

#include <QCoreApplication>
#include <QFileDialog>

namespace tonegraft {
namespace {

struct FileDialogs {
    Q_DECLARE_TR_FUNCTIONS(FileDialogs)
};

/// "Title (*.[wW][aA][vV] ...)": GTK's and the portal's dialogs tell capitals from small letters.
QString nameFilter(const QString& title, const QStringList& endings) {
    QStringList patterns;
    for (const QString& ending : endings) {
        QString pattern = QStringLiteral("*.");
        for (const QChar c : ending) {
            pattern +=
                c.isLetter() ? QStringLiteral("[%1%2]").arg(c.toLower(), c.toUpper()) : QString(c);
        }
        patterns << pattern;
    }
    return QStringLiteral("%1 (%2)").arg(title, patterns.join(QLatin1Char(' ')));
}

QFileDialog* dialogFor(QWidget* window, const QString& title) {
    auto* dialog = new QFileDialog(window, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QFileDialog::HideNameFilterDetails);
    return dialog;
}

} // namespace

void askForClip(QWidget* window, const QString& title, const QString& folder,
                const std::function<void(const QString& path)>& chosen) {
    QFileDialog* dialog = dialogFor(window, title);
    dialog->setFileMode(QFileDialog::ExistingFile);
    if (!folder.isEmpty()) {
        dialog->setDirectory(folder);
    }
    dialog->setNameFilters(
        {nameFilter(FileDialogs::tr("Sounds, videos and sessions"),
                    {"wav", "flac", "ogg",  "oga",  "opus", "spx", "mp3",      "m4a",
                     "aac", "aif",  "aiff", "aifc", "caf",  "w64", "rf64",     "mp4",
                     "m4v", "mov",  "mkv",  "mka",  "webm", "3gp", "tonegraft"}),
         FileDialogs::tr("All files (*)")});
    QObject::connect(dialog, &QFileDialog::fileSelected, window, chosen);
    dialog->open();
}

void askForNetwork(QWidget* window, const std::function<void(const QString& path)>& chosen) {
    QFileDialog* dialog = dialogFor(window, FileDialogs::tr("Choose a network's weights"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({nameFilter(FileDialogs::tr("Weights"), {"safetensors"}),
                            FileDialogs::tr("All files (*)")});
    QObject::connect(dialog, &QFileDialog::fileSelected, window, chosen);
    dialog->open();
}

void askForFolder(QWidget* window, const QString& title, const QString& folder,
                  const std::function<void(const QString& path)>& chosen) {
    QFileDialog* dialog = dialogFor(window, title);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    if (!folder.isEmpty()) {
        dialog->setDirectory(folder);
    }
    QObject::connect(dialog, &QFileDialog::fileSelected, window, chosen);
    dialog->open();
}

void askForSettings(QWidget* window, const std::function<void(const QString& path)>& chosen) {
    QFileDialog* dialog = dialogFor(window, FileDialogs::tr("Settings from a file"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    QStringList endings{"json"};
    for (const SoundFileFormat& format : kSoundFormats) {
        endings << format.id;
    }
    dialog->setNameFilters(
        {nameFilter(FileDialogs::tr("Presets, reports and exported sounds"), endings),
         FileDialogs::tr("All files (*)")});
    QObject::connect(dialog, &QFileDialog::fileSelected, window, chosen);
    dialog->open();
}

void askForPresetFile(QWidget* window, const QString& name,
                      const std::function<void(const QString& path)>& chosen) {
    QFileDialog* dialog = dialogFor(window, FileDialogs::tr("Export as preset file"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->setNameFilters({nameFilter(FileDialogs::tr("Presets"), {"json"})});
    QString file = name.isEmpty() ? FileDialogs::tr("settings") : name;
    dialog->selectFile(file.replace(QLatin1Char('/'), QLatin1Char('_')) + QLatin1String(".json"));
    QObject::connect(dialog, &QFileDialog::fileSelected, window, chosen);
    dialog->open();
}

void askForNotesFile(QWidget* window, const QString& proposal,
                     const std::function<void(const QString& path)>& chosen) {
    QFileDialog* dialog = dialogFor(window, FileDialogs::tr("Save notes as MIDI"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(QStringLiteral("mid"));
    dialog->setNameFilters({nameFilter(FileDialogs::tr("MIDI files"), {"mid", "midi"}),
                            FileDialogs::tr("All files (*)")});
    dialog->selectFile(proposal);
    QObject::connect(dialog, &QFileDialog::fileSelected, window, chosen);
    dialog->open();
}

void askForProjectFile(QWidget* window, const std::function<void(const QString& path)>& chosen) {
    QFileDialog* dialog = dialogFor(window, FileDialogs::tr("Write a Reaper project"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(QStringLiteral("rpp"));
    dialog->setNameFilters({nameFilter(FileDialogs::tr("Reaper projects"), {"rpp"})});
    dialog->selectFile(FileDialogs::tr("takes") + QLatin1String(".rpp"));
    QObject::connect(dialog, &QFileDialog::fileSelected, window, chosen);
    dialog->open();
}

} // namespace tonegraft
