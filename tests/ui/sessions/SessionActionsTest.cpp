// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/SessionActions.h"
#include "ui/sessions/OfferBar.h"

#include <QAction>
#include <QFileDialog>
#include <QMainWindow>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tonegraft;

class SessionActionsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QMainWindow> m_window;
    SessionActions* m_actions = nullptr;

    QFileDialog* dialog() const { return m_window->findChild<QFileDialog*>(); }

private Q_SLOTS:
    void initTestCase() { QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }
    void init() {
        m_window = std::make_unique<QMainWindow>();
        m_actions = new SessionActions(m_window.get());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void theFirstSaveAsksForAPlaceAndOffersAName() {
        const QTemporaryDir folder;
        m_actions->setProposal(folder.path(), "tune in brass");
        const QSignalSpy saved(m_actions, &SessionActions::saveRequested);
        QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
        QVERIFY(dialog());
        QCOMPARE(dialog()->directory().path(), folder.path());
        QCOMPARE(saved.size(), 0);
        static_cast<QDialog*>(dialog())->accept();
        QCOMPARE(saved.size(), 1);
        QCOMPARE(saved.at(0).at(0).toString(), folder.filePath("tune in brass"));
    }

    void asSoonAsThereIsAFolderSaveAsksNothing() {
        m_actions->setFolder("/music/tune in brass");
        const QSignalSpy saved(m_actions, &SessionActions::saveRequested);
        m_actions->save->trigger();
        QVERIFY(!dialog());
        QCOMPARE(saved.size(), 1);
        QCOMPARE(saved.at(0).at(0).toString(), "/music/tune in brass");
        m_actions->saveAs->trigger();
        QVERIFY(dialog());
    }

    void recentSessionsAreOpenedByTheirNames() {
        QVERIFY(!m_actions->recent->menuAction()->isEnabled());
        m_actions->setRecent({"/music/a & b", "/music/c"});
        QVERIFY(m_actions->recent->menuAction()->isEnabled());
        QCOMPARE(m_actions->recent->actions().at(0)->text(), "a && b");
        const QSignalSpy opened(m_actions, &SessionActions::openRequested);
        m_actions->recent->actions().at(1)->trigger();
        QCOMPARE(opened.at(0).at(0).toString(), "/music/c");
    }

    void inARunNoSessionIsOpened() {
        m_actions->setRecent({"/music/c"});
        m_actions->setChangeable(false);
        QVERIFY(!m_actions->open->isEnabled());
        QVERIFY(!m_actions->recent->actions().at(0)->isEnabled());
        QVERIFY(m_actions->save->isEnabled());
        m_actions->setChangeable(true);
        QVERIFY(m_actions->open->isEnabled());
    }

    void anOfferIsAnsweredOnce() {
        OfferBar bar(m_window.get());
        QCOMPARE(bar.text(), "");
        int accepted = 0;
        int declined = 0;
        bar.show({"Open it again?", "Open", "No", [&] { ++accepted; }, [&] { ++declined; }});
        QCOMPARE(bar.text(), "Open it again?");
        QTest::mouseClick(bar.acceptButton(), Qt::LeftButton);
        QCOMPARE(accepted, 1);
        QCOMPARE(bar.text(), "");
        bar.show({"And this?", "Open", "No", [&] { ++accepted; }, [&] { ++declined; }});
        bar.declineButton()->click();
        QCOMPARE(accepted, 1);
        QCOMPARE(declined, 1);
    }
};

QTEST_MAIN(SessionActionsTest)
#include "SessionActionsTest.moc"
