// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ExportSession.h"

#include "app/Failure.h"
#include "app/OutputName.h"
#include "app/Parameters.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <utility>

namespace tonegraft {

ExportSession::ExportSession(MainWindow& window, RunSession& runs, EngineFunctions engine,
                             QObject* parent)
    : QObject(parent), m_window(window), m_runs(runs), m_engine(std::move(engine)),
      m_writing(QStringLiteral("export")) {
    connect(&window, &MainWindow::exportRequested, this, &ExportSession::onExport);
    connect(&runs, &RunSession::resultChanged, this, &ExportSession::onResultChanged);
    connect(&runs, &RunSession::runFailed, this, &ExportSession::onRunFailed);
}

void ExportSession::setClipPaths(std::filesystem::path content, std::filesystem::path style) {
    m_contentPath = std::move(content);
    m_stylePath = std::move(style);
    m_waiting.reset();
}

void ExportSession::onExport(const QString& path, SampleFormat format) {
    m_folder = QFileInfo(path).absolutePath();
    if (!m_runs.result()) {
        m_window.showMessage(Severity::error,
                             tr("There is no result to export yet. Press Run first."));
        return;
    }
    if (!m_runs.isPreview()) {
        write({path, format});
        return;
    }
    m_waiting = Request{path, format};
    m_window.showMessage(Severity::information,
                         tr("What you hear is a preview. Its final version is being made and then "
                            "written to %1.")
                             .arg(path));
    m_runs.finalize();
}

void ExportSession::onResultChanged() {
    if (!m_runs.result())
        return;
    suggestName();
    if (m_waiting && !m_runs.isPreview())
        write(*std::exchange(m_waiting, std::nullopt));
}

void ExportSession::onRunFailed() {
    if (const auto request = std::exchange(m_waiting, std::nullopt))
        m_window.showMessage(
            Severity::warning,
            tr("%1 was not written: its final version was not finished.").arg(request->path));
}

void ExportSession::write(const Request& request) {
    const ShownResult shown = *m_runs.result();
    const auto& result = shown.result;
    WriteOptions options;
    options.format = request.format;
    options.ditherSeed = result->settings.seed;
    const bool whole = shown.output.get() != &result->output;
    options.comment =
        runDescription(result->settings, {shown.contentRegion, shown.styleRegion, whole});
    if (result->outcome == Outcome::stopped)
        options.comment += " (stopped after " + std::to_string(result->losses.size()) + " steps)";
    m_writing.post([this, request, output = shown.output, options]() -> Background::Delivery {
        const std::filesystem::path path(QFile::encodeName(request.path).toStdString());
        const QString failure = failureOf([&] { m_engine.write(path, *output, options); });
        return [this, request, failure] {
            if (failure.isEmpty())
                m_window.showNote(tr("Exported %1").arg(QFileInfo(request.path).fileName()));
            else
                m_window.showMessage(Severity::error, failure);
        };
    });
}

void ExportSession::suggestName() {
    const std::string name =
        outputName(m_runs.result()->result->settings, m_contentPath, m_stylePath);
    const QString folder = !m_folder.isEmpty()
                               ? m_folder
                               : QFileInfo(QFile::decodeName(m_contentPath.c_str())).absolutePath();
    m_window.setSuggestedExportName(QDir(folder).filePath(QString::fromStdString(name)));
}

} // namespace tonegraft
