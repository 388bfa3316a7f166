// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/RegionEditor.h"

#include <QDoubleSpinBox>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <memory>

using namespace tonegraft;

class RegionEditorTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RegionEditor> m_editor;

    static void type(QDoubleSpinBox* box, const char* text) {
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, text);
        QTest::keyClick(box, Qt::Key_Return);
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init() {
        m_editor = std::make_unique<RegionEditor>("content", "What it is for.");
        m_editor->setClipSeconds(10.004);
        m_editor->show();
        QVERIFY(QTest::qWaitForWindowActive(m_editor.get()));
    }

    void aNewClipIsTakenAsAWhole() {
        QVERIFY(!m_editor->region());
        QCOMPARE(m_editor->start()->value(), 0.0);
        QCOMPARE(m_editor->length()->text(), "10.00 s");
        QVERIFY(!m_editor->resetButton()->isEnabled());
    }

    void typedNumbersAreTheRegion() {
        QSignalSpy edits(m_editor.get(), &RegionEditor::edited);
        type(m_editor->length(), "2.5");
        type(m_editor->start(), "4");
        QCOMPARE(edits.count(), 2);
        QCOMPARE(m_editor->region().value(), (Region{4.0, 2.5}));
        QCOMPARE(edits.last().at(0).value<std::optional<Region>>().value(), (Region{4.0, 2.5}));
    }

    void movingTheStartKeepsTheLengthWhileThereIsRoom() {
        m_editor->setRegion(Region{1.0, 3.0});
        type(m_editor->start(), "5");
        QCOMPARE(m_editor->region().value(), (Region{5.0, 3.0}));
        type(m_editor->start(), "9");
        QCOMPARE(m_editor->region().value(), (Region{9.0, 10.004 - 9.0}));
    }

    void theShownEndIsTheClipsExactEnd() {
        m_editor->setRegion(Region{5.0, 2.0});
        type(m_editor->length(), "5");
        QCOMPARE(m_editor->region().value(), (Region{5.0, 10.004 - 5.0}));
        type(m_editor->start(), "0");
        type(m_editor->length(), "10");
        QVERIFY(!m_editor->region());
    }

    void arrowsMoveIt() {
        m_editor->setRegion(Region{1.0, 3.0});
        QTest::keyClick(m_editor->start(), Qt::Key_Up);
        QCOMPARE(m_editor->region().value(), (Region{1.1, 3.0}));
    }

    void resetTakesAllOfTheClipAgain() {
        m_editor->setRegion(Region{1.0, 3.0});
        QSignalSpy edits(m_editor.get(), &RegionEditor::edited);
        m_editor->resetButton()->click();
        QVERIFY(!m_editor->region());
        QCOMPARE(edits.count(), 1);
        QVERIFY(!m_editor->resetButton()->isEnabled());
    }

    void aRegionFromElsewhereIsShownAndEmitsNothing() {
        QSignalSpy edits(m_editor.get(), &RegionEditor::edited);
        m_editor->setRegion(Region{2.0, 50.0});
        QCOMPARE(m_editor->region().value(), (Region{2.0, 10.004 - 2.0}));
        QCOMPARE(m_editor->start()->value(), 2.0);
        QCOMPARE(edits.count(), 0);
    }

    void whatTheBoxesCannotShowIsKept() {
        m_editor->setRegion(Region{1.23456, 2.34567});
        QCOMPARE(m_editor->region().value(), (Region{1.23456, 2.34567}));
        type(m_editor->start(), "2");
        QCOMPARE(m_editor->region().value(), (Region{2.0, 2.34567}));
    }

    void aClipTooShortForARegionHasNone() {
        m_editor->setClipSeconds(0.08);
        QVERIFY(!m_editor->start()->isEnabled());
        QVERIFY(!m_editor->length()->isEnabled());
        QVERIFY(!m_editor->region());
    }

    void theWheelChangesNothingUnlessTheBoxWasChosen() {
        m_editor->setRegion(Region{1.0, 3.0});
        m_editor->resetButton()->setFocus();
        const QPointF middle = m_editor->start()->rect().center();
        QWheelEvent turn(middle, m_editor->start()->mapToGlobal(middle), {}, {0, 120}, Qt::NoButton,
                         Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_editor->start(), &turn);
        QCOMPARE(m_editor->region().value(), (Region{1.0, 3.0}));
    }
};

QTEST_MAIN(RegionEditorTest)
#include "RegionEditorTest.moc"
