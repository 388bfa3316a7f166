// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/takes/BlindDialog.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace tonegraft;

namespace {

std::vector<ShownTake> three() {
    std::vector<ShownTake> takes(3);
    const QStringList names{QStringLiteral("c"), QStringLiteral("b"), QStringLiteral("a")};
    for (int i = 0; i < 3; ++i) {
        takes[static_cast<std::size_t>(i)].id = static_cast<quint64>(3 - i);
        takes[static_cast<std::size_t>(i)].name = names[i];
    }
    return takes;
}

} // namespace

class BlindDialogTest : public QObject {
    Q_OBJECT

    std::unique_ptr<BlindDialog> m_dialog;

    QPushButton* button(const QString& text) const {
        for (QPushButton* candidate : m_dialog->findChildren<QPushButton*>()) {
            if (candidate->text() == text) {
                return candidate;
            }
        }
        return nullptr;
    }
    QString textOf(const QString& name) const {
        for (const QLabel* label : m_dialog->findChildren<QLabel*>()) {
            if (label->accessibleName() == name) {
                return label->text();
            }
        }
        return {};
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const {
        QTest::keyClick(m_dialog.get(), key, modifiers);
    }
    /// As X says what it is, by the keys.
    void answer(bool rightly) const {
        const bool second = m_dialog->test().xIsSecond() == rightly;
        press(second ? Qt::Key_B : Qt::Key_A, Qt::ShiftModifier);
    }

private Q_SLOTS:
    void init() {
        m_dialog = std::make_unique<BlindDialog>();
        m_dialog->setTakes(three());
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
        m_dialog->begin(3, 1);
    }

    void theChanceIsThatOfGuessing() {
        QCOMPARE(guessingChance(0, 0), 1.0);
        QCOMPARE(guessingChance(0, 5), 1.0);
        QCOMPARE(guessingChance(1, 1), 0.5);
        QVERIFY(qAbs(guessingChance(12, 16) - 2517.0 / 65536.0) < 1e-12);
        QVERIFY(qAbs(guessingChance(10, 10) - 1.0 / 1024.0) < 1e-12);
        QVERIFY(qAbs(guessingChance(500, 1000) - 0.5126) < 1e-4);
    }

    void xIsEitherAndEveryAnswerCounts() {
        BlindTest test(7);
        int seconds = 0;
        for (int i = 0; i < 1000; ++i) {
            seconds += test.xIsSecond() ? 1 : 0;
            const bool right = i % 4 != 0;
            QCOMPARE(test.answer(test.xIsSecond() == right), right);
        }
        QVERIFY(seconds > 430 && seconds < 570); // 4.4 standard deviations
        QCOMPARE(test.trials(), 1000);
        QCOMPARE(test.right(), 750);
    }

    void keysAndButtonsHearTheTwoAndX() {
        QSignalSpy heard(m_dialog.get(), &BlindDialog::heard);
        press(Qt::Key_A);
        press(Qt::Key_B);
        press(Qt::Key_X);
        button("A")->click();
        const bool x = m_dialog->test().xIsSecond();
        QCOMPARE(heard.size(), 4);
        QCOMPARE(heard[0][0].toBool(), false);
        QCOMPARE(heard[1][0].toBool(), true);
        QCOMPARE(heard[2][0].toBool(), x);
        QVERIFY(button("A")->isChecked());
        QVERIFY(!button("X")->isChecked());
    }

    void whoHearsXHearsTheNewOneAfterTheAnswer() {
        press(Qt::Key_X);
        QSignalSpy heard(m_dialog.get(), &BlindDialog::heard);
        for (int i = 0; i < 20; ++i) {
            answer(true);
            QCOMPARE(heard.size(), i + 1);
            QCOMPARE(heard[i][0].toBool(), m_dialog->test().xIsSecond());
        }
        press(Qt::Key_A);
        heard.clear();
        answer(true);
        QVERIFY(heard.isEmpty()); // A stays A
    }

    void theScoreSaysHowLikelyItIsByGuessing() {
        for (int i = 0; i < 9; ++i) {
            answer(true);
        }
        answer(false);
        QCOMPARE(textOf("Answers"), QString("Wrong. 9 of 10 right, p = 0.011"));
        QVERIFY2(textOf("Chance").contains("1.1 %"), qPrintable(textOf("Chance")));
        button("Begin anew")->click();
        QCOMPARE(m_dialog->test().trials(), 0);
        QCOMPARE(textOf("Answers"), QString("No answer yet."));
    }

    void anotherPairBeginsAnew() {
        answer(true);
        QSignalSpy chosen(m_dialog.get(), &BlindDialog::pairChosen);
        auto* second = m_dialog->findChildren<QComboBox*>().at(1);
        second->setFocus();
        QTest::keyClick(second, Qt::Key_Up);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toULongLong(), 3ULL);
        QCOMPARE(chosen[0][1].toULongLong(), 2ULL);
        QCOMPARE(m_dialog->test().trials(), 0);
    }

    void oneTakeIsNotTestedAgainstItself() {
        QSignalSpy chosen(m_dialog.get(), &BlindDialog::pairChosen);
        m_dialog->begin(3, 3);
        QCOMPARE(chosen[0][0].toULongLong(), 0ULL);
        QVERIFY(!button("A")->isEnabled());
        QVERIFY(!button("X is A")->isEnabled());
        QSignalSpy heard(m_dialog.get(), &BlindDialog::heard);
        press(Qt::Key_B);
        QVERIFY(heard.isEmpty());
    }

    void aTakeThatIsDeletedEndsItsTest() {
        QSignalSpy chosen(m_dialog.get(), &BlindDialog::pairChosen);
        std::vector<ShownTake> left = three();
        left[1].name = QStringLiteral("b, renamed");
        m_dialog->setTakes(left);
        QVERIFY(chosen.isEmpty()); // both are there
        QCOMPARE(m_dialog->second(), 1ULL);
        left.pop_back();
        m_dialog->setTakes(left);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toULongLong(), 0ULL);
    }

    void theTwoAreTakenAwayWhenItCloses() {
        QSignalSpy chosen(m_dialog.get(), &BlindDialog::pairChosen);
        press(Qt::Key_Escape);
        QVERIFY(!m_dialog->isVisible());
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toULongLong(), 0ULL);
    }

    void spacePlays() {
        QSignalSpy toggled(m_dialog.get(), &BlindDialog::playToggled);
        button("X is A")->setFocus();
        press(Qt::Key_Space);
        QCOMPARE(toggled.size(), 1);
        QCOMPARE(toggled[0][0].toBool(), true);
        QCOMPARE(m_dialog->test().trials(), 0);
        m_dialog->setPlaying(true);
        press(Qt::Key_Space);
        QCOMPARE(toggled[1][0].toBool(), false);
    }
};

QTEST_MAIN(BlindDialogTest)
#include "BlindDialogTest.moc"
