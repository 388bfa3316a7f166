// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace tonegraft {

/// Prose of which two lines are seen, and all of it after a click on "more". Thread: GUI.
class FoldedText : public QWidget {
    Q_OBJECT

public:
    static constexpr int kLines = 2;

    explicit FoldedText(QWidget* parent = nullptr);

    /// Folds it again.
    void setText(const QString& text);
    /// What is seen of it.
    QString shownText() const;
    QToolButton* moreButton() const { return m_more; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refold();

    QString m_text;
    QLabel* m_label;
    QToolButton* m_more;
};

} // namespace tonegraft
