// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compare/ComparedMedia.h"

#include "app/job/ClipTiles.h"
#include "tonegraft/Error.h"
#include "tonegraft/OutputFiles.h"
#include "ui/pictures/SpectrogramImage.h"
#include "ui/pictures/SpectrogramLook.h"
#include "ui/pictures/SpectrogramTiles.h"

#include <QBuffer>
#include <QCoreApplication>

#include <algorithm>
#include <limits>
#include <memory>

namespace tonegraft {

namespace {

struct Media {
    Q_DECLARE_TR_FUNCTIONS(ComparedMedia)
};

constexpr QSize kPictureSize(760, 200);
constexpr double kLeastHighestHz = 1000.0;

QByteArray soundFile(const MediaSource& source) {
    return QByteArray::fromStdString(
        soundFileContent(*source.clip, {SoundFileType::flac, SampleFormat::pcm16, source.ditherSeed,
                                        source.comment}));
}

QByteArray pngFile(const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, "PNG"))
        throw Error(Media::tr("A spectrogram could not be made into a PNG.").toStdString());
    return bytes;
}

PictureScale scaleOf(const std::vector<std::shared_ptr<const SpectrogramTiles>>& spectrograms) {
    double loudestDb = -std::numeric_limits<double>::infinity();
    double highestHz = kLeastHighestHz;
    double seconds = 0.0;
    for (const auto& tiles : spectrograms) {
        loudestDb = std::max(loudestDb, peakDb(*tiles));
        highestHz = std::max(highestHz, tiles->nyquistHz());
        seconds = std::max(seconds, tiles->durationSeconds());
    }
    const SpectrogramLook look;
    return {FrequencyAxis::upTo(look.frequencyScale, highestHz), sharedScale(look, loudestDb),
            seconds};
}

} // namespace

std::optional<PageMedia> pageMedia(const std::vector<MediaSource>& sources,
                                   const EngineFunctions& engine, const RunControl& control) {
    std::vector<std::shared_ptr<const SpectrogramTiles>> spectrograms;
    spectrograms.reserve(sources.size());
    for (const MediaSource& source : sources)
        spectrograms.push_back(tilesOfClip(*source.clip, engine.spectrogram));
    PageMedia media{scaleOf(spectrograms), {}};
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (control.cancelled())
            return std::nullopt;
        const QImage image =
            spectrogramImage(*spectrograms[i], media.scale.colors, media.scale.axis,
                             {0.0, media.scale.seconds}, kPictureSize, qRgb(128, 128, 128));
        media.clips.push_back({soundFile(sources[i]), pngFile(image)});
    }
    return media;
}

} // namespace tonegraft
