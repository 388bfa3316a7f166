// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <filesystem>

class QPushButton;
class QToolButton;

namespace tonegraft {

class ElidedLabel;

/// The choice of a network's weights: the built-in one, where there is one, or a file's.
class NetworkControl : public QWidget {
    Q_OBJECT

public:
    explicit NetworkControl(QWidget* parent = nullptr);

    /// Empty: the built-in network. No signal.
    void setFile(const std::filesystem::path& file);
    const std::filesystem::path& file() const { return m_file; }
    void setLocked(bool locked);
    /// Whether no file means the built-in network, or that one is still to be chosen.
    void setBuiltIn(bool builtIn);

    QPushButton* chooseButton() const { return m_choose; }
    QToolButton* resetButton() const { return m_reset; }
    ElidedLabel* nameLabel() const { return m_name; }

Q_SIGNALS:
    /// By hand, also by reset.
    void chosen(const QString& path);

private:
    void choose(const QString& path);
    void showFile();

    std::filesystem::path m_file;
    bool m_locked = false;
    bool m_builtIn = true;
    ElidedLabel* m_name;
    QPushButton* m_choose;
    QToolButton* m_reset;
};

} // namespace tonegraft
