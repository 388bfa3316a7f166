// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QString>
#include <QToolButton>

namespace tonegraft {

/// The output as a file to be dragged into a folder or another program; a click copies it, to be
/// pasted there. Whoever owns it answers fileWanted() with provide(), which may take a moment.
/// Thread: GUI.
class DragHandle : public QToolButton {
    Q_OBJECT

public:
    explicit DragHandle(QWidget* parent = nullptr);

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

    QString m_path;
    Wish m_wish = Wish::none;
    QPoint m_pressedAt;
};

} // namespace tonegraft
