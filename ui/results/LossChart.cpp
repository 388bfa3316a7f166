// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/LossChart.h"

#include "ui/kit/Theme.h"
#include "ui/kit/Translated.h"
#include "ui/pictures/AxisTicks.h"

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
#include <cmath>

namespace tonegraft {
namespace {

// Qt Charts repaints 500 points in 2 ms and 5,000 in 11 ms; there are seven curves at most.
constexpr std::size_t kMaximumGroups = 200;
constexpr double kLowestShown = 1e-12;

double valueOf(const LossPoint& point, int term) {
    const auto own = static_cast<std::size_t>(std::max(0, term - LossChart::kTerms));
    if (term >= LossChart::kTerms) {
        return own < point.own.size() ? point.own[own] : 0.0;
    }
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

bool canBeDrawn(double value) {
    return std::isfinite(value) && value >= kLowestShown;
}

/// How many neighboring losses share a group: a power of two, so that groups stay as they are when
/// more steps come.
std::size_t groupSize(std::size_t losses) {
    std::size_t size = 1;
    while (losses > kMaximumGroups * size) {
        size *= 2;
    }
    return size;
}

/// The least and the greatest of each group, in their order, so that no peak is lost; and the
/// newest loss.
QList<QPointF> drawable(const std::vector<LossPoint>& losses, int term) {
    QList<QPointF> points;
    const auto add = [&](std::size_t i) {
        const QPointF point(losses[i].step, valueOf(losses[i], term));
        if (canBeDrawn(point.y()) && (points.isEmpty() || points.constLast() != point)) {
            points.append(point);
        }
    };
    const auto lower = [&](std::size_t i, std::size_t j) {
        return valueOf(losses[i], term) < valueOf(losses[j], term);
    };
    const std::size_t size = groupSize(losses.size());
    for (std::size_t begin = 0; begin < losses.size(); begin += size) {
        const std::size_t end = std::min(begin + size, losses.size());
        std::size_t least = end;
        std::size_t greatest = end;
        for (std::size_t i = begin; i < end; ++i) {
            if (canBeDrawn(valueOf(losses[i], term))) {
                least = least == end || lower(i, least) ? i : least;
                greatest = greatest == end || lower(greatest, i) ? i : greatest;
            }
        }
        if (least != end) {
            add(std::min(least, greatest));
            add(std::max(least, greatest));
        }
    }
    if (!losses.empty()) {
        add(losses.size() - 1);
    }
    return points;
}

/// Okabe and Ito's colors for color-blind eyes, the lighter or darker of each.
QColor colorOf(int term, const QPalette& palette) {
    const bool dark = isDark(palette);
    if (term >= LossChart::kTerms) {
        const bool even = (term - LossChart::kTerms) % 2 == 0;
        return dark ? QColor(even ? 0xf0e442 : 0xb3b3b3) : QColor(even ? 0x8a7f00 : 0x6b6b6b);
    }
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
    std::vector<QLineSeries*> series;
    std::vector<TermInfo> own;
    QLineSeries* compared = new QLineSeries;
    int expectedSteps = 0;
    QLabel* empty = nullptr;

    void build(LossChart* owner);
    void addSeries(const QString& name);
    void add(QLineSeries* line, const QString& name);
    void fitAxes(const std::vector<QList<QPointF>>& lines);
    void showOrHideEmptyState();
    void fitFurniture(QSize room);
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
    values->setRange(0.01, 1.0);
    steps->setRange(0, 10);
    chart->addAxis(steps, Qt::AlignBottom);
    chart->addAxis(values, Qt::AlignLeft);
    add(compared, {}); // below the others
    for (const QString& name :
         {LossChart::tr("Style"), LossChart::tr("Content"), LossChart::tr("Melody"),
          LossChart::tr("Dynamics"), LossChart::tr("Total")}) {
        addSeries(name);
    }
    view = new QChartView(chart, owner); // owns the chart
    view->setRenderHint(QPainter::Antialiasing);
    view->setFrameShape(QFrame::NoFrame);
    view->setFocusPolicy(Qt::NoFocus);
    view->setContentsMargins(0, 0, 0, 0);
    empty = new QLabel(LossChart::tr("The loss curve appears here during a run"), owner);
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    empty->setForegroundRole(QPalette::PlaceholderText);
    empty->setAttribute(Qt::WA_TransparentForMouseEvents);
}

void LossChart::Parts::addSeries(const QString& name) {
    auto* line = new QLineSeries;
    add(line, name);
    series.push_back(line);
}

void LossChart::Parts::add(QLineSeries* line, const QString& name) {
    line->setName(name);
    line->setVisible(false);
    chart->addSeries(line); // owns it
    line->attachAxis(steps);
    line->attachAxis(values);
}

void LossChart::Parts::fitAxes(const std::vector<QList<QPointF>>& lines) {
    double low = 0.01; // at least two decades, so that there is something to read off
    double high = 1.0;
    double lastStep = std::max(10, expectedSteps);
    for (const QList<QPointF>& line : lines) {
        for (const QPointF& point : line) {
            low = std::min(low, point.y());
            high = std::max(high, point.y());
            lastStep = std::max(lastStep, point.x());
        }
    }
    const double lowest = std::floor(std::log10(low) + 1e-9);
    const double highest = std::ceil(std::log10(high) - 1e-9);
    // So many that their labels do not touch in the lowest of charts.
    constexpr double kMostLabels = 5.0;
    values->setBase(std::pow(10.0, std::ceil((highest - lowest) / kMostLabels)));
    values->setRange(std::pow(10.0, lowest), std::pow(10.0, highest));
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

/// What would be cut off in a small window is left out, so that the curves have the room.
void LossChart::Parts::fitFurniture(QSize room) {
    constexpr int kWideForLegend = 360;
    constexpr int kWideForLabels = 260;
    constexpr int kHighEnough = 150;
    const bool high = room.height() >= kHighEnough;
    if (const bool wide = room.width() >= kWideForLegend; chart->legend()->isVisible() != wide) {
        chart->legend()->setVisible(wide);
    }
    if (const bool wide = room.width() >= kWideForLabels; values->labelsVisible() != wide) {
        values->setLabelsVisible(wide);
    }
    if (steps->isTitleVisible() != high) {
        steps->setTitleVisible(high);
        values->setTitleVisible(high);
    }
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

void LossChart::setTerms(const std::vector<TermInfo>& own) {
    const auto same = [](const TermInfo& a, const TermInfo& b) { return a.id == b.id; };
    if (std::equal(own.begin(), own.end(), m_parts->own.begin(), m_parts->own.end(), same)) {
        return;
    }
    m_parts->own = own;
    while (m_parts->series.size() > kTerms) {
        m_parts->chart->removeSeries(m_parts->series.back());
        delete m_parts->series.back();
        m_parts->series.pop_back();
    }
    for (const TermInfo& term : own) {
        m_parts->addSeries(translated(term.label));
    }
    applyPalette();
}

void LossChart::setLosses(const std::vector<LossPoint>& losses, int steps) {
    std::vector<QList<QPointF>> lines;
    for (std::size_t i = 0; i < m_parts->series.size(); ++i) {
        lines.push_back(drawable(losses, static_cast<int>(i)));
    }
    m_parts->expectedSteps = steps;
    // First, since each change of an axis lays out all curves.
    lines.push_back(m_parts->compared->points());
    m_parts->fitAxes(lines);
    for (std::size_t i = 0; i < m_parts->series.size(); ++i) {
        m_parts->series[i]->replace(lines[i]);
        m_parts->series[i]->setVisible(!lines[i].isEmpty());
    }
    m_parts->showOrHideEmptyState();
}

void LossChart::setCompared(const std::vector<LossPoint>& losses, const QString& name) {
    const QList<QPointF> line = drawable(losses, total);
    std::vector<QList<QPointF>> lines{line};
    for (const QLineSeries* drawn : m_parts->series) {
        lines.push_back(drawn->points());
    }
    m_parts->fitAxes(lines);
    m_parts->compared->setName(name);
    m_parts->compared->replace(line);
    m_parts->compared->setVisible(!line.isEmpty());
}

void LossChart::clear() {
    setLosses({});
}

QList<QPointF> LossChart::drawnPoints(int term) const {
    return m_parts->series.at(static_cast<std::size_t>(term))->points();
}

QString LossChart::nameOf(int term) const {
    return m_parts->series.at(static_cast<std::size_t>(term))->name();
}

QList<QPointF> LossChart::comparedPoints() const {
    return m_parts->compared->points();
}

QString LossChart::comparedName() const {
    return m_parts->compared->name();
}

double LossChart::lowestShown() const {
    return m_parts->values->min();
}
double LossChart::highestShown() const {
    return m_parts->values->max();
}

int LossChart::labelsOfValues() const {
    return m_parts->values->tickCount();
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
    return {60, 90}; // of what is not needed to see the takes
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
    m_parts->fitFurniture(size());
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
    for (std::size_t i = 0; i < m_parts->series.size(); ++i) {
        const int term = static_cast<int>(i);
        m_parts->series[i]->setPen(QPen(colorOf(term, palette()), term == total ? 2.4 : 1.6));
    }
    m_parts->compared->setPen(QPen(text, 1.6, Qt::DashLine));
}

} // namespace tonegraft
