// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QMenu;
class QToolButton;

namespace tonegraft {

/// A preset as the window lists it.
struct PresetItem {
    QString name;
    QString hears;
    bool own = false; ///< the user's, else it came along

    bool operator==(const PresetItem& other) const {
        return name == other.name && own == other.own;
    }
};

/// The row above the settings: which preset they are, and the menu of all of them. It says what
/// the user wants; the application does it. Thread: GUI.
class PresetBox : public QWidget {
    Q_OBJECT

public:
    explicit PresetBox(QWidget* parent = nullptr);

    void setPresets(const QList<PresetItem>& presets);
    /// The one that the settings are; none: they are of no preset.
    void setCurrent(const QString& name);
    QString current() const { return m_current; }
    /// In a run the settings stay.
    void setChangeable(bool changeable);
    /// Of the button, for the menu bar too.
    QMenu* menu() const { return m_menu; }

Q_SIGNALS:
    void chosen(const tonegraft::PresetItem& preset);
    /// The settings that are shown, under this name.
    void saveRequested(const QString& name);
    void removeRequested(const QString& name);
    /// A preset's file, a report or an exported sound.
    void fileChosen(const QString& path);
    /// The settings that are shown are to be written there as a preset.
    void exportRequested(const QString& path);

private:
    void fill();
    void askForName();

    QList<PresetItem> m_presets;
    QString m_current;
    bool m_changeable = true;
    QToolButton* m_button;
    QMenu* m_menu;
    QMenu* m_removal = nullptr; ///< the user's own, to be removed
};

} // namespace tonegraft
