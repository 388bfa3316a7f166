// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/takes/TakeMap.h"
#include "ui/takes/TakesPanel.h"

#include <QAction>
#include <QApplication>
#include <QImage>
#include <QListView>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>

using namespace tonegraft;

namespace {

ShownTake take(quint64 id, double reached, double kept) {
    ShownTake row;
    row.id = id;
    row.name = QStringLiteral("take %1").arg(id);
    row.reached = reached;
    row.kept = kept;
    return row;
}

/// Three at the corners of a triangle, and one that is not measured.
std::vector<ShownTake> four() {
    ShownTake unknown;
    unknown.id = 4;
    return {take(1, 0.1, 0.9), take(2, 0.9, 0.9), take(3, 0.5, 0.2), unknown};
}

} // namespace

class TakeMapTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TakeMap> m_map;

    QPoint place(quint64 id) const { return m_map->placeOf(id)->toPoint(); }

private Q_SLOTS:
    void init() {
        m_map = std::make_unique<TakeMap>();
        m_map->resize(500, 400);
        m_map->show();
        QVERIFY(QTest::qWaitForWindowActive(m_map.get()));
        m_map->setTakes(four());
    }

    void timbreGrowsToTheRightAndContentUpwards() {
        QVERIFY(place(1).x() < place(3).x() && place(3).x() < place(2).x());
        QVERIFY(place(3).y() > place(1).y());
        QCOMPARE(place(1).y(), place(2).y());
        QVERIFY(!m_map->placeOf(4));
        for (const quint64 id : {1, 2, 3}) {
            QVERIFY(m_map->rect().contains(place(id)));
        }
    }

    void whatLiesOutsideIsStillOnTheMap() {
        m_map->setTakes({take(1, -0.6, 1.0), take(2, 1.4, -0.3)});
        QVERIFY(m_map->rect().contains(place(1)));
        QVERIFY(m_map->rect().contains(place(2)));
    }

    void aPointIsHeardWhenItIsTouched() {
        QSignalSpy touched(m_map.get(), &TakeMap::touched);
        QTest::mouseClick(m_map.get(), Qt::LeftButton, {}, place(2) + QPoint(5, 5));
        QCOMPARE(touched.size(), 1);
        QCOMPARE(touched[0][0].toULongLong(), 2ULL);
        QTest::mouseClick(m_map.get(), Qt::LeftButton, {}, place(2)); // it is heard already
        QTest::mouseClick(m_map.get(), Qt::LeftButton, {}, place(2) + QPoint(-60, 60));
        QCOMPARE(touched.size(), 1);
    }

    void allThatTheHandPassesAreHeard() {
        QSignalSpy touched(m_map.get(), &TakeMap::touched);
        QTest::mouseMove(m_map.get(), place(1)); // without a button it only looks
        QCOMPARE(touched.size(), 0);
        QTest::mousePress(m_map.get(), Qt::LeftButton, {}, place(1));
        for (const quint64 id : {3, 2}) {
            QMouseEvent move(QEvent::MouseMove, QPointF(place(id)), m_map->mapToGlobal(place(id)),
                             Qt::NoButton, Qt::LeftButton, {});
            QApplication::sendEvent(m_map.get(), &move);
        }
        QCOMPARE(touched.size(), 3);
        QCOMPARE(touched[1][0].toULongLong(), 3ULL);
        QCOMPARE(touched[2][0].toULongLong(), 2ULL);
    }

    void arrowKeysGoToTheNeighbor() {
        m_map->setCurrent(1);
        QSignalSpy touched(m_map.get(), &TakeMap::touched);
        QTest::keyClick(m_map.get(), Qt::Key_Right);
        QCOMPARE(m_map->current(), 2ULL);            // the other one is nearer, but aside
        QTest::keyClick(m_map.get(), Qt::Key_Right); // there is none
        QTest::keyClick(m_map.get(), Qt::Key_Down);
        QCOMPARE(m_map->current(), 3ULL);
        QVERIFY(m_map->accessibleDescription().contains("50"));
        QTest::keyClick(m_map.get(), Qt::Key_Left);
        QCOMPARE(m_map->current(), 1ULL);
        QCOMPARE(touched.size(), 3);
    }

    void theChosenOneIsSeen() {
        m_map->setCurrent(0);
        const QImage before = m_map->grab().toImage();
        m_map->setCurrent(3);
        QVERIFY(m_map->grab().toImage() != before);
    }

    void thePanelsMapSelectsInTheList() {
        TakesPanel panel;
        panel.setTakes(four());
        panel.show();
        for (QAction* action : panel.takeActions()) {
            if (action->text().startsWith("Map")) {
                action->trigger();
            }
        }
        auto* dialog = panel.findChild<TakeMapDialog*>();
        QVERIFY(dialog && dialog->isVisible() && !dialog->isModal());
        QSignalSpy selected(&panel, &TakesPanel::selected);
        Q_EMIT dialog->map()->touched(3);
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected[0][0].toULongLong(), 3ULL);
        panel.setCurrent(2);
        QCOMPARE(dialog->map()->current(), 2ULL);
        panel.setTakes({take(2, 0.9, 0.9)});
        QVERIFY(!dialog->map()->placeOf(3));
    }
};

QTEST_MAIN(TakeMapTest)
#include "TakeMapTest.moc"
