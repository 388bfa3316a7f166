// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/takes/BlindTest.h"
#include "ui/takes/ShownTake.h"

#include <QDialog>

#include <array>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;

namespace tonegraft {

/// A blind test of two takes: A, B and X are heard, and which of the two X is, is answered. It
/// stands beside the window, which goes on working. It plays nothing itself. Thread: GUI.
class BlindDialog : public QDialog {
    Q_OBJECT

public:
    explicit BlindDialog(QWidget* parent = nullptr);

    /// All that can be chosen. A take that is tested stays, unless it is gone.
    void setTakes(const std::vector<ShownTake>& takes);
    /// Begins anew with these two.
    void begin(quint64 first, quint64 second);
    /// What is played or not by the window.
    void setPlaying(bool playing);
    quint64 first() const;
    quint64 second() const;
    const BlindTest& test() const { return m_test; }

Q_SIGNALS:
    /// Two takes are to be tested; or (0, 0) none any more.
    void pairChosen(quint64 first, quint64 second);
    /// One of the two is to be heard, be it as X.
    void heard(bool second);
    void playToggled(bool playing);

protected:
    void hideEvent(QHideEvent* event) override;

private:
    enum Sound { a, b, x, none };

    void build();
    QPushButton* makeSound(Sound sound, const QString& text, const QString& help);
    QPushButton* makeAnswer(bool second, const QString& text, const QString& keys);
    void choosePair();
    void hear(Sound sound);
    void answer(bool second);
    void beginAnew();
    void showScore(const QString& last);

    BlindTest m_test;
    Sound m_heard = none;
    std::array<QComboBox*, 2> m_choices{};
    std::array<QPushButton*, 3> m_sounds{};
    std::array<QPushButton*, 2> m_answers{};
    QPushButton* m_play;
    QPushButton* m_again;
    QLabel* m_score;
    QLabel* m_chance;
};

} // namespace tonegraft
