// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/FileDialogs.h"

#include <QCoreApplication>
#include <QFileDialog>

#include <array>

namespace tonegraft {
namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("FileDialogs", text);
}

struct FormatFilter {
    SampleFormat format;
    QString name;
};

std::array<FormatFilter, 3> formatFilters() {
    return {{{SampleFormat::pcm24, translated("WAV, 24 bit (*.wav)")},
             {SampleFormat::pcm16, translated("WAV, 16 bit (*.wav)")},
             {SampleFormat::float32, translated("WAV, 32 bit float (*.wav)")}}};
}

QFileDialog* dialogFor(QWidget* window, const QString& title) {
    auto* dialog = new QFileDialog(window, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
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
        {translated("Sound files (*.wav *.flac *.ogg *.oga *.opus *.mp3 *.aif *.aiff *.aifc *.caf "
                    "*.w64 *.rf64)"),
         translated("All files (*)")});
    QObject::connect(dialog, &QFileDialog::fileSelected, window, chosen);
    dialog->open();
}

void askForExport(QWidget* window, const QString& suggested,
                  const std::function<void(const QString& path, SampleFormat format)>& chosen) {
    QFileDialog* dialog = dialogFor(window, translated("Export output"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(QStringLiteral("wav"));
    QStringList names;
    for (const FormatFilter& filter : formatFilters()) {
        names << filter.name;
    }
    dialog->setNameFilters(names);
    dialog->selectFile(suggested);
    QObject::connect(dialog, &QFileDialog::fileSelected, window,
                     [dialog, chosen](const QString& path) {
                         SampleFormat format = SampleFormat::pcm24;
                         for (const FormatFilter& filter : formatFilters()) {
                             if (filter.name == dialog->selectedNameFilter()) {
                                 format = filter.format;
                             }
                         }
                         chosen(path, format);
                     });
    dialog->open();
}

} // namespace tonegraft
