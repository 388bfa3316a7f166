// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/ColorScale.h"
#include "ui/pictures/SpectrogramLook.h"

#include <QTest>
#include <QVariantMap>

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

    void differencesGrowLighterOnBothSidesOfBlack() {
        const ColorTable& table = colorTable(ColorMap::difference);
        QVERIFY(table[127] == table[128]);
        QVERIFY(lightnessOf(table[127]) < 10.0);
        for (std::size_t i = 129; i < table.size(); ++i) {
            QVERIFY(lightnessOf(table[i]) > lightnessOf(table[i - 1]) - kRoundingLightness);
            QVERIFY(lightnessOf(table[255 - i]) > lightnessOf(table[256 - i]) - kRoundingLightness);
        }
        // As far from the middle on either side, as light; and never to be mixed up, by eyes that
        // cannot tell red from green neither: one arm has more blue, the other less.
        for (std::size_t i = 0; i < 128; ++i) {
            constexpr double kAlike = 12.0;
            QVERIFY(std::abs(lightnessOf(table[127 - i]) - lightnessOf(table[128 + i])) < kAlike);
        }
        for (std::size_t i = 12; i < 128; ++i) {
            const QRgb below = table[127 - i];
            const QRgb above = table[128 + i];
            QVERIFY(qBlue(below) > qRed(below));
            QVERIFY(qBlue(above) < qRed(above));
        }
    }

    void theLookSurvivesItsWords_data() {
        QTest::addColumn<QVariantMap>("variants");
        SpectrogramLook look;
        QTest::newRow("default") << toVariants(look);
        look = {ColorMap::grey, FrequencyScale::linear, 47.5, -3.5, false, false, true, false};
        QTest::newRow("all different") << toVariants(look);
    }
    void theLookSurvivesItsWords() {
        QFETCH(QVariantMap, variants);
        QCOMPARE(toVariants(lookOf(variants)), variants);
        QVariantMap texts; // as a settings file gives them back
        for (auto entry = variants.begin(); entry != variants.end(); ++entry) {
            texts.insert(entry.key(), entry.value().toString());
        }
        QVERIFY(lookOf(texts) == lookOf(variants));
    }

    void whatIsNoLookIsTheDefault() {
        const QVariantMap nonsense{{"colors", "difference"},  {"frequency-axis", 17},
                                   {"range-db", "-5"},        {"ceiling-db", "loud"},
                                   {"one-time-axis", "true"}, {"unknown", 1}};
        QVERIFY(lookOf(nonsense) == SpectrogramLook());
        QVERIFY(lookOf({}) == SpectrogramLook());
        QVERIFY(lookOf({{"range-db", "nan"}}) == SpectrogramLook());
    }

    void aChosenCeilingStays() {
        SpectrogramLook look;
        look.ceilingDb = -7.5;
        QCOMPARE(sharedScale(look, -22.3).ceilingDb(), -7.5);
        QCOMPARE(sharedScale(look, -22.3).floorDb(), -87.5);
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
