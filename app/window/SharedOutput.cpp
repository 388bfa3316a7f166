// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SharedOutput.h"

#include "app/files/OutputName.h"
#include "app/system/Failure.h"
#include "app/window/ExportFiles.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <utility>

namespace tonegraft {

SharedOutput::SharedOutput(MainWindow& window, const RunSession& runs, EngineFunctions engine,
                           QString folder, QObject* parent)
    : QObject(parent), m_window(window), m_runs(runs), m_engine(std::move(engine)),
      m_folder(std::move(folder)), m_writing(QStringLiteral("shared output")) {
    connect(&window, &MainWindow::outputFileWanted, this, &SharedOutput::onWanted);
    removeOld();
}

QString SharedOutput::userFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) +
           QStringLiteral("/tonegraft/output");
}

void SharedOutput::onWanted() {
    if (!m_runs.result() || m_runs.isPreview())
        return;
    ExportJob job;
    job.result = *m_runs.result();
    // A folder of its own for each, so that the file can have its own name.
    job.choices.folder = m_folder + QStringLiteral("/%1").arg(QDateTime::currentMSecsSinceEpoch());
    job.choices.name = QString::fromStdString(outputName(
        job.result.result->settings, job.result.clips->content.file, job.result.clips->style.file));
    m_writing.replace([this, job]() -> Background::Delivery {
        const QString failure = failureOf([&] {
            QDir().mkpath(job.choices.folder);
            writeExport(job, m_engine);
        });
        return [this, job, failure] {
            if (!failure.isEmpty())
                m_window.showMessage(Severity::error, failure);
            else if (m_runs.result() && m_runs.result()->output == job.result.output)
                m_window.provideOutputFile(
                    QDir(job.choices.folder).filePath(fileNames(job.choices).constFirst()));
        };
    });
}

void SharedOutput::removeOld() {
    m_writing.post([folder = m_folder]() -> Background::Delivery {
        const QDateTime oldest = QDateTime::currentDateTime().addDays(-kKeptDays);
        const auto entries =
            QDir(folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks);
        for (const QFileInfo& entry : entries)
            if (entry.lastModified() < oldest)
                QDir(entry.absoluteFilePath()).removeRecursively();
        return {};
    });
}

} // namespace tonegraft
