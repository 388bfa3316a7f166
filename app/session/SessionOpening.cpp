// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/PathText.h"
#include "app/job/ClipLoader.h"
#include "app/job/ClipTiles.h"
#include "app/job/ShownJob.h"
#include "app/session/SessionState.h"
#include "app/system/Failure.h"

#include <QCoreApplication>

#include <map>
#include <set>
#include <system_error>
#include <utility>

namespace tonegraft {

namespace {

namespace fs = std::filesystem;

QString tr(const char* text) {
    return QCoreApplication::translate("SessionState", text);
}

class Opener {
public:
    Opener(const SessionFolder& folder, FileHashes& hashes, const EngineFunctions& engine)
        : m_folder(folder), m_hashes(hashes), m_engine(engine), m_file(folder.read()) {}

    OpenedSession open() {
        findClips();
        OpenedSession opened;
        opened.state.shown = makingOf(m_file.shown);
        opened.state.shown.clips = foundOf(*opened.state.shown.clips);
        TakeId id = m_file.takes.size(); // the newest first
        for (std::size_t i = 0; i < m_file.takes.size(); ++i, --id) {
            TakePointer take;
            const QString failure = failureOf([&] { take = takeOf(m_file.takes[i], id); });
            if (!failure.isEmpty()) {
                m_problems << failure;
                opened.isWhole = false;
                continue;
            }
            opened.state.takes.push_back(take);
            if (static_cast<int>(i) == m_file.output)
                opened.state.output = id;
        }
        opened.problems = m_problems;
        return opened;
    }

private:
    void findClips() {
        m_clips.resize(m_file.clips.size());
        for (std::size_t i = 0; i < m_file.clips.size(); ++i)
            m_clips[i] = clipOf(m_file.clips[i], roleOf(static_cast<int>(i)));
    }

    /// What is a content anywhere must be one that may be.
    ClipRole roleOf(int index) const {
        if (m_file.shown.content == index)
            return ClipRole::content;
        for (const SessionTake& take : m_file.takes)
            if (take.making.content == index)
                return ClipRole::content;
        return ClipRole::style;
    }

    ShownClip clipOf(const SessionClip& clip, ClipRole role) {
        ShownClip shown;
        const fs::path file = fileOf(clip);
        QString failure = file.empty()
                              ? tr("%1 was not found where it was, %2. Its takes are heard "
                                   "all the same; open it with Content… or Style… to have it "
                                   "back.")
                                    .arg(QString::fromStdString(clip.name),
                                         QString::fromStdString(pathText(clip.path)))
                              : QString();
        if (!file.empty())
            failure = failureOf([&] { shown = readOnce(file, role); });
        if (failure.isEmpty())
            return shown;
        m_problems << failure;
        // Its takes are heard without it.
        shown.file = m_folder.path() / clip.path;
        m_hashes.setMissing(shown.file, clip.sha256);
        shown.path = QString::fromStdString(clip.path);
        shown.name = QString::fromStdString(clip.name);
        shown.clip = std::make_shared<const AudioClip>();
        return shown;
    }

    /// A file that several clips name is decoded once.
    ShownClip readOnce(const fs::path& file, ClipRole role) {
        const auto key = std::make_pair(file, role);
        const auto known = m_read.find(key);
        return known != m_read.end() ? known->second
                                     : m_read[key] = readShownClip(m_engine, role, file);
    }

    /// Empty: it is nowhere.
    fs::path fileOf(const SessionClip& clip) {
        const fs::path name = fs::path(clip.path).filename();
        const fs::path first = (m_folder.path() / clip.path).lexically_normal();
        std::vector<fs::path> places{first, m_folder.path() / name,
                                     m_folder.path() / "clips" / name,
                                     m_folder.path().parent_path() / name};
        for (const fs::path& found : m_foundIn)
            places.push_back(found / name);
        fs::path changed;
        for (const fs::path& place : places) {
            const std::string hash = m_hashes.of(place);
            if (hash.empty())
                continue;
            if (clip.sha256.empty() || hash == clip.sha256) {
                m_foundIn.insert(place.parent_path());
                return place;
            }
            if (place == first)
                changed = place;
        }
        if (!changed.empty())
            m_problems << tr("%1 has changed since the session was saved.")
                              .arg(QString::fromStdString(clip.name));
        return changed;
    }

    ShownClip at(int index) const {
        return index < 0 ? ShownClip() : m_clips[static_cast<std::size_t>(index)];
    }

    Making makingOf(const SessionMaking& making) const {
        return {making.settings,
                std::make_shared<const ClipPair>(ClipPair{at(making.content), at(making.style)}),
                making.contentRegion, making.styleRegion};
    }

    /// The window shows no stand-ins.
    static std::shared_ptr<const ClipPair> foundOf(ClipPair clips) {
        for (ShownClip* clip : {&clips.content, &clips.style})
            if (clip->clip && clip->clip->empty())
                *clip = {};
        return std::make_shared<const ClipPair>(std::move(clips));
    }

    TakePointer takeOf(const SessionTake& saved, TakeId id) const {
        const Making making = makingOf(saved.making);
        auto result = std::make_shared<TransferResult>(saved.result);
        result->settings = making.settings;
        result->output = soundOf(saved);
        auto take = std::make_shared<Take>();
        take->id = id;
        take->name = QString::fromStdString(saved.name);
        take->note = QString::fromStdString(saved.note);
        take->starred = saved.starred;
        ShownResult& shown = take->shown;
        shown.result = result;
        shown.clips = making.clips;
        shown.contentRegion = making.contentRegion;
        shown.styleRegion = making.styleRegion;
        shown.measures = saved.measures;
        shown.output = heardOf(shown);
        shown.spectrogram = tilesOfClip(*shown.output, m_engine.spectrogram);
        shown.waveform = std::make_shared<const Waveform>(shown.output);
        shown.loudness = m_engine.loudness(*shown.output);
        take->thumbnail = takeThumbnail(shown.spectrogram.get());
        return take;
    }

    AudioClip soundOf(const SessionTake& saved) const {
        m_folder.requireOwnSound(saved.sound);
        return m_engine.read(m_folder.soundFile(saved.sound), {}).clip;
    }

    std::shared_ptr<const AudioClip> heardOf(const ShownResult& shown) const {
        const std::shared_ptr<const AudioClip> alone(shown.result, &shown.result->output);
        const auto& content = shown.clips->content.clip;
        // Of a clip that is gone, or shorter now, nothing is around it.
        if (!content || !beginsInside(*content, shown.contentRegion) ||
            coversAll(*content, shown.contentRegion))
            return alone;
        return std::make_shared<const AudioClip>(
            inItsPlace(jobOf(shown), shown.result->output).clip);
    }

    const SessionFolder& m_folder;
    FileHashes& m_hashes;
    const EngineFunctions& m_engine;
    SessionFile m_file;
    std::vector<ShownClip> m_clips; // of m_file.clips
    std::map<std::pair<fs::path, ClipRole>, ShownClip> m_read;
    std::set<fs::path> m_foundIn;
    QStringList m_problems;
};

} // namespace

OpenedSession openState(const SessionFolder& folder, FileHashes& hashes,
                        const EngineFunctions& engine) {
    return Opener(folder, hashes, engine).open();
}

} // namespace tonegraft
