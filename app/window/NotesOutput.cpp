// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/NotesOutput.h"

#include "app/files/OutputName.h"
#include "app/job/ShownJob.h"
#include "app/system/Failure.h"
#include "app/window/ExportFiles.h"
#include "tonegraft/MidiFile.h"
#include "tonegraft/OutputFiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <utility>

namespace tonegraft {

NotesOutput::NotesOutput(MainWindow& window, const RunSession& runs, const TakeList& takes,
                         EngineFunctions engine, QString folder, QObject* parent)
    : QObject(parent), m_window(window), m_runs(runs), m_takes(takes), m_engine(std::move(engine)),
      m_folder(std::move(folder)), m_writing(QStringLiteral("notes")) {
    connect(&window, &MainWindow::notesFileWanted, this, &NotesOutput::onFileWanted);
    connect(&window, &MainWindow::notesSaveRequested, this, &NotesOutput::onSave);
    connect(&runs, &RunSession::resultChanged, this, &NotesOutput::onResultChanged);
    connect(&takes, &TakeList::changed, this, &NotesOutput::onResultChanged);
}

void NotesOutput::onResultChanged() {
    if (!m_runs.result())
        return;
    const QFileInfo content(m_runs.result()->clips->content.path);
    const QString folder = content.absolutePath();
    m_window.setNotesProposal(QDir(folder).filePath(fileName(folder)));
}

/// After the pattern of the sound's.
QString NotesOutput::fileName(const QString& folder) const {
    const ShownResult& shown = *m_runs.result();
    const NamePattern pattern = m_window.namesOf2018() ? NamePattern::of2018 : NamePattern::spoken;
    const std::string name = outputNameOf(shown, m_takes, pattern);
    return freeFileName(folder, name, pattern, {kNotesEnding}) + kNotesEnding;
}

void NotesOutput::onFileWanted() {
    if (!m_runs.result())
        return;
    const QString path = QDir(m_folder).filePath(fileName(m_folder));
    write(path, [this, path, result = m_runs.result()->result] {
        if (m_runs.result() && m_runs.result()->result == result)
            m_window.provideNotesFile(path);
    });
}

void NotesOutput::onSave(const QString& path) {
    if (!m_runs.result())
        return;
    const std::filesystem::path target(QFile::encodeName(path).toStdString());
    const ClipPair& clips = *m_runs.result()->clips;
    if (sameTarget(target, clips.content.file) || sameTarget(target, clips.style.file)) {
        m_window.showMessage(Severity::error,
                             tr("%1 is one of the clips and would be lost. Nothing was written; "
                                "choose another name or folder.")
                                 .arg(QFileInfo(path).fileName()));
        return;
    }
    write(path, [this, path] {
        m_window.showNote(tr("Notes saved as %1").arg(QFileInfo(path).fileName()));
    });
}

void NotesOutput::write(const QString& path, const std::function<void()>& written) {
    m_writing.post([this, path, written,
                    notes = notesOf(jobOf(*m_runs.result()), *m_runs.result()->result)]() {
        const QString failure = failureOf([&] {
            QDir().mkpath(QFileInfo(path).absolutePath());
            m_engine.writeFile(QFile::encodeName(path).toStdString(), midiFile(notes));
        });
        return [this, failure, written] {
            if (failure.isEmpty())
                written();
            else
                m_window.showMessage(Severity::error, failure);
        };
    });
}

} // namespace tonegraft
