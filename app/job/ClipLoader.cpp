// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/job/ClipLoader.h"

#include "app/job/ClipTiles.h"
#include "app/system/Failure.h"
#include "tonegraft/Machine.h"
#include "ui/kit/FileName.h"
#include "ui/kit/Translated.h"

#include <QFile>

#include <utility>

namespace tonegraft {

ShownClip readShownClip(const EngineFunctions& engine, ClipRole role,
                        const std::filesystem::path& path) {
    ReadOptions options;
    options.role = role;
    LoadedClip loaded = engine.read(path, options);
    ShownClip shown;
    shown.file = path;
    shown.path = nameOfBytes(path.c_str());
    shown.name = QFile::decodeName(path.filename().c_str());
    shown.formatName = QString::fromStdString(loaded.formatName);
    for (const Message& warning : loaded.warnings)
        shown.warnings.append(worded(warning));
    shown.clip = std::make_shared<const AudioClip>(std::move(loaded.clip));
    requireMemoryForTiles(*shown.clip, path, availableMemoryBytes());
    shown.spectrogram = tilesOfClip(*shown.clip, engine.spectrogram);
    shown.loudness = engine.loudness(*shown.clip);
    return withPictures(std::move(shown));
}

ClipLoader::ClipLoader(EngineFunctions engine, QObject* parent)
    : QObject(parent), m_engine(std::move(engine)),
      m_availableMemory(availableMemoryBytes), m_backgrounds{Background(QStringLiteral("content")),
                                                             Background(QStringLiteral("style"))} {}

// Each clip is held against the memory that is free before it takes its own: two at a time would
// share what is enough for one.
ShownClip ClipLoader::read(ClipRole role, const std::filesystem::path& path) {
    constexpr std::uint64_t kEnoughForTwo = std::uint64_t{4} << 30U;
    std::unique_lock<std::mutex> alone(m_reading, std::defer_lock);
    if (m_availableMemory() < kEnoughForTwo)
        alone.lock();
    return readShownClip(m_engine, role, path);
}

void ClipLoader::load(ClipRole role, const std::filesystem::path& path) {
    background(role).replace([this, role, path]() -> Background::Delivery {
        if (m_isSession && m_isSession(path))
            return [this, role, path] { Q_EMIT sessionFound(role, path); };
        ShownClip clip;
        const QString failure = failureOf([&] { clip = read(role, path); });
        return [this, role, clip = std::move(clip), failure] {
            if (failure.isEmpty())
                Q_EMIT loaded(role, clip);
            else
                Q_EMIT failed(role, failure);
        };
    });
}

void ClipLoader::drop(ClipRole role) {
    background(role).drop();
}

bool ClipLoader::working() const {
    return m_backgrounds[0].working() || m_backgrounds[1].working();
}

} // namespace tonegraft
