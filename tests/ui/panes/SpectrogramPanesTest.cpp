// SPDX-License-Identifier: GPL-3.0-or-later
// What the panes do together: frequencies, read-out, difference, locks, levels.
#include "Synthetic.h"
#include "ui/panes/LevelScale.h"
#include "ui/panes/SpectrogramStack.h"
#include "ui/panes/WaveformStrip.h"

#include <QAccessible>
#include <QLocale>
#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

std::shared_ptr<const SpectrogramTiles> tone(double hz, int frames, double db = 0.0) {
    Spectrogram spectrogram = toneSpectrogram(hz, frames);
    for (float& magnitude : spectrogram.magnitudes) {
        magnitude *= static_cast<float>(std::pow(10.0, db / 20.0));
    }
    return tilesOf(spectrogram);
}

void turnWheel(QWidget* widget, const QPoint& at, int angle, Qt::KeyboardModifiers modifiers) {
    QWheelEvent event(at, widget->mapToGlobal(at), QPoint(), QPoint(0, angle), Qt::NoButton,
                      modifiers, Qt::NoScrollPhase, false);
    QApplication::sendEvent(widget, &event);
}

void pinch(QWidget* widget, const QPoint& at, double more) {
    QNativeGestureEvent event(Qt::ZoomNativeGesture, QPointingDevice::primaryPointingDevice(), 2,
                              at, at, widget->mapToGlobal(at), more, QPointF());
    QApplication::sendEvent(widget, &event);
}

void movePointer(QWidget* widget, const QPoint& to) {
    QMouseEvent move(QEvent::MouseMove, to, widget->mapToGlobal(to), Qt::NoButton, Qt::NoButton,
                     Qt::NoModifier);
    QApplication::sendEvent(widget, &move);
}

/// Row of the lightest pixel in the middle of a pane's picture.
int brightestRow(SpectrogramView* view) {
    const QImage image = view->grab().toImage();
    const QRect plot = view->plotRect();
    const int x = plot.left() + plot.width() / 3;
    int row = plot.top();
    for (int y = plot.top(); y <= plot.bottom(); ++y) {
        if (image.pixelColor(x, y).lightness() > image.pixelColor(x, row).lightness()) {
            row = y;
        }
    }
    return row;
}

double hzAtRow(const SpectrogramView* view, double row) {
    const QRect plot = view->plotRect();
    return view->frequencyAxis().hzAt(1.0 - (row - plot.top()) / plot.height());
}

} // namespace

class SpectrogramPanesTest : public QObject {
    Q_OBJECT

private:
    using Stack = SpectrogramStack;
    std::unique_ptr<Stack> m_stack;
    const std::shared_ptr<const Waveform> m_waveform = std::make_shared<const Waveform>(
        std::make_shared<const AudioClip>(musicClip(220.0, 10.0, 22050, 1)));

