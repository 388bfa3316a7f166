// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SharedOutput.h"

#include "app/files/OutputName.h"
#include "app/system/Failure.h"
#include "app/window/ExportFiles.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <utility>

namespace tonegraft {

SharedOutput::SharedOutput(MainWindow& window, const RunSession& runs, const TakeList& takes,
                           EngineFunctions engine, QString folder, QObject* parent)
    : QObject(parent), m_window(window), m_runs(runs), m_takes(takes), m_engine(std::move(engine)),
      m_folder(std::move(folder)), m_writing(QStringLiteral("shared output")) {
    connect(&window, &MainWindow::outputFileWanted, this, &SharedOutput::onWanted);
}

QString SharedOutput::defaultFolder() {
    return QDir(QStandardPaths::writableLocation(QStandardPaths::MusicLocation))
        .filePath(QStringLiteral("Tonegraft"));
}

void SharedOutput::onWanted() {
    if (!m_runs.result() || m_runs.isPreview())
        return;
    ExportJob job;
    job.result = *m_runs.result();
    job.choices.mix = m_window.mix();
    job.choices.folder = m_folder;
    const NamePattern pattern = m_window.namesOf2018() ? NamePattern::of2018 : NamePattern::spoken;
    const std::string name = outputNameOf(job.result, m_takes, pattern);
    m_writing.replace([this, job, name, pattern]() mutable -> Background::Delivery {
        const QString failure = failureOf([&] {
            QDir().mkpath(job.choices.folder);
            job.choices.name =
                freeFileName(job.choices.folder, name, pattern, endingsOf(job.choices));
            writeExport(job, m_engine);
        });
        return [this, job, failure] {
            if (!failure.isEmpty())
                m_window.showMessage(Severity::error, failure);
            else if (m_runs.result() && m_runs.result()->output == job.result.output &&
                     m_window.mix() == job.choices.mix)
                m_window.provideOutputFile(
                    QDir(job.choices.folder).filePath(fileNames(job.choices).constFirst()));
        };
    });
}

} // namespace tonegraft
