// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ProjectSession.h"

#include "app/files/OutputName.h"
#include "app/files/ReaperProject.h"
#include "app/system/Failure.h"
#include "app/window/ExportFiles.h"
#include "ui/takes/TakesPanel.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <set>
#include <utility>

namespace tonegraft {

namespace {

/// What a project is made of; values, so that it can be written while the window goes on.
struct ProjectJob {
    QString path;
    QString folder;                 ///< of the sounds
    std::vector<TakePointer> takes; ///< the oldest first
    TakeId chosen = 0;
};

/// The takes of one pair of clips.
struct Pair {
    const ClipPair* clips;
    ReaperTrack track;
};

ReaperTrack trackOf(const ShownClip& clip) {
    const double seconds = clip.clip ? clip.clip->durationSeconds() : 0.0;
    const QString path = QFileInfo(clip.path).absoluteFilePath();
    return {
        clip.name.toStdString(), {{clip.name.toStdString(), path.toStdString(), seconds}}, 0, true};
}

bool samePair(const ClipPair& one, const ClipPair& other) {
    return one.content.file == other.content.file && one.style.file == other.style.file;
}

/// Its name among those that are taken.
std::string freeName(const Take& take, std::set<std::string>& taken) {
    const std::string name = fileNameOf(take.name.toStdString());
    std::string free = name;
    for (int number = 2; !taken.insert(free).second; ++number)
        free = numberedName(name, NamePattern::spoken, number);
    return free;
}

/// Writes the sounds. Throws Error.
std::vector<Pair> writtenTakes(const ProjectJob& job, const EngineFunctions& engine) {
    std::vector<Pair> pairs;
    std::set<std::string> taken;
    for (const TakePointer& take : job.takes) {
        ExportJob sound;
        sound.result = take->shown;
        sound.choices.folder = job.folder;
        sound.choices.name = QString::fromStdString(freeName(*take, taken));
        writeExport(sound, engine);
        auto pair = std::find_if(pairs.begin(), pairs.end(), [&](const Pair& other) {
            return samePair(*other.clips, *take->shown.clips);
        });
        if (pair == pairs.end())
            pair = pairs.insert(pair, {take->shown.clips.get(),
                                       {pairName(*take->shown.clips).toStdString(), {}, 0, false}});
        if (take->id == job.chosen)
            pair->track.chosen = pair->track.takes.size();
        const QString file =
            QFileInfo(job.folder).fileName() + QLatin1Char('/') + fileNames(sound.choices).value(0);
        pair->track.takes.push_back(
            {take->name.toStdString(), file.toStdString(), take->shown.output->durationSeconds()});
    }
    return pairs;
}

void writeProject(const ProjectJob& job, const EngineFunctions& engine) {
    QDir().mkpath(job.folder);
    std::vector<ReaperTrack> tracks;
    std::set<std::filesystem::path> clips;
    for (const Pair& pair : writtenTakes(job, engine)) {
        tracks.push_back(pair.track);
        for (const ShownClip* clip : {&pair.clips->content, &pair.clips->style})
            if (clips.insert(clip->file).second)
                tracks.push_back(trackOf(*clip));
    }
    const int sampleRateHz = job.takes.front()->shown.output->sampleRateHz;
    engine.writeFile(QFile::encodeName(job.path).toStdString(),
                     reaperProject(tracks, sampleRateHz));
}

} // namespace

ProjectSession::ProjectSession(MainWindow& window, const TakeList& takes, EngineFunctions engine,
                               QObject* parent)
    : QObject(parent), m_window(window), m_takes(takes), m_engine(std::move(engine)),
      m_writing(QStringLiteral("project")) {
    connect(window.takes(), &TakesPanel::projectWanted, this, &ProjectSession::write);
}

void ProjectSession::write(const QString& path) {
    ProjectJob job;
    const QFileInfo file(path);
    job.path = path;
    job.folder = file.absoluteDir().filePath(tr("%1 takes").arg(file.completeBaseName()));
    job.takes.assign(m_takes.takes().rbegin(), m_takes.takes().rend());
    job.chosen = m_window.takes()->current();
    if (job.takes.empty())
        return;
    m_window.showNote(tr("Exporting…"));
    m_writing.post([this, job]() -> Background::Delivery {
        const QString failure = failureOf([&] { writeProject(job, m_engine); });
        return [this, job, failure] {
            if (failure.isEmpty())
                m_window.showNote(tr("Exported %1").arg(QFileInfo(job.path).fileName()));
            else
                m_window.showMessage(Severity::error, failure);
        };
    });
}

} // namespace tonegraft
