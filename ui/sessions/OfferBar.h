// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace tonegraft {

/// What can be offered, with a word for taking it and one for leaving it.
struct Offer {
    QString text;
    QString accept;
    QString decline;
    std::function<void()> accepted;
    std::function<void()> declined;
};

/// A line above the window's contents that offers something and waits for no answer. Hidden while
/// there is nothing. Thread: GUI.
class OfferBar : public QWidget {
    Q_OBJECT

public:
    explicit OfferBar(QWidget* parent = nullptr);
    /// Takes the place of another, which is neither accepted nor declined.
    void show(const Offer& offer);
    /// The same for none.
    void withdraw();

    QPushButton* acceptButton() const { return m_accept; }
    QPushButton* declineButton() const { return m_decline; }
    QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void answer(const std::function<void()>& answered);

    Offer m_offer;
    QLabel* m_text;
    QPushButton* m_accept;
    QPushButton* m_decline;
};

} // namespace tonegraft
