// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/LossChart.h"

#include "ui/AxisTicks.h"
#include "ui/Theme.h"

#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLabel>
#include <QLegend>
#include <QLegendMarker>
#include <QLineSeries>
#include <QLogValueAxis>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <array>
#include <cmath>

namespace tonegraft {
namespace {

constexpr std::size_t kMaximumPoints = 1000; // Qt Charts repaints 500 in 2 ms, 5,000 in 11 ms
constexpr double kLowestShown = 1e-12;

double valueOf(const LossPoint& point, LossChart::Term term) {
    switch (term) {
    case LossChart::style:
        return point.style;
    case LossChart::content:
        return point.content;
    case LossChart::melody:
        return point.melody;
    case LossChart::dynamics:
        return point.dynamics;
    case LossChart::total:
        break;
    }
    return point.total;
}

QList<QPointF> drawable(const std::vector<LossPoint>& losses, LossChart::Term term) {
    QList<QPointF> points;
    const std::size_t stride = (losses.size() + kMaximumPoints - 1) / kMaximumPoints;
    for (std::size_t i = 0; i < losses.size(); ++i) {
        const double value = valueOf(losses[i], term);
        // The newest point is always among them.
        const bool chosen = (losses.size() - 1 - i) % stride == 0;
        if (chosen && std::isfinite(value) && value >= kLowestShown) {
            points.append({static_cast<double>(losses[i].step), value});
        }
    }
    return points;
}

/// Okabe and Ito's colors for color-blind eyes, the lighter or darker of each.
QColor colorOf(LossChart::Term term, const QPalette& palette) {
    const bool dark = isDark(palette);
    switch (term) {
    case LossChart::style:
        return dark ? QColor(0x56b4e9) : QColor(0x0072b2);
    case LossChart::content:
        return dark ? QColor(0xe69f00) : QColor(0xd55e00);
    case LossChart::melody:
        return dark ? QColor(0x2fc79a) : QColor(0x009e73);
    case LossChart::dynamics:
        return dark ? QColor(0xe08bb8) : QColor(0xb8568f);
    case LossChart::total:
        break;
    }
    return palette.color(QPalette::Text);
}

} // namespace

struct LossChart::Parts {
    QChart* chart = new QChart;
    QChartView* view = nullptr;
    QValueAxis* steps = new QValueAxis;
    QLogValueAxis* values = new QLogValueAxis;
    std::array<QLineSeries*, kTerms> series{};
    QLabel* empty = nullptr;