    SpectrogramView* pane(Stack::Pane which) { return m_stack->view(which); }
    QPoint middle() { return pane(Stack::content)->plotRect().center(); }
    void choose(const SpectrogramLook& look) {
        m_stack->setLook(look);
        m_stack->grab(); // laid out
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void init() {
        m_stack = std::make_unique<Stack>();
        m_stack->resize(900, 700);
        m_stack->showClip(Stack::content, "a.wav", tone(1000.0, 431), m_waveform);
        m_stack->showClip(Stack::style, "b.wav", tone(2000.0, 431));
        m_stack->showOutput(tone(4000.0, 431, -6.0));
        m_stack->show();
        QVERIFY(QTest::qWaitForWindowActive(m_stack.get()));
    }

    // --- Frequencies -------------------------------------------------------------------------

    void aToneStandsAtItsFrequencyOnEveryAxisAndZoom_data() {
        QTest::addColumn<int>("scale");
        QTest::addColumn<double>("zoom");
        for (const double zoom : {1.0, 4.0}) {
            for (const auto& [name, scale] : {std::pair{"linear", FrequencyScale::linear},
                                              {"logarithmic", FrequencyScale::logarithmic},
                                              {"mel", FrequencyScale::mel}}) {
                QTest::addRow("%s %g", name, zoom) << static_cast<int>(scale) << zoom;
            }
        }
    }
    void aToneStandsAtItsFrequencyOnEveryAxisAndZoom() {
        QFETCH(int, scale);
        QFETCH(double, zoom);
        SpectrogramLook look;
        look.colors = ColorMap::grey;
        look.frequencyScale = static_cast<FrequencyScale>(scale);
        choose(look);
        SpectrogramView* view = pane(Stack::content);
        const double up = view->frequencyAxis().positionOf(1000.0);
        const QPoint at(middle().x(), view->plotRect().bottom() -
                                          static_cast<int>(up * view->plotRect().height()));
        const int notches = static_cast<int>(std::lround(std::log(zoom) / std::log(1.25)));
        turnWheel(view, at, 120 * notches, Qt::ControlModifier);
        const int row = brightestRow(view);
        // To half a bin, or to a pixel where that is more.
        const double binHz = view->spectrogram()->hzOfBin(1.0);
        QVERIFY2(hzAtRow(view, row - 1.0) + 0.5 * binHz >= 1000.0 &&
                     hzAtRow(view, row + 2.0) - 0.5 * binHz <= 1000.0,
                 qPrintable(QString::number(hzAtRow(view, row + 0.5))));
    }

    void controlAndWheelZoomInFrequencyForAllPanes() {
        const FrequencyAxis whole = m_stack->frequencyAxis();
        const TimeRange range = m_stack->visibleRange();
        const QPoint at = middle() + QPoint(0, 13);
        const double hz = hzAtRow(pane(Stack::content), at.y());
        turnWheel(pane(Stack::content), at, 480, Qt::ControlModifier);
        const FrequencyAxis zoomed = m_stack->frequencyAxis();
        QVERIFY(zoomed.lowHz() > whole.lowHz() && zoomed.highHz() < whole.highHz());
        QVERIFY(std::abs(hzAtRow(pane(Stack::content), at.y()) / hz - 1.0) < 0.001);
        QVERIFY(pane(Stack::style)->frequencyAxis() == zoomed);
        QVERIFY(pane(Stack::output)->frequencyAxis() == zoomed);
        QVERIFY(m_stack->visibleRange() == range);
        turnWheel(pane(Stack::content), at, -4800, Qt::ControlModifier);
        QVERIFY(m_stack->frequencyAxis() == whole);
    }

    void theWheelOnTheAxisZoomsInFrequencyToo() {
        const FrequencyAxis whole = m_stack->frequencyAxis();
        const TimeRange range = m_stack->visibleRange();
        turnWheel(pane(Stack::style), {3, middle().y()}, 240, Qt::NoModifier);
        QVERIFY(m_stack->frequencyAxis().highHz() < whole.highHz());
        QVERIFY(m_stack->visibleRange() == range);
    }

    void dragMovesFrequenciesWithThePointer() {
        turnWheel(pane(Stack::content), middle(), 480, Qt::ControlModifier);
        const FrequencyAxis before = m_stack->frequencyAxis();
        const QPoint from = middle();
        const QPoint to = from + QPoint(0, 30); // the picture goes down, the axis up
        const double hz = hzAtRow(pane(Stack::content), from.y());
        QTest::mousePress(pane(Stack::content), Qt::MiddleButton, Qt::NoModifier, from);
        QMouseEvent move(QEvent::MouseMove, to, pane(Stack::content)->mapToGlobal(to), Qt::NoButton,
                         Qt::MiddleButton, Qt::NoModifier);
        QApplication::sendEvent(pane(Stack::content), &move);
        QTest::mouseRelease(pane(Stack::content), Qt::MiddleButton, Qt::NoModifier, to);
        QVERIFY(m_stack->frequencyAxis().lowHz() > before.lowHz());
        QVERIFY(std::abs(hzAtRow(pane(Stack::content), to.y()) / hz - 1.0) < 0.001);
    }

    void keysZoomAndMoveInFrequency() {
        const FrequencyAxis whole = m_stack->frequencyAxis();
        QTest::keyClick(pane(Stack::content), Qt::Key_Plus, Qt::ControlModifier);
        QTest::keyClick(pane(Stack::content), Qt::Key_Plus, Qt::ControlModifier);
        const FrequencyAxis zoomed = m_stack->frequencyAxis();
        QVERIFY(zoomed.highHz() < whole.highHz());
        QTest::keyClick(pane(Stack::content), Qt::Key_Up, Qt::ShiftModifier);
        QVERIFY(m_stack->frequencyAxis().lowHz() > zoomed.lowHz());
        QTest::keyClick(pane(Stack::content), Qt::Key_Minus, Qt::ControlModifier);
        QTest::keyClick(pane(Stack::content), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(pane(Stack::content), Qt::Key_0);
        QVERIFY(m_stack->frequencyAxis() == whole);
    }

    void aPinchZoomsInTimeAndOnTheAxisInFrequency() {
        const FrequencyAxis whole = m_stack->frequencyAxis();
        const double seconds = m_stack->visibleRange().durationSeconds();
        pinch(pane(Stack::content), middle(), 0.25);
        QVERIFY(std::abs(m_stack->visibleRange().durationSeconds() * 1.25 / seconds - 1.0) < 1e-9);
        QVERIFY(m_stack->frequencyAxis() == whole);
        pinch(pane(Stack::content), {3, middle().y()}, 0.25);
        QVERIFY(m_stack->frequencyAxis().highHz() < whole.highHz());
        pinch(pane(Stack::content), middle(), -1.0); // nonsense from a driver
        pinch(pane(Stack::content), middle(), std::nan(""));
        QVERIFY(m_stack->visibleRange().durationSeconds() > 0.0);
    }

    void anotherAxisKeepsTheFrequenciesInView() {
        turnWheel(pane(Stack::content), middle(), 480, Qt::ControlModifier);
        const FrequencyAxis before = m_stack->frequencyAxis();
        SpectrogramLook look;
        look.frequencyScale = FrequencyScale::mel;
        choose(look);
        QVERIFY(m_stack->frequencyAxis().scale() == FrequencyScale::mel);
        QVERIFY(std::abs(m_stack->frequencyAxis().lowHz() / before.lowHz() - 1.0) < 1e-6);
        QVERIFY(std::abs(m_stack->frequencyAxis().highHz() / before.highHz() - 1.0) < 1e-6);
    }

    // --- Read-out ----------------------------------------------------------------------------

    void thePointerIsReadInAllPanesAtOnce() {
        SpectrogramLook look;
        look.difference = true;
        choose(look);
        SpectrogramView* content = pane(Stack::content);
        const double up = content->frequencyAxis().positionOf(4000.0);
        const QRect plot = content->plotRect();
        movePointer(content, {static_cast<int>(content->xOf(3.0)),
                              plot.bottom() - static_cast<int>(up * plot.height())});
        const QString text = content->pointerText();
        QVERIFY2(text.contains(" kHz (") && text.endsWith(QStringLiteral(" · −120.0 dB")),
                 qPrintable(text));
        const QString where = text.left(text.lastIndexOf(QStringLiteral(" · ")));
        for (const Stack::Pane which :
             {Stack::content, Stack::style, Stack::output, Stack::difference}) {
            QVERIFY2(pane(which)->pointerText().startsWith(where),
                     qPrintable(pane(which)->pointerText()));
        }
        QVERIFY(m_stack->waveform()->pointerText().contains("dBFS"));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(content, &leave);
        QVERIFY(pane(Stack::style)->pointerText().isEmpty());
    }

    void keysReadLevelsWhereThePlayheadIs() {
        m_stack->setPlayhead(2.0);
        movePointer(pane(Stack::content), middle());
        const double hz = pane(Stack::content)->pointer()->hz;
        QTest::keyClick(pane(Stack::content), Qt::Key_Up);
        const PlotPoint point = *pane(Stack::style)->pointer();
        QCOMPARE(point.seconds, 2.0);
        QVERIFY(std::abs(point.hz / hz - std::pow(2.0, 1.0 / 12.0)) < 1e-9);
        m_stack->setPlayhead(5.0); // the read-out goes along
        QCOMPARE(pane(Stack::content)->pointer()->seconds, 5.0);
        QTest::keyClick(pane(Stack::content), Qt::Key_Down);
        QVERIFY(std::abs(pane(Stack::content)->pointer()->hz / hz - 1.0) < 1e-9);
    }

    void theDifferenceReadsOutputMinusContentOrAnotherPicture() {
        SpectrogramLook look;
        look.difference = true;
        choose(look);
        const SpectrogramView* difference = pane(Stack::difference);
        // The floor is at -80 dB: at 4 kHz the content counts as that, the output has -6 dB.
        QVERIFY(difference->readOut({3.0, 4000.0}).endsWith("+74.0 dB"));
        QVERIFY(difference->readOut({3.0, 1000.0}).endsWith(QStringLiteral("−80.0 dB")));
        QVERIFY(difference->readOut({3.0, 8000.0}).endsWith(" 0.0 dB"));
        // Of itself there is none.
        m_stack->setDifferenceFrom(pane(Stack::output)->spectrogram(), QStringLiteral("take 3"));
        QCOMPARE(difference->name(), QString("from take 3"));
        QVERIFY(difference->readOut({3.0, 4000.0}).endsWith(" 0.0 dB"));
        m_stack->setDifferenceFrom(nullptr, {});
        QVERIFY(difference->readOut({3.0, 4000.0}).endsWith("+74.0 dB"));
    }

    // --- Difference, waveform, locks ---------------------------------------------------------

    void differenceAndWaveformCanBeShownAndHidden() {
        QVERIFY(!pane(Stack::difference)->isVisible());
        QVERIFY(m_stack->waveform()->isVisible());
        SpectrogramLook look;
        look.difference = true;
        look.waveform = false;
        choose(look);
        QVERIFY(pane(Stack::difference)->isVisible());
        QVERIFY(pane(Stack::difference)->height() > 60);
        QVERIFY(!m_stack->waveform()->isVisible());
        const QImage with = pane(Stack::difference)->grab().toImage();
        m_stack->showOutput(tone(1000.0, 431));
        QVERIFY(pane(Stack::difference)->grab().toImage() != with); // it is live
        m_stack->clear(Stack::output);
        QVERIFY(!pane(Stack::difference)->spectrogram());
    }

    void aStyleWithATimeAxisOfItsOwnGoesAlone() {
        SpectrogramLook look;
        look.oneTimeAxis = false;
        choose(look);
        const TimeRange before = m_stack->visibleRange();
        turnWheel(pane(Stack::style), middle(), 480, Qt::NoModifier);
        QVERIFY(m_stack->visibleRange() == before);
        QVERIFY(pane(Stack::style)->timeRange().durationSeconds() < before.durationSeconds());
        const TimeRange own = pane(Stack::style)->timeRange();
        turnWheel(pane(Stack::output), middle(), 240, Qt::NoModifier);
        QVERIFY(pane(Stack::content)->timeRange() == pane(Stack::output)->timeRange());
        QVERIFY(pane(Stack::style)->timeRange() == own);
        look.oneTimeAxis = true;
        choose(look);
        QVERIFY(pane(Stack::style)->timeRange() == m_stack->visibleRange());
    }

    void panesWithScalesOfTheirOwnEndAtTheirOwnLoudest() {
        m_stack->showClip(Stack::style, "quiet.wav", tone(2000.0, 431, -40.0));
        QCOMPARE(pane(Stack::style)->colorScale().ceilingDb(), 0.0);
        SpectrogramLook look;
        look.oneScale = false;
        choose(look);
        QCOMPARE(pane(Stack::content)->colorScale().ceilingDb(), 0.0);
        QCOMPARE(pane(Stack::style)->colorScale().ceilingDb(), -40.0);
        m_stack->showOutput(tone(4000.0, 431, -20.0));
        QCOMPARE(pane(Stack::output)->colorScale().ceilingDb(), -20.0);
    }

    void floorAndCeilingAreSetBesideTheScale() {
        QSignalSpy looks(m_stack.get(), &Stack::lookChosen);
        QList<QSpinBox*> ends;
        for (QSpinBox* end : m_stack->findChildren<QSpinBox*>()) {
            if (end->isVisible()) {
                ends << end;
            }
        }
        QCOMPARE(ends.size(), 2);
        const bool firstIsCeiling = ends[0]->value() > ends[1]->value();
        QSpinBox* ceiling = firstIsCeiling ? ends[0] : ends[1];
        QSpinBox* floor = firstIsCeiling ? ends[1] : ends[0];
        QCOMPARE(ceiling->value(), 0);
        QCOMPARE(floor->value(), -80);
        QTest::keyClick(ceiling, Qt::Key_Down);
        QCOMPARE(m_stack->colorScale().ceilingDb(), -5.0);
        QCOMPARE(m_stack->colorScale().floorDb(), -80.0);
        QTest::keyClick(floor, Qt::Key_Up);
        QCOMPARE(m_stack->colorScale().floorDb(), -75.0);
        QCOMPARE(looks.count(), 2);
        QCOMPARE(pane(Stack::style)->colorScale().ceilingDb(), -5.0);
        QTest::mouseDClick(ceiling->parentWidget()->findChild<QWidget*>("colorBar"),
                           Qt::LeftButton);
        QCOMPARE(m_stack->colorScale().ceilingDb(), 0.0);
    }

    void theStripSeeksAndScrollsAsThePanesDo() {
        QSignalSpy seeks(m_stack.get(), &Stack::seekRequested);
        WaveformStrip* strip = m_stack->waveform();
        const int x = static_cast<int>(std::lround(strip->xOf(4.0)));
        QTest::mouseClick(strip, Qt::LeftButton, Qt::NoModifier, {x, strip->height() / 2});
        QCOMPARE(seeks.count(), 1);
        QVERIFY(std::abs(seeks.at(0).at(0).toDouble() - 4.0) < 0.02);
        turnWheel(strip, {x, strip->height() / 2}, 240, Qt::NoModifier);
        QVERIFY(pane(Stack::content)->timeRange() == strip->timeRange());
    }

    void theStripIsTallWhereTheClipIsLoud() {
        WaveformStrip* strip = m_stack->waveform();
        const QImage image = strip->grab().toImage();
        const auto inked = [&](double seconds) {
            const int x = static_cast<int>(strip->xOf(seconds));
            int rows = 0;
            for (int y = 0; y < image.height(); ++y) {
                rows += image.pixelColor(x, y) != strip->palette().color(QPalette::Base) ? 1 : 0;
            }
            return rows;
        };
        // The clip decays every half second.
        QVERIFY2(inked(2.02) > 2 * inked(2.45), qPrintable(QString::number(inked(2.02))));
    }

    // --- Screen readers ----------------------------------------------------------------------

    void screenReadersGetNameReadOutAndPlayhead() {
        m_stack->setPlayhead(2.5);
        SpectrogramView* content = pane(Stack::content);
        movePointer(content, middle());
        QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(content);
        QVERIFY(interface != nullptr);
        QCOMPARE(interface->role(), QAccessible::Chart);
        QCOMPARE(interface->text(QAccessible::Name), QStringLiteral("Content spectrogram"));
        QCOMPARE(interface->text(QAccessible::Value), content->pointerText());
        QVERIFY(interface->text(QAccessible::Description).startsWith(content->pointerText()));
        QVERIFY(interface->text(QAccessible::Description).contains("a.wav"));
        QAccessibleValueInterface* value = interface->valueInterface();
        QVERIFY(value != nullptr);
        QCOMPARE(value->currentValue().toDouble(), 2.5);
        QCOMPARE(value->maximumValue().toDouble(), content->clipSeconds());
        QSignalSpy seeks(m_stack.get(), &Stack::seekRequested);
        value->setCurrentValue(4.0);
        QCOMPARE(seeks.at(0).at(0).toDouble(), 4.0);
        QAccessibleInterface* strip = QAccessible::queryAccessibleInterface(m_stack->waveform());
        QVERIFY(!strip->text(QAccessible::Name).isEmpty());
        QVERIFY(strip->text(QAccessible::Value).contains("dBFS"));
    }
};

QTEST_MAIN(SpectrogramPanesTest)
#include "SpectrogramPanesTest.moc"
