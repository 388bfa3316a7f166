// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/SpectrogramImage.h"
#include "Synthetic.h"
#include "ui/pictures/AxisTicks.h"
#include "ui/results/Figure.h"

#include <QLocale>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr QRgb kOutside = qRgb(1, 2, 3);
constexpr int kFrames = 100;
const ColorScale kGrey(ColorMap::grey, -80.0, 0.0);

/// Row of the brightest pixel in a column.
int brightestRow(const QImage& image, int x) {
    int row = 0;
    for (int y = 1; y < image.height(); ++y) {
        if (qGreen(image.pixel(x, y)) > qGreen(image.pixel(x, row))) {
            row = y;
        }
    }
    return row;
}

QImage spectrogramImage(const Spectrogram& spectrogram, const ColorScale& colors,
                        const FrequencyAxis& axis, TimeRange range, QSize size, QRgb outside) {
    return tonegraft::spectrogramImage(*tilesOf(spectrogram), colors, axis, range, size, outside);
}

double secondsOf(const Spectrogram& spectrogram) {
    return spectrogram.secondsOfFrame(spectrogram.frames);
}

} // namespace

class SpectrogramImageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void aToneOfOneKilohertzLiesAtOneKilohertzOnEveryAxis_data() {
        QTest::addColumn<int>("scale");
        QTest::addColumn<int>("height");
        for (const int height : {90, 400, 2000}) { // several bins a pixel, and several pixels a bin
            QTest::addRow("linear %d", height)
                << static_cast<int>(FrequencyScale::linear) << height;
            QTest::addRow("logarithmic %d", height)
                << static_cast<int>(FrequencyScale::logarithmic) << height;
            QTest::addRow("mel %d", height) << static_cast<int>(FrequencyScale::mel) << height;
        }
    }
    void aToneOfOneKilohertzLiesAtOneKilohertzOnEveryAxis() {
        QFETCH(int, scale);
        QFETCH(int, height);
        const Spectrogram tone = toneSpectrogram(1000.0, kFrames);
        const FrequencyAxis axis =
            FrequencyAxis::upTo(static_cast<FrequencyScale>(scale), tone.hzOfBin(tone.bins - 1));
        const QImage image = spectrogramImage(tone, kGrey, axis, {0.0, secondsOf(tone)},
                                              QSize(60, height), kOutside);
        const int row = brightestRow(image, 30);
        const double shownHz = axis.hzAt(1.0 - (row + 0.5) / height);
        // Exact to half a bin, or to the height of a pixel where that is more.
        const double pixelHz = axis.hzAt(1.0 - static_cast<double>(row) / height) -
                               axis.hzAt(1.0 - (row + 1.0) / height);
        const double tolerance = std::max(tone.hzOfBin(0.5), pixelHz) + 0.5 * pixelHz;
        QVERIFY2(std::abs(shownHz - 1000.0) <= tolerance,
                 qPrintable(QStringLiteral("%1 Hz").arg(shownHz)));
        QCOMPARE(qGreen(image.pixel(30, row)) > 240, true);
    }

    void aLineOfOneBinSurvivesAsLowAPictureAsTenPixels() {
        const Spectrogram tone = toneSpectrogram(5000.0, kFrames);
        const FrequencyAxis axis = FrequencyAxis::upTo(FrequencyScale::linear, 11025.0);
        const QImage image =
            spectrogramImage(tone, kGrey, axis, {0.0, secondsOf(tone)}, QSize(20, 10), kOutside);
        QCOMPARE(qGreen(image.pixel(10, brightestRow(image, 10))), 255);
    }

    void aClickOfOneFrameSurvivesAndStandsAtItsTime() {
        Spectrogram click = toneSpectrogram(1000.0, 2000);
        std::fill(click.magnitudes.begin(), click.magnitudes.end(), 1e-6F);
        const int frame = 1234;
        std::fill_n(click.magnitudes.begin() + static_cast<std::ptrdiff_t>(frame) * click.bins,
                    click.bins, 1.0F);
        const FrequencyAxis axis = FrequencyAxis::upTo(FrequencyScale::linear, 11025.0);
        const QImage image =
            spectrogramImage(click, kGrey, axis, {0.0, secondsOf(click)}, QSize(100, 50), kOutside);
        QList<int> bright;
        for (int x = 0; x < image.width(); ++x) {
            if (qGreen(image.pixel(x, 25)) > 200) {
                bright << x;
            }
        }
        QCOMPARE(bright, QList<int>{100 * frame / 2000});
    }

    void whatLiesOutsideTheClipIsLeftOut() {
        const Spectrogram tone = toneSpectrogram(1000.0, kFrames);
        const double seconds = secondsOf(tone);
        const FrequencyAxis axis = FrequencyAxis::upTo(FrequencyScale::linear, 22050.0);
        const QImage image =
            spectrogramImage(tone, kGrey, axis, {0.0, 2.0 * seconds}, QSize(100, 100), kOutside);
        QCOMPARE(image.pixel(75, 75), kOutside); // after the end
        QCOMPARE(image.pixel(25, 25), kOutside); // above the clip's 11,025 Hz
        QVERIFY(image.pixel(25, 75) != kOutside);
    }

    void zoomShowsTheSameLevelsAtTheSameTimes() {
        Spectrogram spectrogram = musicSpectrogram(220.0, 0.8, 200, 22050);
        const FrequencyAxis axis = FrequencyAxis::upTo(FrequencyScale::mel, 11025.0);
        const double second = secondsOf(spectrogram);
        const QImage whole =
            spectrogramImage(spectrogram, kGrey, axis, {0.0, second}, QSize(400, 80), kOutside);
        const QImage half = spectrogramImage(spectrogram, kGrey, axis, {0.5 * second, second},
                                             QSize(200, 80), kOutside);
        QCOMPARE(half, whole.copy(200, 0, 200, 80));
    }

    void colorsAreThoseOfTheScale() {
        Spectrogram flat = toneSpectrogram(1000.0, kFrames);
        constexpr double kTableStepDb = 0.07;
        const FrequencyAxis axis = FrequencyAxis::upTo(FrequencyScale::linear, 11025.0);
        for (const double db : {-120.0, -79.0, -43.21, -6.0, 0.0, 12.0}) {
            std::fill(flat.magnitudes.begin(), flat.magnitudes.end(),
                      static_cast<float>(std::pow(10.0, db / 20.0)));
            const QImage image = spectrogramImage(flat, kGrey, axis, {0.0, 1.0}, {8, 8}, kOutside);
            const int level = qGreen(image.pixel(4, 4));
            QVERIFY(level >= kGrey.indexOf(db - kTableStepDb));
            QVERIFY(level <= kGrey.indexOf(db + kTableStepDb));
        }
    }

    void emptyPicturesAreNoFault() {
        const FrequencyAxis axis = FrequencyAxis::upTo(FrequencyScale::mel, 11025.0);
        QVERIFY(
            spectrogramImage(Spectrogram(), kGrey, axis, {0.0, 1.0}, QSize(), kOutside).isNull());
        const QImage blank =
            spectrogramImage(Spectrogram(), kGrey, axis, {0.0, 1.0}, {4, 4}, kOutside);
        QCOMPARE(blank.pixel(2, 2), kOutside);
        const Spectrogram one = toneSpectrogram(1000.0, 1);
        QVERIFY(!spectrogramImage(one, kGrey, axis, {0.0, 0.0}, {4, 4}, kOutside).isNull());
        QVERIFY(!spectrogramImage(one, kGrey, axis, {0.0, 1.0}, {4, 4}, kOutside).isNull());
    }

    void theFigureShowsAllThreeOnOneScale() {
        const Spectrogram loud = toneSpectrogram(1000.0, kFrames);
        Spectrogram quiet = loud;
        for (float& magnitude : quiet.magnitudes) {
            magnitude *= 0.1F;
        }
        const auto loudTiles = tilesOf(loud);
        const auto quietTiles = tilesOf(quiet);
        const FigureParts parts{{loudTiles.get(), QStringLiteral("Content")},
                                {quietTiles.get(), QStringLiteral("Style")},
                                {loudTiles.get(), QStringLiteral("Output")}};
        const QImage figure = transferFigure(parts, {ColorMap::grey, FrequencyScale::linear, 80.0});
        QCOMPARE(figure.size(), kFigureSize);
        // In the middle of the page: a tone at 0 dB is white there, one at -20 dB is not.
        const int x = figure.width() / 2;
        const int third = figure.height() / 3;
        int darkestBright = 255;
        for (int part = 0; part < 3; ++part) {
            const QImage band = figure.copy(x, part * third + third / 3, 1, third / 2);
            darkestBright = std::min(darkestBright, qGreen(band.pixel(0, brightestRow(band, 0))));
        }
        const ColorScale scale = sharedScale({ColorMap::grey, FrequencyScale::linear, 80.0}, 0.0);
        QVERIFY(darkestBright <= scale.indexOf(-19.0));
    }
};

QTEST_MAIN(SpectrogramImageTest)
#include "SpectrogramImageTest.moc"
