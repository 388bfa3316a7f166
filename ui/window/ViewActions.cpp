// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ViewActions.h"

#include "ui/panes/SpectrogramStack.h"

#include <QAction>
#include <QActionGroup>
#include <QMainWindow>
#include <QMenu>

namespace tonegraft {
namespace {

constexpr double kZoom = 1.5;

template <class Value> double number(Value value) {
    return static_cast<double>(value);
}

void check(QActionGroup* group, double value) {
    QAction* fitting = nullptr;
    for (QAction* action : group->actions()) {
        fitting = action->data().toDouble() == value ? action : fitting;
    }
    if (fitting != nullptr) {
        fitting->setChecked(true);
    } else if (QAction* checked = group->checkedAction()) {
        group->setExclusive(false); // none fits: a range set on the scale itself
        checked->setChecked(false);
        group->setExclusive(true);
    }
}

} // namespace

ViewActions::ViewActions(QMainWindow* window) : QObject(window), m_menu(new QMenu(window)) {
    m_menu->setToolTipsVisible(true);
    addLooks();
    m_menu->addSeparator();
    addMoves();
    m_menu->addSeparator();
    addRegions();
    window->addActions(m_menu->actions());
    setLook({});
}

void ViewActions::addLooks() {
    m_scales = addChoices(m_menu->addMenu(tr("Frequency axis")),
                          [](SpectrogramLook& look, double value) {
                              look.frequencyScale =
                                  static_cast<FrequencyScale>(static_cast<int>(value));
                          },
                          {{tr("Logarithmic (as notes)"), number(FrequencyScale::logarithmic)},
                           {tr("Mel (as hearing)"), number(FrequencyScale::mel)},
                           {tr("Linear"), number(FrequencyScale::linear)}});
    m_colors = addChoices(m_menu->addMenu(tr("Colors")),
                          [](SpectrogramLook& look, double value) {
                              look.colors = static_cast<ColorMap>(static_cast<int>(value));
                          },
                          {{tr("Magma"), number(ColorMap::magma)},
                           {tr("Viridis"), number(ColorMap::viridis)},
                           {tr("Cividis"), number(ColorMap::cividis)},
                           {tr("Grey"), number(ColorMap::grey)}});
    QMenu* levels = m_menu->addMenu(tr("Range of levels"));
    m_ranges = addChoices(
        levels, [](SpectrogramLook& look, double value) { look.rangeDb = value; },
        {{tr("60 dB"), 60.0}, {tr("80 dB"), 80.0}, {tr("100 dB"), 100.0}, {tr("120 dB"), 120.0}});
    levels->addSeparator();
    m_automaticCeiling = levels->addAction(tr("Ceiling at the loudest"));
    m_automaticCeiling->setCheckable(true);
    m_oneScale =
        addToggle(levels, tr("One scale for all panes"), {},
                  [](SpectrogramLook& look, double value) { look.oneScale = value != 0.0; });
    m_waveform =
        addToggle(m_menu, tr("Waveform"), QKeySequence(Qt::Key_W),
                  [](SpectrogramLook& look, double value) { look.waveform = value != 0.0; });
    m_difference =
        addToggle(m_menu, tr("Difference of output and content"), QKeySequence(Qt::Key_D),
                  [](SpectrogramLook& look, double value) { look.difference = value != 0.0; });
    m_oneTimeAxis =
        addToggle(m_menu, tr("One time axis for all panes"), {},
                  [](SpectrogramLook& look, double value) { look.oneTimeAxis = value != 0.0; });
}

void ViewActions::addMoves() {
    m_zoomIn = addMove(tr("Zoom in"), {Qt::Key_Plus, Qt::Key_Equal});
    m_zoomIn->setToolTip(tr("Wheel or pinch on a picture; drag it with Shift to move in time"));
    m_zoomOut = addMove(tr("Zoom out"), {Qt::Key_Minus});
    m_zoomOut->setToolTip(m_zoomIn->toolTip());
    m_zoomInFrequency =
        addMove(tr("Zoom in on frequencies"), {Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal});
    m_zoomInFrequency->setToolTip(
        tr("Ctrl and wheel or pinch, or the wheel on the frequency axis"));
    m_zoomOutFrequency = addMove(tr("Zoom out of frequencies"), {Qt::CTRL | Qt::Key_Minus});
    m_zoomOutFrequency->setToolTip(m_zoomInFrequency->toolTip());
    m_showAll = addMove(tr("Show all"), {Qt::Key_0});
}

void ViewActions::addRegions() {
    m_dragSelects = addMove(tr("Drag to choose a region"), {Qt::Key_R});
    m_dragSelects->setCheckable(true);
    m_dragSelects->setChecked(true);
    m_dragSelects->setToolTip(tr("Without it, a drag moves the view; Shift turns it round. Ctrl "
                                 "moves a region, the middle button the view"));
    m_startRegion = addMove(tr("Region starts at the playhead"), {Qt::Key_BracketLeft});
    m_endRegion = addMove(tr("Region ends at the playhead"), {Qt::Key_BracketRight});
    m_removeRegion = addMove(tr("No region"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A)});
    m_removeRegion->setToolTip(tr("Also Esc on a picture, or a click with Shift"));
}

