// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/SessionState.h"

#include <QCryptographicHash>

#include <fstream>
#include <iterator>
#include <system_error>

namespace tonegraft {

namespace {

namespace fs = std::filesystem;

/// Where both move together, the way from the one to the other stays.
std::string pathFrom(const fs::path& folder, const fs::path& file) {
    std::error_code error;
    const fs::path absolute = fs::absolute(file, error);
    const fs::path relative = absolute.lexically_relative(fs::absolute(folder, error));
    return (relative.empty() ? absolute : relative).string();
}

class Writer {
public:
    Writer(const SessionFolder& folder, FileHashes& hashes) : m_folder(folder), m_hashes(hashes) {}

    SessionFile fileOf(const SessionState& state) {
        SessionFile file;
        file.shown = makingOf(state.shown);
        for (const TakePointer& take : state.takes) {
            if (take->id == state.output)
                file.output = static_cast<int>(file.takes.size());
            file.takes.push_back(takeOf(*take));
        }
        file.clips = std::move(m_clips);
        return file;
    }

private:
    SessionMaking makingOf(const Making& making) {
        return {making.settings, indexOf(making.clips->content), indexOf(making.clips->style),
                making.contentRegion, making.styleRegion};
    }

    int indexOf(const ShownClip& clip) {
        if (!clip.clip)
            return -1;
        for (std::size_t i = 0; i < m_objects.size(); ++i)
            if (m_objects[i] == clip.clip.get())
                return static_cast<int>(i);
        m_objects.push_back(clip.clip.get());
        m_clips.push_back(
            {clip.name.toStdString(), pathFrom(m_folder.path(), clip.file),
             clip.clip->empty() ? m_hashes.ofMissing(clip.file) : m_hashes.latest(clip.file)});
        return static_cast<int>(m_clips.size()) - 1;
    }

    SessionTake takeOf(const Take& take) {
        SessionTake saved;
        saved.name = take.name.toStdString();
        saved.note = take.note.toStdString();
        saved.starred = take.starred;
        saved.making = makingOf(tonegraft::makingOf(take.shown));
        saved.sound = m_hashes.soundName(take.shown.result);
        saved.measures = take.shown.measures;
        const TransferResult& result = *take.shown.result;
        saved.result.outcome = result.outcome;
        saved.result.steered = result.steered;
        saved.result.losses = result.losses;
        saved.result.spectralConvergenceDb = result.spectralConvergenceDb;
        saved.result.seconds = result.seconds;
        saved.result.warnings = result.warnings;
        saved.result.figures = result.figures;
        saved.result.notes = result.notes;
        return saved;
    }

    const SessionFolder& m_folder;
    FileHashes& m_hashes;
    std::vector<SessionClip> m_clips;
    std::vector<const AudioClip*> m_objects; // of m_clips
};

} // namespace

void FileHashes::setMissing(const fs::path& file, const std::string& hash) {
    m_missing[file.lexically_normal()] = hash;
}

std::string FileHashes::ofMissing(const fs::path& file) const {
    const auto known = m_missing.find(file.lexically_normal());
    return known == m_missing.end() ? std::string() : known->second;
}

std::string FileHashes::soundName(const std::shared_ptr<const TransferResult>& result) {
    for (auto sound = m_sounds.begin(); sound != m_sounds.end();)
        sound = sound->first.expired() ? m_sounds.erase(sound) : std::next(sound);
    std::string& name = m_sounds[result];
    if (name.empty())
        name = takeSoundName(result->output);
    return name;
}

std::string FileHashes::latest(const fs::path& file) {
    const std::string now = of(file);
    return now.empty() ? m_latest[file] : now;
}

std::string FileHashes::of(const fs::path& file) {
    std::error_code error;
    const auto bytes = fs::file_size(file, error);
    const auto time = fs::last_write_time(file, error).time_since_epoch().count();
    if (error || !fs::is_regular_file(file, error))
        return {};
    const std::string key =
        file.string() + '\n' + std::to_string(bytes) + '\n' + std::to_string(time);
    const auto known = m_hashes.find(key);
    if (known != m_hashes.end())
        return m_latest[file] = known->second;
    std::ifstream stream(file, std::ios::binary); // the name may be any bytes, unlike QFile's
    QCryptographicHash hash(QCryptographicHash::Sha256);
    std::vector<char> block(1 << 16);
    while (stream.read(block.data(), static_cast<std::streamsize>(block.size())) ||
           stream.gcount() > 0)
        hash.addData({block.data(), static_cast<qsizetype>(stream.gcount())});
    if (!stream.eof())
        return {};
    const std::string digits = hash.result().toHex().toStdString();
    m_latest[file] = digits;
    return m_hashes[key] = digits;
}

void saveState(const SessionFolder& folder, const SessionState& state, FileHashes& hashes,
               const EngineFunctions& engine) {
    std::vector<std::shared_ptr<const AudioClip>> sounds;
    for (const TakePointer& take : state.takes) // lives as long as its result
        sounds.emplace_back(take->shown.result, &take->shown.result->output);
    folder.save(Writer(folder, hashes).fileOf(state), sounds,
                [&](const std::filesystem::path& path, const AudioClip& sound) {
                    WriteOptions options;
                    options.type = SoundFileType::wav;
                    options.format = SampleFormat::float32;
                    engine.write(path, sound, options);
                });
}

} // namespace tonegraft
