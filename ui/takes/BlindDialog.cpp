// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/takes/BlindDialog.h"

#include "ui/kit/Theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <random>

namespace tonegraft {
namespace {

constexpr int kWidth = 380;

std::uint64_t newSeed() {
    std::random_device source;
    return (static_cast<std::uint64_t>(source()) << 32) | source();
}

QString chanceText(double chance) {
    return chance < 0.001 ? BlindDialog::tr("p < 0.001")
                          : BlindDialog::tr("p = %1").arg(QLocale().toString(chance, 'f', 3));
}

} // namespace

BlindDialog::BlindDialog(QWidget* parent)
    : QDialog(parent), m_test(newSeed()), m_play(new QPushButton(tr("Play"), this)),
      m_again(new QPushButton(tr("Begin anew"), this)), m_score(new QLabel(this)),
      m_chance(new QLabel(this)) {
    setWindowTitle(tr("Blind test"));
    build();
    showScore({});
}

void BlindDialog::build() {
    auto* intro =
        new QLabel(tr("X is one of the two takes, drawn anew after each answer. All three "
                      "are heard equally loud, at the same place of the sound."),
                   this);
    intro->setWordWrap(true);
    makeQuiet(intro);
    auto* form = new QFormLayout;
    const std::array<QString, 2> names{tr("Take A"), tr("Take B")};
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        m_choices[i] = new QComboBox(this);
        m_choices[i]->setAccessibleName(names[i]);
        m_choices[i]->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        form->addRow(names[i], m_choices[i]);
        connect(m_choices[i], &QComboBox::activated, this, &BlindDialog::choosePair);
    }
    auto* grid = new QGridLayout;
    grid->addWidget(makeSound(a, tr("A"), tr("Hear take A (A)")), 0, 0);
    grid->addWidget(makeSound(b, tr("B"), tr("Hear take B (B)")), 0, 1);
    grid->addWidget(makeSound(x, tr("X"), tr("Hear the unknown one (X)")), 0, 2);
    grid->addWidget(makeAnswer(false, tr("X is A"), tr("Shift+A")), 1, 0);
    grid->addWidget(makeAnswer(true, tr("X is B"), tr("Shift+B")), 1, 1);
    grid->addWidget(m_play, 1, 2);
    m_play->setAutoDefault(false);
    m_play->setCheckable(true);
    m_play->setToolTip(tr("Play from the playhead, or stop playing (Space)"));
    connect(m_play, &QPushButton::clicked, this, &BlindDialog::playToggled);
    connect(new QShortcut(QKeySequence(Qt::Key_Space), this), &QShortcut::activated, m_play,
            &QPushButton::click);
    m_again->setAutoDefault(false);
    m_again->setToolTip(tr("Forget the answers"));
    connect(m_again, &QPushButton::clicked, this, &BlindDialog::beginAnew);
    m_score->setAccessibleName(tr("Answers"));
    m_chance->setAccessibleName(tr("Chance"));
    m_chance->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(intro);
    layout->addLayout(form);
    layout->addLayout(grid);
    layout->addWidget(m_score);
    layout->addWidget(m_chance);
    layout->addWidget(m_again, 0, Qt::AlignRight);
    setMinimumWidth(kWidth);
}

QPushButton* BlindDialog::makeSound(Sound sound, const QString& text, const QString& help) {
    auto* button = new QPushButton(text, this);
    button->setCheckable(true);
    button->setAutoDefault(false);
    button->setToolTip(help);
    button->setAccessibleName(help);
    connect(button, &QPushButton::clicked, this, [this, sound] { hear(sound); });
    connect(new QShortcut(QKeySequence(text), this), &QShortcut::activated, this,
            [this, sound] { hear(sound); });
    m_sounds[sound] = button;
    return button;
}

QPushButton* BlindDialog::makeAnswer(bool second, const QString& text, const QString& keys) {
    auto* button = new QPushButton(text, this);
    button->setAutoDefault(false);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(tr("Answer; another X follows"), keys));
    connect(button, &QPushButton::clicked, this, [this, second] { answer(second); });
    connect(new QShortcut(QKeySequence(keys), this), &QShortcut::activated, button,
            &QPushButton::click);
    m_answers[second ? 1 : 0] = button;
    return button;
}

void BlindDialog::setTakes(const std::vector<ShownTake>& takes) {
    const std::array<quint64, 2> before{first(), second()};
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        m_choices[i]->clear();
        for (const ShownTake& take : takes) {
            m_choices[i]->addItem(take.name, QVariant::fromValue<quint64>(take.id));
        }
        m_choices[i]->setCurrentIndex(m_choices[i]->findData(before[i]));
    }
    if (isVisible() && (first() != before[0] || second() != before[1])) {
        choosePair(); // one of them was deleted
    }
}

void BlindDialog::begin(quint64 first, quint64 second) {
    m_choices[0]->setCurrentIndex(m_choices[0]->findData(QVariant::fromValue(first)));
    m_choices[1]->setCurrentIndex(m_choices[1]->findData(QVariant::fromValue(second)));
    choosePair();
}

void BlindDialog::setPlaying(bool playing) {
    m_play->setChecked(playing);
    m_play->setText(playing ? tr("Pause") : tr("Play"));
}

quint64 BlindDialog::first() const {
    return m_choices[0]->currentData().toULongLong();
}

quint64 BlindDialog::second() const {
    return m_choices[1]->currentData().toULongLong();
}

void BlindDialog::choosePair() {
    const bool both = first() != 0 && second() != 0 && first() != second();
    for (QPushButton* button : m_sounds) {
        button->setEnabled(both);
    }
    m_heard = none;
    for (QPushButton* button : m_sounds) {
        button->setChecked(false);
    }
    beginAnew();
    Q_EMIT pairChosen(both ? first() : 0, both ? second() : 0);
}

void BlindDialog::hear(Sound sound) {
    if (!m_sounds[a]->isEnabled()) {
        return;
    }
    m_heard = sound;
    for (const Sound other : {a, b, x}) {
        m_sounds[other]->setChecked(other == sound);
    }
    Q_EMIT heard(sound == b || (sound == x && m_test.xIsSecond()));
}

void BlindDialog::answer(bool second) {
    const bool right = m_test.answer(second);
    showScore(right ? tr("Right.") : tr("Wrong."));
    if (m_heard == x) {
        hear(x); // it is another one now
    }
}

void BlindDialog::beginAnew() {
    m_test = BlindTest(newSeed());
    showScore({});
    if (m_heard == x) {
        hear(x);
    }
}

void BlindDialog::showScore(const QString& last) {
    const int trials = m_test.trials();
    const bool both = m_sounds[a]->isEnabled();
    for (QPushButton* button : m_answers) {
        button->setEnabled(both);
    }
    m_again->setEnabled(trials > 0);
    m_score->setText(!both         ? tr("Choose two different takes.")
                     : trials == 0 ? tr("No answer yet.")
                                   : tr("%1 %2 of %3 right, %4")
                                         .arg(last)
                                         .arg(m_test.right())
                                         .arg(trials)
                                         .arg(chanceText(m_test.chance())));
    m_chance->setText(
        trials == 0 ? tr("Decide before how many answers you give: ten or more tell something.")
                    : tr("Who only guesses does as well in %1 % of such tests.")
                          .arg(QLocale().toString(100.0 * m_test.chance(), 'f', 1)));
}

void BlindDialog::hideEvent(QHideEvent* event) {
    QDialog::hideEvent(event);
    m_heard = none;
    Q_EMIT pairChosen(0, 0);
}

} // namespace tonegraft
