// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ExportSession.h"

#include "app/files/OutputName.h"
#include "app/system/Failure.h"
#include "tonegraft/OutputFiles.h"

#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>

#include <algorithm>
#include <utility>

namespace tonegraft {

namespace {

QString shownPath(const ExportChoices& choices) {
    return QDir(choices.folder).filePath(fileNames(choices).value(0));
}

} // namespace

ExportSession::ExportSession(MainWindow& window, RunSession& runs, const TakeList& takes,
                             EngineFunctions engine, QObject* parent)
    : QObject(parent), m_window(window), m_runs(runs), m_takes(takes), m_engine(std::move(engine)),
      m_writing(QStringLiteral("export")), m_copying(QStringLiteral("copy")) {
    connect(&window, &MainWindow::exportRequested, this, &ExportSession::onExport);
    connect(&window, &MainWindow::figureCopyRequested, this, &ExportSession::onCopyFigure);
    connect(&runs, &RunSession::resultChanged, this, &ExportSession::propose);
    connect(&takes, &TakeList::changed, this, &ExportSession::propose);
    connect(&runs, &RunSession::finished, this, &ExportSession::onFinished);
    connect(&runs, &RunSession::runFailed, this, &ExportSession::giveUpWaiting);
    connect(&window, &MainWindow::regionChanged, this, &ExportSession::propose);
    connect(&window, &MainWindow::namingChanged, this, &ExportSession::propose);
}

void ExportSession::setClips(const ShownClip& content, const ShownClip& style) {
    m_content = content;
    m_style = style;
    giveUpWaiting();
}

void ExportSession::setChoices(const ExportChoices& choices) {
    m_choices = choices;
    propose();
}

bool ExportSession::isWritten(const ShownResult& shown) const {
    return std::any_of(m_written.begin(), m_written.end(),
                       [&](const auto& written) { return written.lock() == shown.result; });
}

const std::optional<ShownResult>& ExportSession::resultOf(const ExportChoices& choices) const {
    return choices.result == ExportedResult::output ? m_runs.result() : m_runs.previousResult();
}

void ExportSession::finish() {
    m_copying.drop();
    m_writing.finish();
}

void ExportSession::onExport(const ExportChoices& choices) {
    setChoices(choices);
    const std::optional<ShownResult>& shown = resultOf(choices);
    if (!shown) {
        m_window.showMessage(Severity::error,
                             tr("There is no result to export yet. Press Run first."));
        return;
    }
    if (const QString clip = clipReplacedBy(choices, *shown); !clip.isEmpty()) {
        m_window.showMessage(Severity::error,
                             tr("%1 is one of the clips and would be lost. Nothing was written; "
                                "choose another name or folder.")
                                 .arg(clip));
        return;
    }
    if (choices.result == ExportedResult::previous || !m_runs.isPreview()) {
        write(choices);
        return;
    }
    m_waiting.push_back(choices);
    m_window.showMessage(Severity::information,
                         tr("What you hear is a preview. Its final version is being made and then "
                            "written to %1.")
                             .arg(shownPath(choices)));
    m_runs.finalize();
}

QString ExportSession::clipReplacedBy(const ExportChoices& choices,
                                      const ShownResult& shown) const {
    for (const QString& name : fileNames(choices)) {
        const QString path = QDir(choices.folder).filePath(name);
        const std::filesystem::path target(QFile::encodeName(path).toStdString());
        for (const ShownClip* clip :
             {&m_content, &m_style, &shown.clips->content, &shown.clips->style})
            if (sameTarget(target, clip->file))
                return name;
    }
    return {};
}

/// What waited was to be the final version of a preview.
void ExportSession::onFinished() {
    if (m_runs.isPreview())
        return;
    for (const ExportChoices& choices : std::exchange(m_waiting, {}))
        write(choices);
}

void ExportSession::giveUpWaiting() {
    for (const ExportChoices& choices : std::exchange(m_waiting, {}))
        m_window.showMessage(
            Severity::warning,
            tr("%1 was not written: its final version was not finished.").arg(shownPath(choices)));
}

void ExportSession::write(const ExportChoices& choices) {
    const ExportJob job = jobOf(choices);
    m_window.showNote(tr("Exporting…"));
    m_writing.post([this, job]() -> Background::Delivery {
        const QString failure = failureOf([&] { writeExport(job, m_engine); });
        return [this, job, failure] {
            if (!failure.isEmpty()) {
                m_window.showMessage(Severity::error, failure);
                return;
            }
            if (job.choices.sound)
                m_written.push_back(job.result.result);
            m_window.showNote(
                tr("Exported %1").arg(fileNames(job.choices).join(QStringLiteral(", "))));
        };
    });
}

void ExportSession::onCopyFigure() {
    const auto output =
        m_runs.result() ? m_runs.result()->spectrogram : std::shared_ptr<const SpectrogramTiles>();
    if (!m_content.spectrogram && !m_style.spectrogram) {
        m_window.showNote(tr("There is nothing to copy yet"));
        return;
    }
    m_copying.replace([this, content = m_content, style = m_style, output,
                       look = m_window.look()]() -> Background::Delivery {
        QImage figure;
        const QString failure = failureOf(
            [&] { figure = transferFigure(figureParts(content, style, output.get()), look); });
        return [this, figure, failure] {
            if (!failure.isEmpty()) {
                m_window.showMessage(Severity::error, failure);
                return;
            }
            QGuiApplication::clipboard()->setImage(figure);
            m_window.showNote(tr("Spectrograms copied"));
        };
    });
}

std::optional<ClipRegion> ExportSession::chosenRegion() const {
    const auto region = m_window.region(ClipRole::content);
    const auto& shown = m_runs.result();
    if (!region || !m_content.clip || !shown || shown->clips->content.clip != m_content.clip)
        return std::nullopt;
    return clipRegion(region, *m_content.clip);
}

ExportJob ExportSession::jobOf(const ExportChoices& choices) const {
    ExportJob job{choices, *resultOf(choices), m_window.look(), std::nullopt};
    // As it is heard: the result before is heard unmixed.
    job.choices.mix = choices.result == ExportedResult::output ? m_window.mix() : 1.0;
    if (choices.result == ExportedResult::output && !choices.whole)
        job.part = chosenRegion();
    return job;
}

std::optional<ExportableResult> ExportSession::exportable(ExportedResult which) const {
    ExportChoices choices = m_choices;
    choices.result = which;
    const std::optional<ShownResult>& shown = resultOf(choices);
    if (!shown)
        return std::nullopt;
    const NamePattern pattern = m_window.namesOf2018() ? NamePattern::of2018 : NamePattern::spoken;
    const std::string name = outputNameOf(*shown, m_takes, pattern);
    const bool joined = shown->output.get() != &shown->result->output;
    return ExportableResult{freeFileName(choices.folder, name, pattern, endingsOf(choices)),
                            joined || (which == ExportedResult::output && chosenRegion())};
}

/// The content's folder is the first guess, and what was chosen instead holds for this content.
void ExportSession::followContent(const ShownResult& shown) {
    const QString& content = shown.clips->content.path;
    const QString folder = QFileInfo(content).absolutePath();
    const bool lost = m_choices.folder.isEmpty() || !QFileInfo(m_choices.folder).isDir();
    if (lost || (content != m_folderOf && QFileInfo(folder).isWritable()))
        m_choices.folder = folder;
    m_folderOf = content;
}

void ExportSession::propose() {
    const auto& shown = m_runs.result() ? m_runs.result() : m_runs.previousResult();
    if (shown)
        followContent(*shown);
    m_window.setExportProposal(
        {m_choices, exportable(ExportedResult::output), exportable(ExportedResult::previous)});
}

} // namespace tonegraft
