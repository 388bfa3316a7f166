// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QString>

#include <utility>
#include <vector>

namespace tonegraft {

/// A sheet of keys: headed lists of what a key does. Opened with open().
class ShortcutsDialog : public QDialog {
    Q_OBJECT

public:
    /// A key ("Ctrl+R") and what it does.
    using Shortcut = std::pair<QString, QString>;
    struct Section {
        QString title;
        std::vector<Shortcut> shortcuts;
        QString text; ///< below them
    };

    explicit ShortcutsDialog(const std::vector<Section>& sections, QWidget* parent = nullptr);
};

/// The keys of all actions that belong to `window`, in the order in which they were made: what is
/// shown cannot differ from what works.
std::vector<ShortcutsDialog::Shortcut> shortcutsOf(const QWidget* window);

} // namespace tonegraft
