// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/RegionEditor.h"

#include "ui/kit/Theme.h"
#include "ui/kit/ValueSpinBox.h"

#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr int kDecimals = 2;
constexpr double kShownStep = 0.01; // what kDecimals can tell apart
constexpr double kStepSeconds = 0.1;

} // namespace

RegionEditor::RegionEditor(const QString& clipTitle, const QString& help, QWidget* parent)
    : QWidget(parent), m_start(makeBox(tr("Start of the %1's region").arg(clipTitle), help)),
      m_length(makeBox(tr("Length of the %1's region").arg(clipTitle), help)),
      m_reset(new QToolButton(this)) {
    m_reset->setIcon(themedIcon(QStringLiteral("reset")));
    m_reset->setAutoRaise(true);
    m_reset->setToolTip(tr("Take all of the clip"));
    m_reset->setAccessibleName(tr("Take all of the %1").arg(clipTitle));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 2, 0, 0);
    grid->setHorizontalSpacing(4);
    grid->setVerticalSpacing(1);
    int column = 0;
    for (const auto& [text, box] : {std::pair{tr("From"), m_start}, {tr("Length"), m_length}}) {
        auto* label = new QLabel(text, this);
        makeQuiet(label);
        label->setBuddy(box);
        label->setToolTip(box->toolTip());
        grid->addWidget(label, 0, column);
        grid->addWidget(box, 1, column);
        grid->setColumnStretch(column++, 1);
    }
    grid->addWidget(m_reset, 1, column);
    connect(m_start, &QDoubleSpinBox::valueChanged, this, &RegionEditor::moveStart);
    connect(m_length, &QDoubleSpinBox::valueChanged, this, &RegionEditor::changeLength);
    connect(m_reset, &QToolButton::clicked, this, [this] { change({0.0, m_clipSeconds}); });
    refresh();
}

QDoubleSpinBox* RegionEditor::makeBox(const QString& accessibleName, const QString& help) {
    auto* box = new NumberField(this);
    box->setDecimals(kDecimals);
    box->setSingleStep(kStepSeconds);
    box->setSuffix(tr(" s"));
    box->setKeyboardTracking(false); // a half-typed number is no time
    box->setAlignment(Qt::AlignRight);
    box->setAccelerated(true);
    box->setAccessibleName(accessibleName);
    box->setAccessibleDescription(help);
    box->setFocusPolicy(Qt::StrongFocus);
    box->installEventFilter(this);
    box->setToolTip(QStringLiteral("<p>%1</p>").arg(help.toHtmlEscaped()));
    return box;
}

void RegionEditor::setClipSeconds(double seconds) {
    m_clipSeconds = seconds;
    setRegion(std::nullopt);
}

void RegionEditor::setRegion(std::optional<Region> region) {
    m_region = region.value_or(Region{0.0, m_clipSeconds});
    m_region.startSeconds = std::clamp(m_region.startSeconds, 0.0, m_clipSeconds);
    m_region.lengthSeconds =
        std::clamp(m_region.lengthSeconds, 0.0, m_clipSeconds - m_region.startSeconds);
    refresh();
}

std::optional<Region> RegionEditor::region() const {
    return m_region == Region{0.0, m_clipSeconds} ? std::nullopt : std::optional(m_region);
}

bool RegionEditor::eventFilter(QObject* watched, QEvent* event) {
    // The wheel scrolls the panel; only a box that was chosen before takes it.
    const auto* box = qobject_cast<QWidget*>(watched);
    if (event->type() == QEvent::Wheel && box != nullptr && !box->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void RegionEditor::moveStart(double seconds) {
    change({seconds, m_region.lengthSeconds});
}

void RegionEditor::changeLength(double seconds) {
    const double rest = m_clipSeconds - m_region.startSeconds;
    // The clip's end need not fall on what the box can show.
    change({m_region.startSeconds, seconds > rest - kShownStep ? rest : seconds});
}

void RegionEditor::change(const Region& wanted) {
    const Region before = m_region;
    setRegion(wanted);
    if (m_region != before) {
        Q_EMIT edited(region());
    }
}

void RegionEditor::refresh() {
    const QSignalBlocker startBlocker(m_start);
    const QSignalBlocker lengthBlocker(m_length);
    const bool divisible = m_clipSeconds > kShortestRegionSeconds;
    m_start->setRange(0.0, divisible ? m_clipSeconds - kShortestRegionSeconds : 0.0);
    m_length->setRange(std::min(kShortestRegionSeconds, m_clipSeconds),
                       std::ceil(m_clipSeconds / kShownStep) * kShownStep);
    m_start->setValue(m_region.startSeconds);
    m_length->setValue(m_region.lengthSeconds);
    m_start->setEnabled(divisible);
    m_length->setEnabled(divisible);
    m_reset->setEnabled(region().has_value());
}

} // namespace tonegraft
