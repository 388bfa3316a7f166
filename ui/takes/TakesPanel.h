// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/takes/ShownTake.h"

#include <QWidget>

#include <vector>

class QAction;
class QLabel;
class QListView;

namespace tonegraft {

class TakeMapDialog;
class TakesModel;

/// The takes there are. The selected one is that which is shown and heard as the output. Setters
/// emit nothing. Thread: GUI.
class TakesPanel : public QWidget {
    Q_OBJECT

public:
    explicit TakesPanel(QWidget* parent = nullptr);

    /// The newest first.
    void setTakes(const std::vector<ShownTake>& takes);
    /// 0: none is selected.
    void setCurrent(quint64 id);
    quint64 current() const;
    /// The take that the picture of the difference is taken from; 0: none is.
    void setReference(quint64 id);
    /// False: settings and clips cannot be given back now, for a run goes on.
    void setChangeable(bool changeable);

    QListView* list() const { return m_list; }
    /// What can be done with the selected take, or with all of them; for a menu.
    QList<QAction*> takeActions() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    // By hand.
    void selected(quint64 id);
    void renamed(quint64 id, const QString& name);
    void starred(quint64 id, bool starred);
    void noted(quint64 id, const QString& note);
    void removed(quint64 id);
    void settingsWanted(quint64 id);
    /// The clips, their regions and the settings.
    void clipsWanted(quint64 id);
    /// This take and another one are to be told apart by ear alone.
    void blindTestWanted(quint64 id);
    /// The difference from this take is to be seen; 0: from the content again.
    void referenceChosen(quint64 id);
    /// Several runs near the settings are wanted.
    void variationsWanted();
    /// A project of Reaper with all takes is to be written there.
    void projectWanted(const QString& path);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QAction* makeAction(const QString& text, const QString& icon, const QKeySequence& shortcut,
                        const QString& help);
    void build();
    void connectActions();
    void makeListActions();
    void refresh();
    void askNote();
    void showMap();
    const ShownTake* currentTake() const;
    bool eventFilter(QObject* watched, QEvent* event) override;

    TakesModel* m_model;
    QListView* m_list;
    QLabel* m_hint;
    QAction* m_settings;
    QAction* m_clips;
    QAction* m_rename;
    QAction* m_star;
    QAction* m_note;
    QAction* m_remove;
    // Of all of them.
    QAction* m_blind = nullptr;
    QAction* m_difference = nullptr;
    QAction* m_map = nullptr;
    QAction* m_variations = nullptr;
    QAction* m_project = nullptr;
    TakeMapDialog* m_mapDialog = nullptr; ///< null: not asked for yet
    std::vector<ShownTake> m_takes;
    quint64 m_reference = 0;
    bool m_changeable = true;
    bool m_silent = false; ///< a setter is at work
};

} // namespace tonegraft
