// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/Region.h"
#include "Synthetic.h"
#include "ui/panes/SpectrogramStack.h"

#include <QLocale>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr double kRounding = 1e-9;
constexpr double kPixelSeconds = 0.02; // at most, in the stack below
constexpr double kClipSeconds = 10.0;

bool close(const Region& region, double start, double length, double tolerance = kRounding) {
    return std::abs(region.startSeconds - start) <= tolerance &&
           std::abs(region.lengthSeconds - length) <= tolerance;
}

QString text(const std::optional<Region>& region) {
    return region ? QStringLiteral("%1 + %2").arg(region->startSeconds).arg(region->lengthSeconds)
                  : QStringLiteral("none");
}

} // namespace

class RegionTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<SpectrogramStack> m_stack;

    SpectrogramView* pane(SpectrogramStack::Pane which) { return m_stack->view(which); }
    QPoint pointAt(double seconds) {
        const SpectrogramView* view = pane(SpectrogramStack::content);
        return {static_cast<int>(std::lround(view->xOf(seconds))), view->plotRect().center().y()};
    }
    void drag(SpectrogramView* view, double fromSeconds, double toSeconds,
              Qt::KeyboardModifiers modifiers, Qt::MouseButton button = Qt::LeftButton) {
        const QPoint from = pointAt(fromSeconds);
        QTest::mousePress(view, button, modifiers, from);
        for (const double part : {0.3, 1.0}) {
            const QPoint to = pointAt(fromSeconds + part * (toSeconds - fromSeconds));
            QMouseEvent move(QEvent::MouseMove, to, view->mapToGlobal(to), Qt::NoButton, button,
                             modifiers);
            QApplication::sendEvent(view, &move);
        }
        QTest::mouseRelease(view, button, modifiers, pointAt(toSeconds));
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void init() {
        m_stack = std::make_unique<SpectrogramStack>();
        m_stack->resize(900, 600);
        const auto tone = tilesOf(toneSpectrogram(1000.0, 431));
        m_stack->showClip(SpectrogramStack::content, "a.wav", tone);
        m_stack->showClip(SpectrogramStack::style, "b.wav", tone);
        m_stack->show();
    }

    void aRegionLiesBetweenTheEndsOfTheDragInEitherDirection() {
        QVERIFY(close(regionBetween(2.0, 5.0, kClipSeconds), 2.0, 3.0));
        QVERIFY(close(regionBetween(5.0, 2.0, kClipSeconds), 2.0, 3.0));
    }

    void aRegionStaysWithinItsClip() {
        QVERIFY(close(regionBetween(8.0, 14.0, kClipSeconds), 8.0, 2.0));
        QVERIFY(close(regionBetween(3.0, -4.0, kClipSeconds), 0.0, 3.0));
        QVERIFY(close(movedBy({4.0, 3.0}, 9.0, kClipSeconds), 7.0, 3.0));
        QVERIFY(close(movedBy({4.0, 3.0}, -9.0, kClipSeconds), 0.0, 3.0));
        QVERIFY(close(withEndAt({4.0, 3.0}, 99.0, kClipSeconds), 4.0, 6.0));
        QVERIFY(close(withStartAt({4.0, 3.0}, -1.0, kClipSeconds), 0.0, 7.0));
    }

    void aRegionIsNeverShorterThanATenthOfASecondUnlessItsClipIs() {
        QVERIFY(close(regionBetween(2.0, 2.0, kClipSeconds), 2.0, kShortestRegionSeconds));
        QVERIFY(close(regionBetween(10.0, 10.0, kClipSeconds), 9.9, kShortestRegionSeconds));
        QVERIFY(close(withStartAt({4.0, 3.0}, 8.0, kClipSeconds), 6.9, kShortestRegionSeconds));
        QVERIFY(close(withEndAt({4.0, 3.0}, 1.0, kClipSeconds), 4.0, kShortestRegionSeconds));
        QVERIFY(close(regionBetween(0.01, 0.02, 0.05), 0.0, 0.05));
    }

    void aDragMakesARegionOfTheContent() {
        QSignalSpy changes(m_stack.get(), &SpectrogramStack::regionChanged);
        QSignalSpy seeks(m_stack.get(), &SpectrogramStack::seekRequested);
        drag(pane(SpectrogramStack::content), 2.0, 5.0, Qt::NoModifier);
        QCOMPARE(changes.count(), 1); // when the drag has ended
        QCOMPARE(changes.at(0).at(0).value<SpectrogramStack::Pane>(), SpectrogramStack::content);
        const auto region = changes.at(0).at(1).value<std::optional<Region>>();
        QVERIFY2(region && close(*region, 2.0, 3.0, 2 * kPixelSeconds), qPrintable(text(region)));
        QVERIFY(region == m_stack->region(SpectrogramStack::content));
        QVERIFY(region == pane(SpectrogramStack::output)->region()); // it stands for the content
        QVERIFY(!m_stack->region(SpectrogramStack::style));
        QCOMPARE(seeks.count(), 0);
    }

    void aDragWithShiftOrTheMiddleButtonMovesTheView() {
        SpectrogramView* content = pane(SpectrogramStack::content);
        QSignalSpy pans(content, &SpectrogramView::panRequested);
        drag(content, 2.0, 5.0, Qt::ShiftModifier);
        QCOMPARE(pans.count(), 2);
        drag(content, 2.0, 5.0, Qt::NoModifier, Qt::MiddleButton);
        QCOMPARE(pans.count(), 4);
        QVERIFY(!content->region());
    }

    void whereDragsMoveTheViewShiftMakesTheRegion() {
        m_stack->setDragSelects(false);
        drag(pane(SpectrogramStack::style), 6.0, 4.0, Qt::NoModifier);
        QVERIFY(!m_stack->region(SpectrogramStack::style));
        drag(pane(SpectrogramStack::style), 6.0, 4.0, Qt::ShiftModifier);
        const auto region = m_stack->region(SpectrogramStack::style);
        QVERIFY2(region && close(*region, 4.0, 2.0, 2 * kPixelSeconds), qPrintable(text(region)));
        QVERIFY(!m_stack->region(SpectrogramStack::content));
    }

    void theOutputHasNoRegionOfItsOwn() {
        const auto tone = tilesOf(toneSpectrogram(1000.0, 431));
        m_stack->showOutput(tone);
        drag(pane(SpectrogramStack::output), 2.0, 5.0, Qt::NoModifier);
        QVERIFY(!pane(SpectrogramStack::output)->region());
    }

    void handlesMoveOneEndAndControlMovesAll() {
        SpectrogramView* content = pane(SpectrogramStack::content);
        m_stack->setRegion(SpectrogramStack::content, Region{3.0, 4.0});
        drag(content, 3.0, 1.0, Qt::NoModifier);
        QVERIFY2(close(*content->region(), 1.0, 6.0, 2 * kPixelSeconds),
                 qPrintable(text(content->region())));
        drag(content, 7.0, 6.0, Qt::NoModifier);
        QVERIFY2(close(*content->region(), 1.0, 5.0, 3 * kPixelSeconds),
                 qPrintable(text(content->region())));
        drag(content, 4.0, 5.0, Qt::ControlModifier);
        QVERIFY2(close(*content->region(), 2.0, 5.0, 4 * kPixelSeconds),
                 qPrintable(text(content->region())));
    }

    void aClickWithShiftRemovesTheRegion() {
        QSignalSpy changes(m_stack.get(), &SpectrogramStack::regionChanged);
        m_stack->setRegion(SpectrogramStack::content, Region{3.0, 4.0});
        QCOMPARE(changes.count(), 0); // set, not made by hand
        QTest::mouseClick(pane(SpectrogramStack::content), Qt::LeftButton, Qt::ShiftModifier,
                          pointAt(5.0));
        QCOMPARE(changes.count(), 1);
        QVERIFY(!changes.at(0).at(1).value<std::optional<Region>>());
        QVERIFY(!m_stack->region(SpectrogramStack::content));
    }

    void keysMakeMoveAndRemoveTheRegion() {
        SpectrogramView* style = pane(SpectrogramStack::style);
        QSignalSpy changes(m_stack.get(), &SpectrogramStack::regionChanged);
        const double clip = style->clipSeconds();
        m_stack->setPlayhead(2.0);
        QTest::keyClick(style, Qt::Key_BracketLeft);
        QVERIFY(close(*style->region(), 2.0, clip - 2.0));
        m_stack->setPlayhead(6.0);
        QTest::keyClick(style, Qt::Key_BracketRight);
        QVERIFY(close(*style->region(), 2.0, 4.0));
        QTest::keyClick(style, Qt::Key_Right, Qt::ControlModifier);
        QVERIFY(close(*style->region(), 3.0, 3.0));
        QTest::keyClick(style, Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(close(*style->region(), 3.0, 2.0));
        QTest::keyClick(style, Qt::Key_Left, Qt::AltModifier);
        QVERIFY(close(*style->region(), 2.0, 2.0));
        QTest::keyClick(style, Qt::Key_Escape);
        QVERIFY(!style->region());
        QCOMPARE(changes.count(), 6);
        QCOMPARE(changes.at(0).at(0).value<SpectrogramStack::Pane>(), SpectrogramStack::style);
    }

    void escapeTakesBackADragThatIsUnderWay() {
        SpectrogramView* content = pane(SpectrogramStack::content);
        QSignalSpy changes(m_stack.get(), &SpectrogramStack::regionChanged);
        m_stack->setRegion(SpectrogramStack::content, Region{3.0, 4.0});
        QTest::mousePress(content, Qt::LeftButton, Qt::NoModifier, pointAt(1.0));
        const QPoint to = pointAt(8.0);
        QMouseEvent move(QEvent::MouseMove, to, content->mapToGlobal(to), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(content, &move);
        QVERIFY(!close(*content->region(), 3.0, 4.0));
        QTest::keyClick(content, Qt::Key_Escape);
        QTest::mouseRelease(content, Qt::LeftButton, Qt::NoModifier, to);
        QVERIFY(close(*content->region(), 3.0, 4.0));
        QCOMPARE(changes.count(), 0);
    }

    void aNewClipHasNoRegion() {
        m_stack->setRegion(SpectrogramStack::content, Region{3.0, 4.0});
        const auto tone = tilesOf(toneSpectrogram(500.0, 431));
        m_stack->showClip(SpectrogramStack::content, "c.wav", tone);
        QVERIFY(!m_stack->region(SpectrogramStack::content));
        QVERIFY(!pane(SpectrogramStack::output)->region());
    }

    void theRegionKeepsItsColorsAndTheRestIsDarker() {
        SpectrogramView* content = pane(SpectrogramStack::content);
        m_stack->setLook({ColorMap::grey, FrequencyScale::linear, 150.0});
        const QImage before = content->grab().toImage();
        m_stack->setRegion(SpectrogramStack::content, Region{3.0, 4.0});
        const QImage after = content->grab().toImage();
        const int y = content->plotRect().bottom() - 8;
        const int inside = pointAt(5.0).x();
        QCOMPARE(after.pixelColor(inside, y), before.pixelColor(inside, y));
        QVERIFY(before.pixelColor(inside, y).lightness() > 20); // the floor is not black here
        for (const double outside : {1.5, 8.5}) {
            const int x = pointAt(outside).x();
            QVERIFY(after.pixelColor(x, y).lightness() < before.pixelColor(x, y).lightness());
        }
        const int edge = static_cast<int>(std::floor(content->xOf(3.0)));
        QVERIFY(after.pixelColor(edge, y).lightness() > 240);
    }
};

QTEST_MAIN(RegionTest)
#include "RegionTest.moc"
