// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/takes/TakesPanel.h"
#include "ui/takes/TakesModel.h"

#include <QAction>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace tonegraft;

namespace {

ShownTake take(quint64 id, const QString& name) {
    ShownTake row;
    row.id = id;
    row.name = name;
    row.difference = QStringLiteral("Steps 24 steps");
    row.timbre = QStringLiteral("62 %");
    row.time = QStringLiteral("5.9 s");
    return row;
}

std::vector<ShownTake> three() {
    return {take(3, "c"), take(2, "b"), take(1, "a")};
}

} // namespace

class TakesPanelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TakesPanel> m_panel;

    void press(Qt::Key key) const { QTest::keyClick(m_panel->list(), key); }
    QAction* action(const QString& text) const {
        for (QAction* candidate : m_panel->list()->actions()) {
            if (candidate->text() == text) {
                return candidate;
            }
        }
        return nullptr;
    }
    QString nameAt(int row) const {
        return m_panel->list()->model()->index(row, 0).data().toString();
    }

private Q_SLOTS:
    void init() {
        m_panel = std::make_unique<TakesPanel>();
        m_panel->resize(360, 220);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        m_panel->list()->setFocus();
    }

    void anEmptyListSaysWhatItIsForAndOffersNothing() {
        QVERIFY(m_panel->list()->viewport()->findChild<QLabel*>()->isVisible());
        QVERIFY(!action("Delete")->isEnabled());
        m_panel->setTakes(three());
        QVERIFY(!m_panel->list()->viewport()->findChild<QLabel*>()->isVisible());
    }

    void theArrowKeysStepThroughTheTakes() {
        m_panel->setTakes(three());
        m_panel->setCurrent(3);
        const QSignalSpy selected(m_panel.get(), &TakesPanel::selected);
        press(Qt::Key_Down);
        press(Qt::Key_Down);
        press(Qt::Key_Up);
        QCOMPARE(selected.size(), 3);
        QCOMPARE(selected.at(0).at(0).toULongLong(), 2ULL);
        QCOMPARE(selected.at(1).at(0).toULongLong(), 1ULL);
        QCOMPARE(selected.at(2).at(0).toULongLong(), 2ULL);
    }

    void aClickSelectsTheTakeThatIsThere() {
        m_panel->setTakes(three());
        const QSignalSpy selected(m_panel.get(), &TakesPanel::selected);
        QListView* list = m_panel->list();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(1, 0)).center());
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected.at(0).at(0).toULongLong(), 2ULL);
    }

    void settersEmitNothing() {
        m_panel->setTakes(three());
        const QSignalSpy selected(m_panel.get(), &TakesPanel::selected);
        m_panel->setCurrent(2);
        m_panel->setTakes({take(4, "d"), take(3, "c"), take(1, "a")});
        m_panel->setCurrent(0);
        QCOMPARE(selected.size(), 0);
    }

    void aTakeThatComesLeavesTheSelectionWhereItWas() {
        m_panel->setTakes(three());
        m_panel->setCurrent(2);
        m_panel->setTakes({take(4, "d"), take(3, "c"), take(2, "b"), take(1, "a")});
        QCOMPARE(m_panel->current(), 2ULL);
        QCOMPARE(nameAt(0), "d");
        QCOMPARE(nameAt(3), "a");
    }

    void whereTheSelectedTakeGoesNoneIsSelected() {
        m_panel->setTakes(three());
        m_panel->setCurrent(2);
        m_panel->setTakes({take(3, "c"), take(1, "a")});
        QCOMPARE(m_panel->current(), 0ULL);
    }

    void f2RenamesInPlace() {
        m_panel->setTakes(three());
        m_panel->setCurrent(2);
        const QSignalSpy renamed(m_panel.get(), &TakesPanel::renamed);
        press(Qt::Key_F2);
        auto* editor = m_panel->list()->findChild<QLineEdit*>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, "1 best");
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(renamed.size(), 1);
        QCOMPARE(renamed.at(0).at(0).toULongLong(), 2ULL);
        QCOMPARE(renamed.at(0).at(1).toString(), "1 best");
        QCOMPARE(nameAt(1), "b"); // until it is told
    }

    void anEmptyNameRenamesNothing() {
        m_panel->setTakes(three());
        m_panel->setCurrent(2);
        const QSignalSpy renamed(m_panel.get(), &TakesPanel::renamed);
        press(Qt::Key_F2);
        auto* editor = m_panel->list()->findChild<QLineEdit*>();
        QVERIFY(editor);
        editor->setText("  ");
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!m_panel->list()->findChild<QLineEdit*>());
        QCOMPARE(renamed.size(), 0);
    }

    void deleteRemovesTheSelectedTake() {
        m_panel->setTakes(three());
        m_panel->setCurrent(3);
        const QSignalSpy removed(m_panel.get(), &TakesPanel::removed);
        press(Qt::Key_Delete);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed.at(0).at(0).toULongLong(), 3ULL);
    }

    void aStarShowsWhatTheTakeHasAndTellsWhatIsWanted() {
        std::vector<ShownTake> takes = three();
        takes[1].starred = true;
        m_panel->setTakes(takes);
        m_panel->setCurrent(2);
        QVERIFY(action("Star")->isChecked());
        const QSignalSpy starred(m_panel.get(), &TakesPanel::starred);
        action("Star")->trigger();
        QCOMPARE(starred.size(), 1);
        QCOMPARE(starred.at(0).at(1).toBool(), false);
    }

    void aNoteIsAskedForAndTold() {
        m_panel->setTakes(three());
        m_panel->setCurrent(1);
        const QSignalSpy noted(m_panel.get(), &TakesPanel::noted);
        action("Note…")->trigger();
        auto* dialog = m_panel->findChild<QInputDialog*>();
        QVERIFY(dialog);
        dialog->setTextValue(" a soft attack ");
        dialog->accept();
        QCOMPARE(noted.size(), 1);
        QCOMPARE(noted.at(0).at(1).toString(), "a soft attack");
    }

    void settingsAreGivenBackByKeyButNotInARun() {
        m_panel->setTakes(three());
        m_panel->setCurrent(2);
        const QSignalSpy wanted(m_panel.get(), &TakesPanel::settingsWanted);
        press(Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
        m_panel->setChangeable(false);
        press(Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
        QVERIFY(!action("Give clips and settings back")->isEnabled());
    }

    void aScreenReaderReadsAllOfARow() {
        std::vector<ShownTake> takes = three();
        takes[0].note = "soft";
        takes[0].starred = true;
        m_panel->setTakes(takes);
        QCOMPARE(m_panel->list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 "c, starred, Steps 24 steps, timbre reached: 62 %, 5.9 s, soft");
        for (const QToolButton* button : m_panel->findChildren<QToolButton*>()) {
            QVERIFY(!button->accessibleName().isEmpty());
        }
    }
};

QTEST_MAIN(TakesPanelTest)
#include "TakesPanelTest.moc"
