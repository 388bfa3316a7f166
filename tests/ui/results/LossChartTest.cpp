// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/LossChart.h"
#include "Synthetic.h"
#include "ui/kit/Theme.h"

#include <QApplication>
#include <QPalette>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::array<LossChart::Term, LossChart::kTerms> kTerms{
    LossChart::style, LossChart::content, LossChart::melody, LossChart::dynamics, LossChart::total};
} // namespace

class LossChartTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMethodsOwnTermsAreDrawnAndNamed() {
        LossChart chart;
        LossPoint first{1, 3.0, 1.0, 0.5, 0.0, 0.0, {2.0, 0.25}};
        LossPoint second{2, 2.0, 0.5, 0.5, 0.0, 0.0, {1.0, 0.125}};
        chart.setTerms({{"rhythm", "Rhythm"}, {"diversity", "Diversity"}});
        chart.setLosses({first, second});
        QCOMPARE(chart.nameOf(LossChart::kTerms + 1), QStringLiteral("Diversity"));
        QCOMPARE(chart.drawnPoints(LossChart::kTerms), (QList<QPointF>{{1.0, 2.0}, {2.0, 1.0}}));
        QCOMPARE(chart.drawnPoints(LossChart::kTerms + 1).constLast(), QPointF(2.0, 0.125));
        chart.setTerms({});
        chart.setLosses({first, second});
        QCOMPARE(chart.drawnPoints(LossChart::total).constLast(), QPointF(2.0, 2.0));
    }

    void everyTermIsDrawnOverItsSteps() {
        LossChart chart;
        const std::vector<LossPoint> losses = fallingLosses(40);
        chart.setLosses(losses);
        for (const LossChart::Term term : kTerms) {
            QCOMPARE(chart.drawnPoints(term).size(), 40);
        }
        QCOMPARE(chart.drawnPoints(LossChart::style).constLast(),
                 QPointF(40.0, losses.back().style));
    }

    void anotherRunsTotalStandsBesideIt() {
        LossChart chart;
        chart.setLosses(fallingLosses(6));
        const double last = chart.lastStepShown();
        const std::vector<LossPoint> other = fallingLosses(40);
        chart.setCompared(other, QStringLiteral("tune in brass 3"));
        QCOMPARE(chart.comparedPoints().size(), 40);
        QCOMPARE(chart.comparedPoints().constLast(), QPointF(40.0, other.back().total));
        QCOMPARE(chart.comparedName(), QString("tune in brass 3"));
        QVERIFY(chart.lastStepShown() > last); // both fit
        QCOMPARE(chart.drawnPoints(LossChart::total).size(), 6);
        chart.setLosses(fallingLosses(7), 20);
        QCOMPARE(chart.comparedPoints().size(), 40);
        QVERIFY(chart.lastStepShown() >= 40.0);
        chart.setCompared({}, {});
        QVERIFY(chart.comparedPoints().isEmpty());
        QCOMPARE(chart.lastStepShown(), 20.0); // what the run will make
    }

    void zerosNegativesAndNonFiniteValuesAreLeftOut() {
        LossChart chart;
        std::vector<LossPoint> losses = fallingLosses(6);
        losses[0].style = 0.0;
        losses[1].style = -1.0;
        losses[2].style = kNan;
        losses[3].style = kInfinity;
        losses[4].style = std::numeric_limits<double>::denorm_min();
        chart.setLosses(losses);
        QCOMPARE(chart.drawnPoints(LossChart::style), QList<QPointF>({{6.0, losses[5].style}}));
        QCOMPARE(chart.drawnPoints(LossChart::content).size(), 6);
        QVERIFY(chart.lowestShown() > 0.0);
        QVERIFY(std::isfinite(chart.highestShown()));
    }

    void theAxisCoversWholeDecadesAroundTheValues() {
        LossChart chart;
        LossPoint high;
        high.step = 1;
        high.style = 33.0;
        LossPoint low;
        low.step = 2;
        low.style = 0.0007;
        chart.setLosses({high, low});
        QCOMPARE(chart.lowestShown(), 1e-4);
        QCOMPARE(chart.highestShown(), 100.0);
    }

    void manyDecadesHaveFewLabels() {
        LossChart chart;
        std::vector<LossPoint> losses = fallingLosses(2);
        losses[0].style = 3e6;
        losses[1].style = 2e-5;
        chart.setLosses(losses);
        QCOMPARE(chart.lowestShown(), 1e-5);
        QCOMPARE(chart.highestShown(), 1e7);
        QVERIFY(chart.labelsOfValues() <= 6);
        chart.setLosses(fallingLosses(20));
        QVERIFY(chart.labelsOfValues() >= 3);
    }

    void theAxisReachesToTheStepsToCome() {
        LossChart chart;
        chart.setLosses(fallingLosses(3), 45);
        QCOMPARE(chart.lastStepShown(), 50.0);
        chart.setLosses(fallingLosses(120), 45); // steered further
        QCOMPARE(chart.lastStepShown(), 150.0);
    }

    void longRunsAreThinnedButKeepPeaksAndTheNewestPoint() {
        LossChart chart;
        std::vector<LossPoint> losses = fallingLosses(5000);
        losses[3210].total = 7.0;
        losses[1234].total = 1e-5;
        chart.setLosses(losses);
        const QList<QPointF> points = chart.drawnPoints(LossChart::total);
        QVERIFY(points.size() <= 401);
        QVERIFY(points.size() > 150);
        QVERIFY(points.contains(QPointF(losses[3210].step, 7.0)));
        QVERIFY(points.contains(QPointF(losses[1234].step, 1e-5)));
        QCOMPARE(points.constLast().x(), 5000.0);
        QVERIFY(std::is_sorted(points.begin(), points.end(),
                               [](QPointF a, QPointF b) { return a.x() < b.x(); }));
    }

    void whatIsDrawnStaysWhenMoreStepsCome() {
        LossChart chart;
        const std::vector<LossPoint> losses = fallingLosses(1000);
        chart.setLosses({losses.begin(), losses.begin() + 960});
        const QList<QPointF> before = chart.drawnPoints(LossChart::total);
        chart.setLosses(losses);
        QVERIFY(chart.drawnPoints(LossChart::total).mid(0, before.size()) == before);
    }

    void aTermThatAMethodDoesNotHaveIsNotDrawn() {
        LossChart chart;
        std::vector<LossPoint> losses = fallingLosses(5);
        for (LossPoint& point : losses) {
            point.melody = 0.0;
        }
        chart.setLosses(losses);
        QVERIFY(chart.drawnPoints(LossChart::melody).isEmpty());
    }

    void clearedItIsEmptyAndCanBePainted() {
        LossChart chart;
        chart.resize(600, 200);
        chart.setLosses(fallingLosses(10));
        chart.clear();
        for (const LossChart::Term term : kTerms) {
            QVERIFY(chart.drawnPoints(term).isEmpty());
        }
        QVERIFY(!chart.grab().isNull());
    }

    void itFollowsTheDarkPalette() {
        LossChart chart;
        chart.resize(600, 200);
        chart.setLosses(fallingLosses(10));
        chart.setPalette(themePalette(true));
        const QImage dark = chart.grab().toImage();
        QVERIFY(dark.pixelColor(3, 3).lightness() < 80);
        chart.setPalette(themePalette(false));
        const QImage light = chart.grab().toImage();
        QVERIFY(light.pixelColor(3, 3).lightness() > 200);
    }
};

QTEST_MAIN(LossChartTest)
#include "LossChartTest.moc"