QActionGroup* ViewActions::addChoices(QMenu* menu, Change change,
                                      const std::vector<std::pair<QString, double>>& choices) {
    auto* group = new QActionGroup(this);
    for (const auto& [name, value] : choices) {
        QAction* action = menu->addAction(name);
        action->setCheckable(true);
        action->setData(value);
        group->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, change, chosen = value] { choose(change, chosen); });
    }
    return group;
}

QAction* ViewActions::addToggle(QMenu* menu, const QString& text, const QKeySequence& shortcut,
                                Change change) {
    QAction* action = menu->addAction(text);
    action->setCheckable(true);
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this,
            [this, change](bool checked) { choose(change, checked ? 1.0 : 0.0); });
    return action;
}

QAction* ViewActions::addMove(const QString& text, const QList<QKeySequence>& shortcuts) {
    QAction* action = m_menu->addAction(text);
    action->setShortcuts(shortcuts);
    return action;
}

void ViewActions::choose(Change change, double value) {
    change(m_look, value);
    Q_EMIT lookChosen(m_look);
}

void ViewActions::setLook(const SpectrogramLook& look) {
    m_look = look;
    check(m_scales, number(look.frequencyScale));
    check(m_colors, number(look.colors));
    check(m_ranges, look.rangeDb);
    m_automaticCeiling->setChecked(!look.ceilingDb);
    m_oneScale->setChecked(look.oneScale);
    m_oneTimeAxis->setChecked(look.oneTimeAxis);
    m_waveform->setChecked(look.waveform);
    m_difference->setChecked(look.difference);
}

void ViewActions::connectTo(SpectrogramStack* stack) {
    connect(this, &ViewActions::lookChosen, stack, &SpectrogramStack::setLook);
    connect(stack, &SpectrogramStack::lookChosen, this, &ViewActions::setLook);
    connect(m_automaticCeiling, &QAction::triggered, stack, [this, stack](bool automatic) {
        m_look.ceilingDb.reset();
        if (!automatic) {
            m_look.ceilingDb = stack->colorScale().ceilingDb(); // stays where it is
        }
        Q_EMIT lookChosen(m_look);
    });
    const auto onTriggered = [stack](QAction* action, auto act) {
        connect(action, &QAction::triggered, stack, act);
    };
    onTriggered(m_zoomIn, [stack] { stack->zoomTime(kZoom); });
    onTriggered(m_zoomOut, [stack] { stack->zoomTime(1.0 / kZoom); });
    onTriggered(m_zoomInFrequency, [stack] { stack->zoomFrequency(kZoom); });
    onTriggered(m_zoomOutFrequency, [stack] { stack->zoomFrequency(1.0 / kZoom); });
    onTriggered(m_showAll, [stack] { stack->fit(); });
    connect(m_dragSelects, &QAction::toggled, stack, &SpectrogramStack::setDragSelects);
    using End = SpectrogramStack::RegionEnd;
    onTriggered(m_startRegion, [stack] { stack->startOrEndRegionAtPlayhead(End::start); });
    onTriggered(m_endRegion, [stack] { stack->startOrEndRegionAtPlayhead(End::end); });
    onTriggered(m_removeRegion, [stack] { stack->removeRegion(); });
}

} // namespace tonegraft