    void build(LossChart* owner);
    void addSeries();
    void fitAxes(int expectedSteps);
    void showOrHideEmptyState();
};

void LossChart::Parts::build(LossChart* owner) {
    chart->setAnimationOptions(QChart::NoAnimation);
    chart->setMargins({0, 0, 0, 0});
    chart->setBackgroundRoundness(0);
    if (chart->layout() != nullptr) {
        chart->layout()->setContentsMargins(0, 0, 0, 0);
    }
    chart->legend()->setAlignment(Qt::AlignTop);
    chart->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    steps->setTitleText(LossChart::tr("Step"));
    steps->setLabelFormat(QStringLiteral("%d"));
    values->setTitleText(LossChart::tr("Distance (log)"));
    values->setLabelFormat(QStringLiteral("%g"));
    values->setBase(10.0);
    values->setRange(0.01, 1.0);
    steps->setRange(0, 10);
    chart->addAxis(steps, Qt::AlignBottom);
    chart->addAxis(values, Qt::AlignLeft);
    addSeries();
    view = new QChartView(chart, owner); // owns the chart
    view->setRenderHint(QPainter::Antialiasing);
    view->setFrameShape(QFrame::NoFrame);
    view->setFocusPolicy(Qt::NoFocus);
    view->setContentsMargins(0, 0, 0, 0);
    empty = new QLabel(LossChart::tr("The loss curve appears here during a run"), owner);
    empty->setAlignment(Qt::AlignCenter);
    empty->setForegroundRole(QPalette::PlaceholderText);
    empty->setAttribute(Qt::WA_TransparentForMouseEvents);
}

void LossChart::Parts::addSeries() {
    const std::array<QString, kTerms> names{LossChart::tr("Style"), LossChart::tr("Content"),
                                            LossChart::tr("Melody"), LossChart::tr("Dynamics"),
                                            LossChart::tr("Total")};
    for (std::size_t i = 0; i < series.size(); ++i) {
        series[i] = new QLineSeries;
        series[i]->setName(names[i]);
        series[i]->setVisible(false);
        chart->addSeries(series[i]); // owns it
        series[i]->attachAxis(steps);
        series[i]->attachAxis(values);
    }
}

void LossChart::Parts::fitAxes(int expectedSteps) {
    double low = 0.01; // at least two decades, so that there is something to read off
    double high = 1.0;
    double lastStep = std::max(10, expectedSteps);
    for (const QLineSeries* line : series) {
        for (const QPointF& point : line->points()) {
            low = std::min(low, point.y());
            high = std::max(high, point.y());
            lastStep = std::max(lastStep, point.x());
        }
    }
    values->setRange(std::pow(10.0, std::floor(std::log10(low) + 1e-9)),
                     std::pow(10.0, std::ceil(std::log10(high) - 1e-9)));
    // Widens in jumps, so that the curve does not shrink with every point.
    const double step = niceStep(lastStep, 5);
    steps->setRange(0.0, step * std::ceil(lastStep / step));
    steps->setTickCount(1 + static_cast<int>(std::lround(steps->max() / step)));
}

void LossChart::Parts::showOrHideEmptyState() {
    const bool any = std::any_of(series.begin(), series.end(),
                                 [](const QLineSeries* line) { return line->count() > 0; });
    empty->setVisible(!any);
    view->setVisible(any);
}

LossChart::LossChart(QWidget* parent) : QWidget(parent), m_parts(std::make_unique<Parts>()) {
    setAccessibleName(tr("Loss curve"));
    setAccessibleDescription(tr("Distances from style and content over the steps, log scale"));
    m_parts->build(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_parts->view);
    applyPalette();
    m_parts->showOrHideEmptyState();
}

LossChart::~LossChart() = default;

void LossChart::setLosses(const std::vector<LossPoint>& losses, int steps) {
    for (int i = 0; i < kTerms; ++i) {
        QLineSeries* line = m_parts->series[static_cast<std::size_t>(i)];
        const QList<QPointF> points = drawable(losses, static_cast<Term>(i));
        line->replace(points);
        line->setVisible(!points.isEmpty());
    }
    m_parts->fitAxes(steps);
    m_parts->showOrHideEmptyState();
}

void LossChart::clear() {
    setLosses({});
}

QList<QPointF> LossChart::drawnPoints(Term term) const {
    return m_parts->series[static_cast<std::size_t>(term)]->points();
}

double LossChart::lowestShown() const {
    return m_parts->values->min();
}
double LossChart::highestShown() const {
    return m_parts->values->max();
}

double LossChart::lastStepShown() const {
    return m_parts->steps->max();
}

QImage LossChart::picture() {
    constexpr double kScale = 2.0;
    QImage image(size() * kScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(kScale);
    image.fill(palette().color(QPalette::Window));
    render(&image);
    return image;
}

QSize LossChart::sizeHint() const {
    return {640, 190};
}
QSize LossChart::minimumSizeHint() const {
    return {260, 120};
}

void LossChart::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        applyPalette();
    }
    QWidget::changeEvent(event);
}

void LossChart::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_parts->empty->setGeometry(rect());
}

void LossChart::applyPalette() {
    const QColor text = quietTextColor(palette());
    QColor grid = borderColor(palette());
    grid.setAlphaF(0.6F);
    m_parts->chart->setBackgroundBrush(palette().color(QPalette::Window));
    m_parts->view->setBackgroundBrush(palette().color(QPalette::Window));
    m_parts->chart->legend()->setLabelColor(palette().color(QPalette::WindowText));
    for (QAbstractAxis* axis : {static_cast<QAbstractAxis*>(m_parts->steps),
                                static_cast<QAbstractAxis*>(m_parts->values)}) {
        axis->setLabelsColor(text);
        axis->setTitleBrush(text);
        axis->setGridLineColor(grid);
        axis->setLinePenColor(borderColor(palette()));
        axis->setLabelsFont(font());
        axis->setTitleFont(font());
    }
    m_parts->chart->legend()->setFont(font());
    for (int i = 0; i < kTerms; ++i) {
        const auto term = static_cast<Term>(i);
        m_parts->series[static_cast<std::size_t>(i)]->setPen(
            QPen(colorOf(term, palette()), term == total ? 2.4 : 1.6));
    }
}

} // namespace tonegraft
