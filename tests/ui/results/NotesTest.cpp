// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QUrl>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

std::vector<MethodInfo> hearingMethods() {
    std::vector<MethodInfo> methods = someMethods();
    methods.front().hearsNotes = true;
    return methods;
}

} // namespace

/// The notes of a result as a file.
class NotesTest : public WindowFixture {
    Q_OBJECT

    QToolButton* handle() const { return button("Copy the notes as a MIDI file"); }
    QAction* save() const { return action("Save notes as MIDI…"); }
    /// A result of a method, with or without notes.
    void showResultOf(const char* method, bool notes) {
        auto result = std::make_shared<TransferResult>(*m_result.result);
        result->settings.method = method;
        if (notes) {
            result->notes = {{0.5, 1.0, 69, -6.0}};
        }
        ShownResult shown = m_result;
        shown.result = result;
        m_window->showResult(shown);
    }

private Q_SLOTS:
    void init() {
        m_window = std::make_unique<MainWindow>(hearingMethods());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        loadClips();
    }

    void thereIsNothingToSaveBeforeARunAndTheTooltipSaysSo() {
        QVERIFY(!handle()->isVisible());
        QVERIFY(!save()->isEnabled());
        QVERIFY2(save()->toolTip().contains("no result yet"), qPrintable(save()->toolTip()));
    }

    void notesThatWereHeardCanBeCopiedWithTheKeyboard() {
        showResultOf("tonegraft", true);
        QVERIFY(handle()->isVisible() && handle()->isEnabled());
        QSignalSpy wanted(m_window.get(), &MainWindow::notesFileWanted);
        handle()->setFocus(Qt::TabFocusReason);
        QTest::keyClick(handle(), Qt::Key_Space);
        QCOMPARE(wanted.count(), 1);
        m_window->provideNotesFile("/cache/out.mid");
        QCOMPARE(QGuiApplication::clipboard()->mimeData()->urls(),
                 QList<QUrl>{QUrl("file:///cache/out.mid")});
    }

    void aMethodThatHearsNoNotesSaysSo() {
        showResultOf("dipani", false);
        QVERIFY(!handle()->isEnabled());
        QVERIFY2(handle()->toolTip().contains("hears no notes. These do: Tonegraft"),
                 qPrintable(handle()->toolTip()));
        QVERIFY(!save()->isEnabled());
        QVERIFY(save()->toolTip().contains("hears no notes"));
    }

    void aContentWithoutNotesIsAnotherReason() {
        showResultOf("tonegraft", false);
        QVERIFY(!handle()->isEnabled());
        QVERIFY(handle()->toolTip().contains("No notes were heard in the content"));
    }

    void theReasonIsGoneWithTheNextResult() {
        showResultOf("dipani", false);
        showResultOf("tonegraft", true);
        QVERIFY(handle()->isEnabled());
        QVERIFY(save()->isEnabled());
        QVERIFY(handle()->toolTip().contains("MIDI"));
    }

    void savingAsksForAPlaceAndSaysIt() {
        showResultOf("tonegraft", true);
        m_window->setNotesProposal("/tmp/tune.mid");
        QSignalSpy asked(m_window.get(), &MainWindow::notesSaveRequested);
        press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        auto* dialog = m_window->findChild<QFileDialog*>();
        QVERIFY(dialog != nullptr && dialog->isVisible());
        QCOMPARE(dialog->acceptMode(), QFileDialog::AcceptSave);
        QCOMPARE(dialog->selectedFiles(), QStringList{"/tmp/tune.mid"});
        Q_EMIT dialog->fileSelected("/tmp/other.mid");
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().first().toString(), QString("/tmp/other.mid"));
    }
};

QTEST_MAIN(NotesTest)
#include "NotesTest.moc"
