// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/SpectrogramStack.h"
#include "Synthetic.h"

#include <QLocale>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr double kPixelSeconds = 0.05; // at most, in the window below

std::shared_ptr<const SpectrogramTiles> tone(double hz, int frames, double db = 0.0) {
    Spectrogram spectrogram = toneSpectrogram(hz, frames);
    for (float& magnitude : spectrogram.magnitudes) {
        magnitude *= static_cast<float>(std::pow(10.0, db / 20.0));
    }
    return tilesOf(spectrogram);
}

double seconds(const SpectrogramTiles& tiles) {
    return tiles.secondsOfFrame(tiles.frames(0) - 1);
}

QPoint pointAt(const SpectrogramView* view, double atSeconds) {
    return {static_cast<int>(std::lround(view->xOf(atSeconds))), view->plotRect().center().y()};
}

void turnWheel(QWidget* widget, const QPoint& at, int angle, Qt::KeyboardModifiers modifiers) {
    QWheelEvent event(at, widget->mapToGlobal(at), QPoint(), QPoint(0, angle), Qt::NoButton,
                      modifiers, Qt::NoScrollPhase, false);
    QApplication::sendEvent(widget, &event);
}

} // namespace

class SpectrogramStackTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<SpectrogramStack> m_stack;

    SpectrogramView* content() { return m_stack->view(SpectrogramStack::content); }
    SpectrogramView* style() { return m_stack->view(SpectrogramStack::style); }
    SpectrogramView* output() { return m_stack->view(SpectrogramStack::output); }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void init() {
        m_stack = std::make_unique<SpectrogramStack>();
        m_stack->resize(800, 600);
        m_stack->showClip(SpectrogramStack::content, "a.wav", tone(1000.0, 431, 0.0));
        m_stack->showClip(SpectrogramStack::style, "b.wav", tone(2000.0, 862, -7.0));
        m_stack->show();
    }

    void asMuchOfALongStyleIsShownAsTheContentHas() {
        QCOMPARE(m_stack->visibleRange().startSeconds, 0.0);
        QCOMPARE(m_stack->visibleRange().endSeconds, seconds(*content()->spectrogram()));
    }

    void aStyleThatIsALittleLongerIsShownWhole() {
        m_stack->showClip(SpectrogramStack::style, "b.wav", tone(2000.0, 500, -7.0));
        QCOMPARE(m_stack->visibleRange().endSeconds, seconds(*style()->spectrogram()));
    }

    void aStyleAloneIsShownWhole() {
        m_stack->clear(SpectrogramStack::content);
        QCOMPARE(m_stack->visibleRange().endSeconds, seconds(*style()->spectrogram()));
    }

    void thePanesShareOneTimeAxis() {
        turnWheel(style(), pointAt(style(), 4.0), 240, Qt::NoModifier);
        QVERIFY(m_stack->visibleRange().durationSeconds() < 7.0);
        QVERIFY(content()->timeRange() == style()->timeRange());
        QVERIFY(output()->timeRange() == style()->timeRange());
    }

    void aStyleThatIsManyTimesShorterHasATimeAxisOfItsOwn() {
        m_stack->showClip(SpectrogramStack::style, "b.wav", tone(2000.0, 40, -7.0));
        const double shorter = seconds(*style()->spectrogram());
        QCOMPARE(style()->timeRange().startSeconds, 0.0);
        QVERIFY(style()->timeRange().durationSeconds() < 1.1 * shorter); // it fills its pane
        QVERIFY(content()->timeRange().durationSeconds() > 4.0 * shorter);
        turnWheel(content(), pointAt(content(), 4.5), 600, Qt::NoModifier);
        QVERIFY(style()->timeRange().durationSeconds() < 1.1 * shorter);
        m_stack->showClip(SpectrogramStack::content, "a.wav", tone(1000.0, 80, 0.0));
        QVERIFY(content()->timeRange() == style()->timeRange()); // as long as the style or so
    }

    void theWheelZoomsAroundThePointer() {
        const QPoint at = pointAt(content(), 4.0);
        turnWheel(content(), at, 360, Qt::NoModifier);
        QVERIFY(std::abs(content()->secondsAt(at.x()) - 4.0) < kPixelSeconds);
    }

    void zoomEndsAtTheLongestClip() {
        turnWheel(content(), pointAt(content(), 1.0), -2400, Qt::NoModifier);
        QCOMPARE(m_stack->visibleRange().startSeconds, 0.0);
        QCOMPARE(m_stack->visibleRange().endSeconds, seconds(*style()->spectrogram()));
    }

    void draggingMovesTheTimeWithThePointer() {
        turnWheel(content(), pointAt(content(), 5.0), 600, Qt::NoModifier);
        const double before = m_stack->visibleRange().startSeconds;
        const double duration = m_stack->visibleRange().durationSeconds();
        QSignalSpy seeks(m_stack.get(), &SpectrogramStack::seekRequested);
        const QPoint from = content()->plotRect().center();
        const QPoint to = from - QPoint(100, 0);
        QTest::mousePress(content(), Qt::MiddleButton, Qt::NoModifier, from);
        QMouseEvent move(QEvent::MouseMove, to, content()->mapToGlobal(to), Qt::NoButton,
                         Qt::MiddleButton, Qt::NoModifier);
        QApplication::sendEvent(content(), &move);
        QTest::mouseRelease(content(), Qt::MiddleButton, Qt::NoModifier, to);
        const double moved = m_stack->visibleRange().startSeconds - before;
        QVERIFY(std::abs(moved - 100.0 * duration / content()->plotRect().width()) < 1e-6);
        QCOMPARE(seeks.count(), 0); // a drag is no click
    }

    void aClickSeeks() {
        QSignalSpy seeks(m_stack.get(), &SpectrogramStack::seekRequested);
        QTest::mouseClick(content(), Qt::LeftButton, Qt::NoModifier, pointAt(content(), 3.0));
        QCOMPARE(seeks.count(), 1);
        QVERIFY(std::abs(seeks.at(0).at(0).toDouble() - 3.0) < kPixelSeconds);
    }

    void arrowKeysMoveThePlayheadAndSignsZoom() {
        m_stack->setPlayhead(2.0);
        QSignalSpy seeks(m_stack.get(), &SpectrogramStack::seekRequested);
        QTest::keyClick(content(), Qt::Key_Right);
        QTest::keyClick(content(), Qt::Key_Left);
        QTest::keyClick(content(), Qt::Key_Home);
        QCOMPARE(seeks.count(), 3);
        QCOMPARE(seeks.at(0).at(0).toDouble(), 3.0);
        QCOMPARE(seeks.at(1).at(0).toDouble(), 1.0);
        QCOMPARE(seeks.at(2).at(0).toDouble(), 0.0);
        const double whole = m_stack->visibleRange().durationSeconds();
        QTest::keyClick(content(), Qt::Key_Plus);
        QVERIFY(m_stack->visibleRange().durationSeconds() < whole);
        QTest::keyClick(content(), Qt::Key_0);
        QCOMPARE(m_stack->visibleRange().durationSeconds(), whole);
    }

    void oneScaleOfLevelsServesAllPanes() {
        QCOMPARE(m_stack->colorScale().ceilingDb(), 0.0);
        m_stack->setLook({ColorMap::viridis, FrequencyScale::mel, 60.0});
        QCOMPARE(m_stack->colorScale().floorDb(), -60.0);
        QCOMPARE(m_stack->colorScale().map(), ColorMap::viridis);
        m_stack->showClip(SpectrogramStack::content, "quiet.wav", tone(1000.0, 431, -31.0));
        QCOMPARE(m_stack->colorScale().ceilingDb(), -5.0); // now the style is the loudest
    }

    void theReadOutNamesTimeNoteAndLevel() {
        QCOMPARE(content()->readOut({2.0, 1000.0}),
                 QStringLiteral("2.00 s · 1 kHz (B5 +21¢) · 0.0 dB"));
        QCOMPARE(content()->readOut({2.0, 5000.0}),
                 QStringLiteral("2.00 s · 5 kHz (D♯8 +8¢) · −120.0 dB"));
        QVERIFY(content()->readOut({99.0, 1000.0}).isEmpty());
        QVERIFY(output()->readOut({2.0, 1000.0}).isEmpty());
    }

    void thePlayheadIsDrawnInTwoContrastingColors() {
        const double at = 5.0;
        m_stack->setPlayhead(at);
        const QImage image = content()->grab().toImage();
        const int x = static_cast<int>(std::floor(content()->xOf(at)));
        const int y = content()->plotRect().bottom() - 3;
        const int light = image.pixelColor(x, y).lightness();
        QVERIFY(light > 240);
        QVERIFY(image.pixelColor(x - 1, y).lightness() < 80);
        QVERIFY(image.pixelColor(x + 1, y).lightness() < 80);
        m_stack->setPlayhead(std::nullopt);
        QVERIFY(content()->grab().toImage().pixelColor(x, y).lightness() < 80);
    }

    void aLiveOutputKeepsAxisScaleAndRange() {
        turnWheel(content(), pointAt(content(), 5.0), 240, Qt::NoModifier);
        const TimeRange range = m_stack->visibleRange();
        const ColorScale scale = m_stack->colorScale();
        m_stack->showOutput(tone(3000.0, 431));
        QVERIFY(m_stack->visibleRange() == range);
        QVERIFY(m_stack->colorScale() == scale);
        QVERIFY(output()->spectrogram() != nullptr);
    }

    void theOutputOfARegionLiesWhereTheRegionIs() {
        constexpr double kStart = 4.0;
        m_stack->showOutput(tone(1000.0, 87), kStart);
        QVERIFY(output()->readOut({kStart - 0.1, 1000.0}).isEmpty());
        QVERIFY(output()->readOut({kStart + 1.0, 1000.0}).contains("0.0 dB"));
        const QImage picture = output()->grab().toImage();
        const QColor nothing = m_stack->palette().color(QPalette::Base);
        const int y = output()->plotRect().bottom() - 8;
        const auto colorAt = [&](double at) {
            return picture.pixelColor(static_cast<int>(output()->xOf(at)), y);
        };
        QCOMPARE(colorAt(kStart - 0.5), nothing);
        QVERIFY(colorAt(kStart + 1.0) != nothing);
        QCOMPARE(colorAt(kStart + 3.0), nothing); // two seconds long
    }

    void theOutputIsRepaintedWhenItChanges() {
        m_stack->showOutput(tone(300.0, 431));
        const QImage before = output()->grab().toImage();
        m_stack->showOutput(tone(5000.0, 431));
        QVERIFY(output()->grab().toImage() != before);
    }

    void panesTellScreenReadersWhatTheyShow() {
        QVERIFY(content()->accessibleName().contains("Content"));
        QVERIFY(content()->accessibleDescription().contains("a.wav"));
        QVERIFY(!output()->accessibleDescription().isEmpty());
    }
};

QTEST_MAIN(SpectrogramStackTest)
#include "SpectrogramStackTest.moc"
