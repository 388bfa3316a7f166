// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/takes/TakesPanel.h"

#include "ui/kit/FileDialogs.h"
#include "ui/kit/Theme.h"
#include "ui/takes/TakeDelegate.h"
#include "ui/takes/TakeMap.h"
#include "ui/takes/TakesModel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QToolButton>
#include <QVBoxLayout>

namespace tonegraft {
namespace {

constexpr QSize kPreferred(330, 200);
constexpr QSize kLeast(150, 90);

QToolButton* buttonOf(QAction* action, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setAccessibleName(action->text());
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

TakesPanel::TakesPanel(QWidget* parent)
    : QWidget(parent), m_model(new TakesModel(this)), m_list(new QListView(this)),
      m_hint(new QLabel(m_list->viewport())),
      m_settings(makeAction(tr("Give settings back"), QStringLiteral("reset"), {},
                            tr("Set the controls as they were for this take"))),
      m_clips(makeAction(tr("Give clips and settings back"), {}, {},
                         tr("Open this take's clips and regions again, and set its controls"))),
      m_rename(makeAction(tr("Rename"), {}, QKeySequence(Qt::Key_F2), {})),
      m_star(makeAction(tr("Star"), QStringLiteral("star"), QKeySequence(tr("Ctrl+B")),
                        tr("Mark this take as a good one"))),
      m_note(makeAction(tr("Note…"), QStringLiteral("note"), {},
                        tr("Write down what you think of this take"))),
      m_remove(makeAction(tr("Delete"), QStringLiteral("delete"), QKeySequence::Delete,
                          tr("Take this take off the list"))) {
    setAccessibleName(tr("Takes"));
    m_star->setCheckable(true);
    makeListActions();
    build();
    connectActions();
    refresh();
}

void TakesPanel::makeListActions() {
    auto* separator = new QAction(m_list);
    separator->setSeparator(true);
    m_list->addAction(separator);
    m_variations = makeAction(tr("Variations…"), {}, QKeySequence(tr("Ctrl+Shift+V")),
                              tr("Run several times with settings near these"));
    m_blind = makeAction(tr("Blind test…"), {}, QKeySequence(tr("Ctrl+T")),
                         tr("Hear whether this take can be told from another one"));
    m_map = makeAction(tr("Map…"), {}, QKeySequence(tr("Ctrl+Shift+T")),
                       tr("See all takes by timbre reached and content kept, and touch them to "
                          "hear them"));
    m_difference = makeAction(tr("Difference from this take"), {}, QKeySequence(tr("Shift+D")),
                              tr("Show what the output has more or less than this take, in the "
                                 "pane of the difference"));
    m_difference->setCheckable(true);
    m_project = makeAction(tr("Reaper project…"), {}, {},
                           tr("Write all takes as the lanes of a track, beside content and style"));
    for (QAction* action : {m_variations, m_blind, m_map, m_difference, m_project}) {
        action->setShortcutContext(Qt::WindowShortcut); // the others may mean something elsewhere
    }
}

void TakesPanel::connectActions() {
    connect(m_model, &TakesModel::renamed, this, &TakesPanel::renamed);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        if (const ShownTake* take = currentTake(); take != nullptr && !m_silent) {
            refresh();
            Q_EMIT selected(take->id);
        }
    });
    connect(m_settings, &QAction::triggered, this, [this] { Q_EMIT settingsWanted(current()); });
    connect(m_clips, &QAction::triggered, this, [this] { Q_EMIT clipsWanted(current()); });
    connect(m_rename, &QAction::triggered, this, [this] { m_list->edit(m_list->currentIndex()); });
    connect(m_star, &QAction::triggered, this,
            [this](bool checked) { Q_EMIT starred(current(), checked); });
    connect(m_note, &QAction::triggered, this, &TakesPanel::askNote);
    connect(m_remove, &QAction::triggered, this, [this] { Q_EMIT removed(current()); });
    connect(m_blind, &QAction::triggered, this, [this] { Q_EMIT blindTestWanted(current()); });
    connect(m_difference, &QAction::triggered, this,
            [this](bool checked) { Q_EMIT referenceChosen(checked ? current() : 0); });
    connect(m_map, &QAction::triggered, this, &TakesPanel::showMap);
    connect(m_variations, &QAction::triggered, this, &TakesPanel::variationsWanted);
    connect(m_project, &QAction::triggered, this, [this] {
        askForProjectFile(window(), [this](const QString& path) { Q_EMIT projectWanted(path); });
    });
}

QAction* TakesPanel::makeAction(const QString& text, const QString& icon,
                                const QKeySequence& shortcut, const QString& help) {
    auto* action = new QAction(text, m_list);
    if (!icon.isEmpty()) {
        action->setIcon(themedIcon(icon));
    }
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    const QString keys = shortcut.toString(QKeySequence::NativeText);
    const QString tip = help.isEmpty() ? text : help;
    action->setToolTip(keys.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, keys));
    m_list->addAction(action);
    return action;
}

