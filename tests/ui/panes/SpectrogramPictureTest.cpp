// SPDX-License-Identifier: GPL-3.0-or-later
#include "Synthetic.h"
#include "ui/pictures/SpectrogramImage.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr QRgb kOutside = qRgb(1, 2, 3);
constexpr QSize kSize(300, 120);

/// Every frame and bin differs, so that a column in the wrong place shows.
Spectrogram flicker(int frames) {
    Spectrogram spectrogram = toneSpectrogram(1000.0, frames);
    std::uint32_t noise = 7;
    for (float& magnitude : spectrogram.magnitudes) {
        noise = noise * 1664525U + 1013904223U;
        magnitude = static_cast<float>(std::pow(10.0, -4.0 * (noise >> 8U) / 16777216.0));
    }
    return spectrogram;
}

Spectrogram level(double db, int frames) {
    Spectrogram spectrogram = toneSpectrogram(1000.0, frames);
    std::fill(spectrogram.magnitudes.begin(), spectrogram.magnitudes.end(),
              static_cast<float>(std::pow(10.0, db / 20.0)));
    return spectrogram;
}

PictureContent contentOf(std::shared_ptr<const SpectrogramTiles> tiles) {
    PictureContent content;
    content.tiles = std::move(tiles);
    content.colors = ColorScale(ColorMap::grey, -80.0, 0.0);
    content.axis = FrequencyAxis::upTo(FrequencyScale::mel, 11025.0);
    content.outside = kOutside;
    return content;
}

QImage fresh(const PictureContent& content, TimeRange range) {
    SpectrogramPicture picture;
    picture.setContent(content);
    return picture.image(range, kSize).copy();
}

} // namespace

class SpectrogramPictureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aScrolledPictureIsTheOneThatWouldBeDrawnThere_data() {
        QTest::addColumn<double>("visibleSeconds");
        QTest::newRow("frames wider than a pixel") << 1.0;
        QTest::newRow("some frames a pixel") << 20.0;
        QTest::newRow("a coarser resolution") << 60.0;
    }
    void aScrolledPictureIsTheOneThatWouldBeDrawnThere() {
        QFETCH(double, visibleSeconds);
        const PictureContent content = contentOf(tilesOf(flicker(4000)));
        const double pixel = visibleSeconds / kSize.width();
        SpectrogramPicture picture;
        picture.setContent(content);
        double start = 3.0;
        picture.image({start, start + visibleSeconds}, kSize);
        for (const int columns : {1, 7, 40, -3, -90, 299, -299, 300, 1000, -2000, 0}) {
            start += columns * pixel;
            const TimeRange range{start, start + visibleSeconds};
            const QImage scrolled = picture.image(range, kSize).copy();
            QCOMPARE(picture.columnsRendered(), std::min(std::abs(columns), kSize.width()));
            QCOMPARE(scrolled, fresh(content, range));
        }
    }

    void anythingElseThatChangesRendersAnew() {
        PictureContent content = contentOf(tilesOf(flicker(500)));
        SpectrogramPicture picture;
        picture.setContent(content);
        const TimeRange range{1.0, 4.0};
        picture.image(range, kSize);
        picture.setContent(content);
        picture.image(range, kSize);
        QCOMPARE(picture.columnsRendered(), 0); // the same again costs nothing
        picture.image({1.0, 4.5}, kSize);
        QCOMPARE(picture.columnsRendered(), kSize.width());
        content.colors = ColorScale(ColorMap::viridis, -80.0, 0.0);
        picture.setContent(content);
        QCOMPARE(picture.image({1.0, 4.5}, kSize).copy(), fresh(content, {1.0, 4.5}));
        content.axis = FrequencyAxis(FrequencyScale::linear, 500.0, 2000.0);
        picture.setContent(content);
        QCOMPARE(picture.image({1.0, 4.5}, kSize).copy(), fresh(content, {1.0, 4.5}));
        content.tiles = tilesOf(flicker(490));
        picture.setContent(content);
        QCOMPARE(picture.image({1.0, 4.5}, kSize).copy(), fresh(content, {1.0, 4.5}));
    }

    void aShiftedClipStandsAtItsTime() {
        PictureContent content = contentOf(tilesOf(flicker(200)));
        const double pixel = 6.0 / kSize.width();
        const QImage there = fresh(content, {0.0, 6.0});
        content.startSeconds = 50 * pixel;
        const QImage later = fresh(content, {0.0, 6.0});
        QCOMPARE(later.copy(50, 0, 200, kSize.height()), there.copy(0, 0, 200, kSize.height()));
        QCOMPARE(later.pixel(48, 60), kOutside);
    }

    void aDifferenceIsBlackWhereNothingDiffersAndTwoArmedElsewhere() {
        PictureContent content = contentOf(tilesOf(level(-30.0, 200)));
        content.colors = ColorScale(ColorMap::difference, -30.0, 30.0);
        content.quietestDb = -80.0;
        const auto colorOver = [&](double db) {
            content.minus = tilesOf(level(db, 200));
            return QColor(fresh(content, {0.0, 2.0}).pixel(100, 60));
        };
        const ColorTable& table = colorTable(ColorMap::difference);
        QCOMPARE(colorOver(-30.0), QColor(table[128]));
        QCOMPARE(colorOver(0.0), QColor(table[0]));
        QCOMPARE(colorOver(-60.0), QColor(table[255]));
        QCOMPARE(colorOver(-45.0), QColor(content.colors.colorOf(15.0)));
        // What cannot be seen is no difference, however many dB lie below the floor.
        content.tiles = tilesOf(level(-90.0, 200));
        QCOMPARE(colorOver(-180.0), QColor(table[128]));
    }

    void aDifferenceIsShownWhereThereAreBoth() {
        PictureContent content = contentOf(tilesOf(level(-30.0, 200)));
        content.minus = tilesOf(level(-40.0, 100));
        content.colors = ColorScale(ColorMap::difference, -30.0, 30.0);
        const double seconds = content.tiles->durationSeconds();
        const QImage image = fresh(content, {0.0, seconds});
        QVERIFY(image.pixel(100, 60) != kOutside);
        QCOMPARE(image.pixel(200, 60), kOutside);
    }

    void noPictureOfNothing() {
        SpectrogramPicture picture;
        QVERIFY(picture.image({0.0, 1.0}, QSize()).isNull());
        picture.setContent(contentOf(nullptr));
        QCOMPARE(picture.image({0.0, 1.0}, kSize).pixel(5, 5), kOutside);
        picture.setContent(contentOf(tilesOf(level(-10.0, 50))));
        QCOMPARE(picture.image({0.0, 0.0}, kSize).pixel(5, 5), kOutside);
        QVERIFY(picture.image({0.0, 1.0}, kSize).pixel(5, 60) != kOutside);
    }
};

QTEST_GUILESS_MAIN(SpectrogramPictureTest)
#include "SpectrogramPictureTest.moc"
