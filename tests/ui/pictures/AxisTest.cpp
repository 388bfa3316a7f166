// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/Format.h"
#include "ui/pictures/AxisTicks.h"
#include "ui/pictures/FrequencyAxis.h"

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

    void aZoomedAxisHasRoundTicksToo() {
        const FrequencyAxis narrow(FrequencyScale::logarithmic, 430.0, 490.0);
        QCOMPARE(
            labelsOf(frequencyTicks(narrow, 200.0, 30.0)),
            QStringList({"430 Hz", "440 Hz", "450 Hz", "460 Hz", "470 Hz", "480 Hz", "490 Hz"}));
        const FrequencyAxis high(FrequencyScale::mel, 2000.0, 2020.0);
        QCOMPARE(labelsOf(frequencyTicks(high, 100.0, 24.0)),
                 QStringList({"2 kHz", "2.005 kHz", "2.01 kHz", "2.015 kHz", "2.02 kHz"}));
    }

    void octavesAreNamedFirst() {
        const FrequencyAxis axis = FrequencyAxis::upTo(FrequencyScale::logarithmic, 11025.0);
        QCOMPARE(labelsOf(noteTicks(axis, 120.0, 12.0)),
                 QStringList({"C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9"}));
    }

    void whereThereIsRoomEveryNoteIsNamed() {
        const FrequencyAxis octave(FrequencyScale::logarithmic, 430.0, 850.0);
        const QStringList all{"A4", QStringLiteral("A♯4"), "B4", "C5", QStringLiteral("C♯5"),
                              "D5", QStringLiteral("D♯5"), "E5", "F5", QStringLiteral("F♯5"),
                              "G5", QStringLiteral("G♯5")};
        QCOMPARE(labelsOf(noteTicks(octave, 400.0, 12.0)), all);
    }

    void notesKeepTheirDistanceAndStandAtTheirPitch() {
        constexpr double kPixels = 250.0;
        constexpr double kSpacing = 13.0;
        for (const FrequencyScale scale : kScales) {
            const FrequencyAxis axis = FrequencyAxis::upTo(scale, 22050.0);
            const std::vector<Tick> ticks = noteTicks(axis, kPixels, kSpacing);
            QVERIFY(ticks.size() >= 2);
            for (std::size_t i = 0; i < ticks.size(); ++i) {
                QCOMPARE(ticks[i].label, noteText(ticks[i].value)); // without cents
                QVERIFY(i == 0 || kPixels * (axis.positionOf(ticks[i].value) -
                                             axis.positionOf(ticks[i - 1].value)) >=
                                      kSpacing * (1.0 - kRelativeRounding));
            }
        }
    }

    void zoomKeepsTheFrequencyUnderThePointer() {
        for (const FrequencyScale scale : kScales) {
            const FrequencyAxis whole = FrequencyAxis::upTo(scale, 22050.0);
            const FrequencyAxis zoomed = whole.zoomed(whole, 2.0, 1000.0);
            QVERIFY(std::abs(zoomed.positionOf(1000.0) - whole.positionOf(1000.0)) < 1e-6);
            const double height =
                whole.positionOf(zoomed.highHz()) - whole.positionOf(zoomed.lowHz());
            QVERIFY(std::abs(height - 0.5) < 1e-6);
            QVERIFY(whole.zoomed(zoomed, 0.01, 1000.0) == whole);
        }
    }

    void zoomAndShiftStayWithinTheWholeAxis() {
        for (const FrequencyScale scale : kScales) {
            const FrequencyAxis whole = FrequencyAxis::upTo(scale, 22050.0);
            const FrequencyAxis part = whole.zoomed(whole, 4.0, 1000.0);
            for (const double heights : {-100.0, 100.0}) {
                const FrequencyAxis end = whole.shifted(part, heights);
                QVERIFY(end.lowHz() >= whole.lowHz() - 1e-6);
                QVERIFY(end.highHz() <= whole.highHz() + 1e-6);
                QVERIFY(std::abs(whole.positionOf(end.highHz()) - whole.positionOf(end.lowHz()) -
                                 0.25) < 1e-6);
            }
            QVERIFY(whole.shifted(part, 0.5).lowHz() > part.lowHz());
        }
    }

    void anotherScaleShowsTheSameFrequencies() {
        const FrequencyAxis shown(FrequencyScale::logarithmic, 500.0, 4000.0);
        for (const FrequencyScale scale : kScales) {
            const FrequencyAxis part = FrequencyAxis::upTo(scale, 22050.0).partLike(shown);
            QVERIFY(part.scale() == scale);
            QVERIFY(std::abs(part.lowHz() - 500.0) < 1e-6);
            QVERIFY(std::abs(part.highHz() - 4000.0) < 1e-6);
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
        QCOMPARE(durationText(63.0), "1 min 3 s");
        QCOMPARE(durationText(120.0), "2 min");
        QCOMPARE(durationText(3723.0), "1 h 2 min");
        QCOMPARE(durationText(7200.0), "2 h");
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
