// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QString>
#include <QToolButton>

namespace tonegraft {

/// What a handle says of its file.
struct DragTexts {
    QString text;
    QString help;
    QString accessibleName;
};

/// A file to be dragged into a folder or another program; a click copies it, to be pasted there.
/// Whoever owns it answers fileWanted() with provide(), which may take a moment. Thread: GUI.
class DragHandle : public QToolButton {
    Q_OBJECT

public:
    explicit DragHandle(const DragTexts& texts, QWidget* parent = nullptr);

    /// Empty: there is a file to be had. Else the handle is disabled, and its tooltip says why.
    void setObstacle(const QString& reason);

    /// The file is there. A drag begins if the hand still asks for it.
    void provide(const QString& path);
    /// The file that was provided belongs to what is no longer shown.
    void forget();

Q_SIGNALS:
    void fileWanted();
    /// The file can be pasted.
    void copied();

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    enum class Wish { none, copy, drag };

    void want(Wish wish);
    void fulfil();
    void startDrag();

    QString m_help;
    QString m_path;
    Wish m_wish = Wish::none;
    QPoint m_pressedAt;
};

} // namespace tonegraft
