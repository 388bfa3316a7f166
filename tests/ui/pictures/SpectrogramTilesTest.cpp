// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/SpectrogramTiles.h"
#include "Synthetic.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr double kHalfStepDb = 0.5 / kLevelCodesPerDb;
constexpr double kLogarithmDb = 1e-4; // the fast logarithm's error

/// Noise of known bins, so that the loudest of some frames is not their first or last.
Spectrogram noise(int frames, int bins) {
    Spectrogram spectrogram{22050, 2 * (bins - 1), (bins - 1) / 2, bins, frames, {}};
    std::uint32_t state = 1;
    spectrogram.magnitudes.resize(static_cast<std::size_t>(frames) * bins);
    for (float& magnitude : spectrogram.magnitudes) {
        state = state * 1664525U + 1013904223U;
        magnitude = static_cast<float>(state >> 8U) / 16777216.0F;
    }
    return spectrogram;
}

/// The same frames, `perPart` at a time.
std::shared_ptr<const SpectrogramTiles> builtInParts(const Spectrogram& whole, int perPart) {
    SpectrogramTilesBuilder builder;
    for (int first = 0; first < whole.frames; first += perPart) {
        Spectrogram part = whole;
        part.frames = std::min(perPart, whole.frames - first);
        const auto begin =
            whole.magnitudes.begin() + static_cast<std::ptrdiff_t>(first) * whole.bins;
        part.magnitudes.assign(begin,
                               begin + static_cast<std::ptrdiff_t>(part.frames) * whole.bins);
        builder.append(part);
    }
    return builder.finish();
}

} // namespace

class SpectrogramTilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void levelsAreKeptToHalfAStep() {
        for (double db = -191.0; db < 63.0; db += 0.0973) {
            const LevelCode code = levelCodeOf(static_cast<float>(std::pow(10.0, db / 20.0)));
            QVERIFY2(std::abs(levelOf(code) - db) <= kHalfStepDb + kLogarithmDb,
                     qPrintable(QString::number(db)));
            QVERIFY(std::abs(levelOf(levelCodeOfDb(db)) - db) <= kHalfStepDb + 1e-9);
        }
    }

    void silenceIsSilenceAndExtremesAreClamped() {
        QCOMPARE(levelCodeOf(0.0F), kSilence);
        QCOMPARE(levelCodeOf(std::numeric_limits<float>::min()), kSilence);
        QCOMPARE(levelCodeOf(std::numeric_limits<float>::denorm_min()), kSilence);
        QCOMPARE(levelOf(kSilence), -std::numeric_limits<double>::infinity());
        QCOMPARE(levelCodeOf(1e30F), LevelCode{INT16_MAX});
        QCOMPARE(levelCodeOfDb(-std::numeric_limits<double>::infinity()), kSilence);
        QCOMPARE(levelOf(levelCodeOf(1.0F)), 0.0);
    }

    void theFinestResolutionHoldsEveryFrame() {
        const Spectrogram spectrogram = noise(700, 65);
        const auto tiles = tilesOf(spectrogram);
        QCOMPARE(tiles->frames(0), 700);
        QCOMPARE(tiles->bins(), 65);
        for (int frame = 0; frame < 700; ++frame) {
            for (int bin = 0; bin < 65; ++bin) {
                const float magnitude =
                    spectrogram.magnitudes[static_cast<std::size_t>(frame) * 65 + bin];
                QCOMPARE(tiles->frame(0, frame)[bin], levelCodeOf(magnitude));
            }
        }
    }

    void aCoarserFrameHoldsTheLoudestOfItsFour() {
        const auto tiles = tilesOf(noise(4 * 256 * 4 + 3, 9));
        QCOMPARE(tiles->resolutions(), 4); // 4099, 1025, 257 and 65 frames
        QCOMPARE(tiles->frames(3), 65);
        for (int coarse = 1; coarse < tiles->resolutions(); ++coarse) {
            for (int frame = 0; frame < tiles->frames(coarse); ++frame) {
                for (int bin = 0; bin < tiles->bins(); ++bin) {
                    LevelCode loudest = kSilence;
                    const int end = std::min(4 * frame + 4, tiles->frames(coarse - 1));
                    for (int fine = 4 * frame; fine < end; ++fine) {
                        loudest = std::max(loudest, tiles->frame(coarse - 1, fine)[bin]);
                    }
                    QCOMPARE(tiles->frame(coarse, frame)[bin], loudest);
                }
            }
        }
    }

    void theCoarsestResolutionFitsIntoOneTile() {
        for (const int frames : {1, 255, 256, 257, 1024, 1025, 20000}) {
            const auto tiles = tilesOf(noise(frames, 5));
            QVERIFY(tiles->frames(tiles->resolutions() - 1) <= SpectrogramTiles::kFramesPerTile);
        }
    }

    void partsOfAnySizeGiveTheSameTiles() {
        const Spectrogram whole = noise(1500, 17);
        const auto expected = tilesOf(whole);
        for (const int perPart : {1, 100, 256, 512, 1499}) {
            const auto tiles = builtInParts(whole, perPart);
            QCOMPARE(tiles->frames(0), 1500);
            QCOMPARE(tiles->loudest(), expected->loudest());
            QCOMPARE(tiles->bytes(), expected->bytes());
            for (int resolution = 0; resolution < tiles->resolutions(); ++resolution) {
                for (int frame = 0; frame < tiles->frames(resolution); ++frame) {
                    QVERIFY(std::equal(tiles->frame(resolution, frame),
                                       tiles->frame(resolution, frame) + tiles->bins(),
                                       expected->frame(resolution, frame)));
                }
            }
        }
    }

    void aLevelTakesTwoBytesAndAThird() {
        const auto tiles = tilesOf(noise(20000, 33));
        const double bytesPerLevel = static_cast<double>(tiles->bytes()) / (20000.0 * 33.0);
        QVERIFY(bytesPerLevel < 2.0 * 4.0 / 3.0 + 0.01);
    }

    void theDurationIsTheClipsOrReachesTheLastFrame() {
        SpectrogramTilesBuilder builder;
        builder.append(noise(101, 65));
        QCOMPARE(builder.finish(7.5)->durationSeconds(), 7.5);
        const auto tiles = tilesOf(noise(101, 65));
        QCOMPARE(tiles->durationSeconds(), tiles->secondsOfFrame(100));
        QVERIFY(tilesOf({})->empty());
    }

    void levelsAreReadAtTimesAndFrequencies() {
        const auto tiles = tilesOf(toneSpectrogram(1000.0, 600));
        QCOMPARE(levelAt(*tiles, 1.0, 1000.0), 0.0);
        QVERIFY(std::abs(levelAt(*tiles, 12.0, 3000.0) + 120.0) < kHalfStepDb + kLogarithmDb);
        QVERIFY(std::isnan(levelAt(*tiles, tiles->durationSeconds() + 1.0, 1000.0)));
        QVERIFY(std::isnan(levelAt(*tiles, -1.0, 1000.0)));
        QVERIFY(std::isnan(levelAt(*tiles, 1.0, 12000.0)));
        QCOMPARE(peakDb(*tiles), 0.0);
    }
};

QTEST_GUILESS_MAIN(SpectrogramTilesTest)
#include "SpectrogramTilesTest.moc"