void TakesPanel::build() {
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TakeDelegate(m_list));
    m_list->setAccessibleName(tr("Takes"));
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers); // F2 is an action's
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_list->installEventFilter(this);
    m_hint->setText(tr("Each finished run is kept here: to hear it again, to compare it, to have "
                       "its settings back."));
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    makeQuiet(m_hint);
    auto* heading = new QLabel(tr("Takes"), this);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    auto* header = new QHBoxLayout;
    header->setSpacing(2);
    header->addWidget(heading, 1);
    for (QAction* action : {m_settings, m_star, m_note, m_remove}) {
        header->addWidget(buttonOf(action, this));
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 4, 0);
    layout->setSpacing(3);
    layout->addLayout(header);
    layout->addWidget(m_list, 1);
}

void TakesPanel::setTakes(const std::vector<ShownTake>& takes) {
    const quint64 before = current();
    m_silent = true; // where the selected row goes, the view selects its neighbor
    m_model->setRows(takes);
    m_silent = false;
    setCurrent(before);
    m_takes = takes;
    if (m_mapDialog != nullptr) {
        m_mapDialog->map()->setTakes(takes);
    }
    refresh();
}

void TakesPanel::setCurrent(quint64 id) {
    const QModelIndex index = m_model->indexOf(id);
    m_silent = true;
    if (!index.isValid()) {
        m_list->selectionModel()->clear();
    } else if (index != m_list->currentIndex()) {
        m_list->setCurrentIndex(index);
    }
    m_silent = false;
    refresh();
}

quint64 TakesPanel::current() const {
    const ShownTake* take = currentTake();
    return take != nullptr ? take->id : 0;
}

const ShownTake* TakesPanel::currentTake() const {
    return m_model->at(m_list->currentIndex());
}

void TakesPanel::setChangeable(bool changeable) {
    m_changeable = changeable;
    refresh();
}

void TakesPanel::setReference(quint64 id) {
    m_reference = id;
    refresh();
}

void TakesPanel::showMap() {
    if (m_mapDialog == nullptr) {
        m_mapDialog = new TakeMapDialog(window());
        connect(m_mapDialog->map(), &TakeMap::touched, this, [this](quint64 id) {
            if (id != current()) {
                m_list->setCurrentIndex(m_model->indexOf(id)); // as if it were clicked
            }
        });
        m_mapDialog->map()->setTakes(m_takes);
        m_mapDialog->map()->setCurrent(current());
    }
    m_mapDialog->show();
    m_mapDialog->raise();
    m_mapDialog->activateWindow();
}

QList<QAction*> TakesPanel::takeActions() const {
    return m_list->actions();
}

void TakesPanel::refresh() {
    const ShownTake* take = currentTake();
    for (QAction* action : {m_settings, m_clips}) {
        action->setEnabled(take != nullptr && m_changeable);
    }
    for (QAction* action : {m_rename, m_star, m_note, m_remove}) {
        action->setEnabled(take != nullptr);
    }
    m_blind->setEnabled(m_model->rowCount() > 1);
    m_difference->setEnabled(take != nullptr);
    m_difference->setChecked(take != nullptr && take->id == m_reference);
    m_variations->setEnabled(m_changeable);
    for (QAction* action : {m_map, m_project}) {
        action->setEnabled(m_model->rowCount() > 0);
    }
    if (m_mapDialog != nullptr) {
        m_mapDialog->map()->setCurrent(current());
    }
    m_star->setChecked(take != nullptr && take->starred);
    m_hint->setVisible(m_model->rowCount() == 0);
}

void TakesPanel::askNote() {
    const ShownTake* take = currentTake();
    if (take == nullptr) {
        return;
    }
    auto* dialog = new QInputDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Note"));
    dialog->setLabelText(tr("What you think of %1:").arg(take->name.toHtmlEscaped()));
    dialog->setTextValue(take->note);
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, id = take->id](const QString& text) { Q_EMIT noted(id, text.simplified()); });
    dialog->open();
}

bool TakesPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_settings->isEnabled()) {
            m_settings->trigger();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void TakesPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    constexpr int kMargin = 12;
    m_hint->setGeometry(
        QRect(QPoint(), m_list->maximumViewportSize()).adjusted(kMargin, 0, -kMargin, 0));
}

QSize TakesPanel::sizeHint() const {
    return kPreferred;
}

QSize TakesPanel::minimumSizeHint() const {
    return kLeast;
}

} // namespace tonegraft
