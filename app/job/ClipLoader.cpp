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
    : QObject(parent),
      m_engine(std::move(engine)), m_backgrounds{Background(QStringLiteral("content")),
                                                 Background(QStringLiteral("style"))} {}

void ClipLoader::load(ClipRole role, const std::filesystem::path& path) {
    background(role).replace([this, role, path]() -> Background::Delivery {
        ShownClip clip;
        const QString failure = failureOf([&] { clip = readShownClip(m_engine, role, path); });
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
