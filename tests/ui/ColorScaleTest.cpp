// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ColorScale.h"
#include "ui/SpectrogramLook.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace tonegraft;

namespace {

/// CIE lightness L* of a color, 0..100: what the eye takes for brightness.
double lightnessOf(QRgb color) {
    const auto linear = [](int level) {
        const double value = level / 255.0;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    const double luminance = 0.2126 * linear(qRed(color)) + 0.7152 * linear(qGreen(color)) +
                             0.0722 * linear(qBlue(color));
    return luminance > 0.008856 ? 116.0 * std::cbrt(luminance) - 16.0 : 903.3 * luminance;
}

constexpr double kRoundingLightness = 0.5; // a step of 1/255 in one component
constexpr double kInfinity = std::numeric_limits<double>::infinity();

} // namespace

class ColorScaleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMapGrowsLighterWithTheLevel_data() {
        QTest::addColumn<int>("map");
        QTest::newRow("magma") << static_cast<int>(ColorMap::magma);
        QTest::newRow("viridis") << static_cast<int>(ColorMap::viridis);
        QTest::newRow("cividis") << static_cast<int>(ColorMap::cividis);
        QTest::newRow("grey") << static_cast<int>(ColorMap::grey);
    }
    void everyMapGrowsLighterWithTheLevel() {
        QFETCH(int, map);
        const ColorTable& table = colorTable(static_cast<ColorMap>(map));
        for (std::size_t i = 1; i < table.size(); ++i) {
            QVERIFY2(lightnessOf(table[i]) > lightnessOf(table[i - 1]) - kRoundingLightness,
                     qPrintable(QString::number(i)));
        }
        QVERIFY(lightnessOf(table.back()) > lightnessOf(table.front()) + 60.0);
    }

    void mapsAgreeWithThePublishedTables() {
        QCOMPARE(colorTable(ColorMap::magma)[128],
                 qRgb(183, 55, 121)); // 0.716387 0.214982 0.475290
        QCOMPARE(colorTable(ColorMap::viridis)[0], qRgb(68, 1, 84));
        QCOMPARE(colorTable(ColorMap::viridis)[255], qRgb(253, 231, 37));
        QCOMPARE(colorTable(ColorMap::cividis)[255], qRgb(254, 232, 56));
        QCOMPARE(colorTable(ColorMap::grey)[77], qRgb(77, 77, 77));
    }

    void floorAndCeilingTakeTheEndColors() {
        const ColorScale scale(ColorMap::viridis, -90.0, -10.0);
        QCOMPARE(scale.indexOf(-90.0), 0);
        QCOMPARE(scale.indexOf(-10.0), 255);
        QCOMPARE(scale.indexOf(-50.0), 128);
    }

    void levelsBeyondTheRangeAreClamped() {
        const ColorScale scale(ColorMap::magma, -90.0, -10.0);
        QCOMPARE(scale.indexOf(40.0), 255);
        QCOMPARE(scale.indexOf(kInfinity), 255);
        QCOMPARE(scale.indexOf(-200.0), 0);
        QCOMPARE(scale.indexOf(-kInfinity), 0);
        QCOMPARE(scale.indexOf(std::numeric_limits<double>::quiet_NaN()), 0);
    }

    void anEmptyRangeStillHasTwoEnds() {
        const ColorScale scale(ColorMap::magma, -20.0, -20.0);
        QVERIFY(scale.ceilingDb() > scale.floorDb());
    }

    void theSharedScaleEndsAtTheLoudestBinRoundedUp() {
        const ColorScale scale = sharedScale({ColorMap::magma, FrequencyScale::mel, 70.0}, -22.3);
        QCOMPARE(scale.ceilingDb(), -20.0);
        QCOMPARE(scale.floorDb(), -90.0);
        QCOMPARE(sharedScale({}, -kInfinity).ceilingDb(), -20.0);
    }
};

QTEST_GUILESS_MAIN(ColorScaleTest)
#include "ColorScaleTest.moc"
