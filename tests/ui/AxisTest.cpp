// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/AxisTicks.h"
#include "ui/Format.h"
#include "ui/FrequencyAxis.h"

#include <QLocale>
#include <QTest>

#include <array>
#include <cmath>
#include <limits>

using namespace tonegraft;

namespace {

QStringList labelsOf(const std::vector<Tick>& ticks) {
    QStringList labels;
    for (const Tick& tick : ticks) {
        labels << tick.label;
    }
    return labels;
}

constexpr std::array<FrequencyScale, 3> kScales{FrequencyScale::linear, FrequencyScale::logarithmic,
                                                FrequencyScale::mel};
constexpr double kRelativeRounding = 1e-9;

} // namespace

class AxisTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void stepsAreOneTwoOrFiveTimesAPowerOfTen() {
        QCOMPARE(niceStep(10.0, 5), 2.0);
        QCOMPARE(niceStep(10.0, 10), 1.0);
        QCOMPARE(niceStep(0.7, 2), 0.5);
        QCOMPARE(niceStep(22050.0, 5), 5000.0);
    }

    void timeTicksAreRoundAndSayTheirUnit() {
        QCOMPARE(labelsOf(timeTicks(0.0, 10.0, 5)),
                 QStringList({"0 s", "2 s", "4 s", "6 s", "8 s", "10 s"}));
        QCOMPARE(labelsOf(timeTicks(3.1, 4.0, 5)),
                 QStringList({"3.2 s", "3.4 s", "3.6 s", "3.8 s", "4.0 s"}));
    }

    void longTimesReadAsAClock() {
        QCOMPARE(labelsOf(timeTicks(0.0, 120.0, 5)),
                 QStringList({"0 s", "30 s", "1:00", "1:30", "2:00"}));
        QCOMPARE(labelsOf(timeTicks(0.0, 600.0, 6)),
                 QStringList({"0 s", "2:00", "4:00", "6:00", "8:00", "10:00"}));
    }

    void anEmptyRangeHasNoTicks() {
        QVERIFY(timeTicks(1.0, 1.0, 5).empty());
        QVERIFY(timeTicks(2.0, 1.0, 5).empty());
        QVERIFY(
            frequencyTicks(FrequencyAxis(FrequencyScale::linear, 0.0, 100.0), 0.0, 20.0).empty());
        QVERIFY(levelTicks(-20.0, -20.0, 5).empty());
    }

    void frequencyTicksStandOnRoundHertz() {
        const FrequencyAxis linear = FrequencyAxis::upTo(FrequencyScale::linear, 22050.0);
        QCOMPARE(labelsOf(frequencyTicks(linear, 200.0, 35.0)),
                 QStringList({"0 Hz", "5 kHz", "10 kHz", "15 kHz", "20 kHz"}));
        const FrequencyAxis logarithmic = FrequencyAxis::upTo(FrequencyScale::logarithmic, 22050.0);
        QCOMPARE(labelsOf(frequencyTicks(logarithmic, 120.0, 35.0)),
                 QStringList({"100 Hz", "1 kHz", "10 kHz"}));
    }

    void frequencyTicksKeepTheirDistance() {
        constexpr double kPixels = 300.0;
        constexpr double kSpacing = 20.0;
        for (const FrequencyScale scale : kScales) {
            const FrequencyAxis axis = FrequencyAxis::upTo(scale, 22050.0);
            const std::vector<Tick> ticks = frequencyTicks(axis, kPixels, kSpacing);
            QVERIFY(ticks.size() >= 4);
            for (std::size_t i = 1; i < ticks.size(); ++i) {
                const double gap = kPixels * (axis.positionOf(ticks[i].value) -
                                              axis.positionOf(ticks[i - 1].value));
                QVERIFY(gap >= kSpacing * (1.0 - kRelativeRounding));
            }
        }
    }

    void positionsAndFrequenciesAreInverse() {
        for (const FrequencyScale scale : kScales) {
            const FrequencyAxis axis = FrequencyAxis::upTo(scale, 22050.0);
            QCOMPARE(axis.positionOf(axis.lowHz()), 0.0);
            QCOMPARE(axis.positionOf(axis.highHz()), 1.0);
            for (const double hz : {55.0, 440.0, 1000.0, 12345.0}) {
                const double back = axis.hzAt(axis.positionOf(hz));
                QVERIFY(std::abs(back - hz) <= kRelativeRounding * hz);
            }
        }
    }

    void anOctaveIsEverywhereAsHighOnTheLogarithmicAxis() {
        const FrequencyAxis axis = FrequencyAxis::upTo(FrequencyScale::logarithmic, 22050.0);
        const double low = axis.positionOf(220.0) - axis.positionOf(110.0);
        const double high = axis.positionOf(8800.0) - axis.positionOf(4400.0);
        QVERIFY(std::abs(low - high) < kRelativeRounding);
    }

    void frequenciesReadWithTheirUnit() {
        QCOMPARE(hertzText(440.0), "440 Hz");
        QCOMPARE(hertzText(999.7), "1 kHz");
        QCOMPARE(hertzText(1250.0), "1.25 kHz");
        QCOMPARE(hertzText(44100.0, 3), "44.1 kHz");
        QCOMPARE(hertzText(11025.0, 3), "11.025 kHz");
    }

    void levelsCarryATrueMinusSign() {
        QCOMPARE(decibelText(-23.44), QStringLiteral("−23.4 dB"));
        QCOMPARE(decibelText(-std::numeric_limits<double>::infinity(), "LUFS"),
                 QStringLiteral("−∞ LUFS"));
    }

    void durationsReadAsSecondsMinutesAndHours() {
        QCOMPARE(durationText(9.96), "10.0 s");
        QCOMPARE(durationText(63.0), "1:03");
        QCOMPARE(durationText(3723.0), "1:02:03");
        QCOMPARE(timeText(63.42), "1:03.42");
        QCOMPARE(timeText(119.999), "2:00.00");
        QCOMPARE(timeText(3.5), "3.50 s");
    }

    void notesAreNamedWithTheirCents() {
        QCOMPARE(noteText(440.0), "A4");
        QCOMPARE(noteText(261.6256), "C4");
        QCOMPARE(noteText(27.5), "A0");
        QCOMPARE(noteText(440.0 * std::pow(2.0, (6.0 + 0.08) / 12.0)), QStringLiteral("D♯5 +8¢"));
        QCOMPARE(noteText(440.0 * std::pow(2.0, -0.12 / 12.0)), QStringLiteral("A4 −12¢"));
        QVERIFY(noteText(0.0).isEmpty());
        QVERIFY(noteText(-5.0).isEmpty());
        QVERIFY(noteText(21000.0).isEmpty());
    }

    void numbersFollowTheLocale() {
        QLocale::setDefault(QLocale(QLocale::German));
        const QString kilohertz = hertzText(1250.0);
        const QString seconds = timeText(3.5);
        QLocale::setDefault(QLocale::c());
        QCOMPARE(kilohertz, "1,25 kHz");
        QCOMPARE(seconds, "3,50 s");
    }
};

QTEST_GUILESS_MAIN(AxisTest)
#include "AxisTest.moc"
