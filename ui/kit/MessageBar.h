// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/WindowState.h"

#include <QColor>
#include <QWidget>

class QLabel;

namespace tonegraft {

/// One message inside the window: stays until closed or replaced, blocks nothing. The text can be
/// selected and copied.
class MessageBar : public QWidget {
    Q_OBJECT

public:
    explicit MessageBar(QWidget* parent = nullptr);
    void showMessage(Severity severity, const QString& text);
    Severity severity() const { return m_severity; }
    QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QColor accent() const;
    void refreshIcon();

    Severity m_severity = Severity::information;
    QLabel* m_icon;
    QLabel* m_text;
};

} // namespace tonegraft
