// SPDX-License-Identifier: GPL-3.0-or-later
#include "Drops.h"
#include "WindowFixture.h"
#include "ui/clips/RecentMenu.h"
#include "ui/kit/DropOverlay.h"
#include "ui/kit/FileName.h"
#include "ui/kit/MessageBar.h"
#include "ui/results/LossChart.h"
#include "ui/settings/SettingsPanel.h"

#include <QClipboard>
#include <QFileDialog>
#include <QMenu>
#include <QSignalSpy>
#include <QToolBar>

using namespace tonegraft;
using namespace tonegraft::test;

/// The ways by which files come into the window and out of it.
class ClipIntakeTest : public WindowFixture {
    Q_OBJECT

    QWidget* overlay() const { return m_window->findChild<DropOverlay*>(); }
    SpectrogramView* pane(SpectrogramStack::Pane pane) const { return stack()->view(pane); }
    static QList<QUrl> urls(const QStringList& paths) {
        QList<QUrl> all;
        for (const QString& path : paths) {
            all << QUrl::fromLocalFile(path);
        }
        return all;
    }
    RecentMenu* recentOf(const QString& accessibleName) const {
        return qobject_cast<RecentMenu*>(button(accessibleName)->menu());
    }

private Q_SLOTS:
    // --- Drops -------------------------------------------------------------------------------
    void panelsAndPanesTakeTheClipOfTheirRole() {
        QSignalSpy contents(m_window.get(), &MainWindow::contentChosen);
        QSignalSpy styles(m_window.get(), &MainWindow::styleChosen);
        QVERIFY(dropFile(panel(0), QUrl::fromLocalFile("/music/Ünï çödé 100%.wav")));
        QVERIFY(dropFile(panel(1), QUrl::fromLocalFile("/two.wav")));
        QVERIFY(dropFile(pane(SpectrogramStack::content), QUrl::fromLocalFile("/3.wav")));
        QVERIFY(dropFile(pane(SpectrogramStack::style), QUrl::fromLocalFile("/4.wav")));
        QCOMPARE(contents.count(), 2);
        QCOMPARE(styles.count(), 2);
        QCOMPARE(contents.at(0).at(0).toString(), QStringLiteral("/music/Ünï çödé 100%.wav"));
        QCOMPARE(styles.at(1).at(0).toString(), "/4.wav");
    }

    void anywhereElseTheNearestPlaceTakesIt() {
        QSignalSpy contents(m_window.get(), &MainWindow::contentChosen);
        QSignalSpy styles(m_window.get(), &MainWindow::styleChosen);
        const auto* tools = m_window->findChild<QToolBar*>();
        QVERIFY(dropFiles(tools, urls({"/above.wav"}), QPoint(50, 10)));
        QVERIFY(dropFile(m_window->findChild<LossChart*>(), QUrl::fromLocalFile("/below.wav")));
        QCOMPARE(contents.count(), 1);
        QCOMPARE(styles.count(), 1);
        QCOMPARE(styles.at(0).at(0).toString(), "/below.wav");
    }

    void onTheSettingsAFileGivesItsSettingsBackAndJsonDoesEverywhere() {
        QSignalSpy contents(m_window.get(), &MainWindow::contentChosen);
        QSignalSpy settings(m_window.get(), &MainWindow::settingsFileDropped);
        const auto* panel_ = m_window->findChild<SettingsPanel*>();
        QVERIFY(dropFiles(panel_, urls({"/made.wav"}), QPoint(50, 10)));
        QVERIFY(dropFile(pane(SpectrogramStack::content), QUrl::fromLocalFile("/out.JSON")));
        QCOMPARE(settings.count(), 2);
        QCOMPARE(settings.at(0).at(0).toString(), "/made.wav");
        QCOMPARE(contents.count(), 0);
    }

    void ofTwoFilesTheFirstIsTheContentAndTheSecondTheStyle() {
        QSignalSpy contents(m_window.get(), &MainWindow::contentChosen);
        QSignalSpy styles(m_window.get(), &MainWindow::styleChosen);
        QVERIFY(dropFiles(panel(1), urls({"/1.wav", "/2.wav"}), QPoint(5, 5)));
        QCOMPARE(contents.count(), 1);
        QCOMPARE(contents.at(0).at(0).toString(), "/1.wav");
        QCOMPARE(styles.count(), 1);
        QCOMPARE(styles.at(0).at(0).toString(), "/2.wav");
        QVERIFY(!m_window->findChild<MessageBar*>()->isVisible());
    }

    void aClickOnAnEmptyPaneAsksForItsClip() {
        for (const auto shown : {SpectrogramStack::content, SpectrogramStack::style}) {
            QTest::mouseClick(pane(shown), Qt::LeftButton);
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog != nullptr);
            QVERIFY(dialog->windowTitle().contains(shown == SpectrogramStack::content ? "content"
                                                                                      : "style"));
            dialog->close();
            QTest::keyClick(pane(shown), Qt::Key_Return);
            dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog != nullptr);
            dialog->close();
        }
        QTest::mouseClick(pane(SpectrogramStack::output), Qt::LeftButton); // takes none
        QVERIFY(QApplication::activeModalWidget() == nullptr);
        loadClips();
        QTest::mouseClick(pane(SpectrogramStack::content), Qt::LeftButton);
        QVERIFY(QApplication::activeModalWidget() == nullptr);
    }

    void aThirdFileIsSaidNotToBeTaken() {
        QVERIFY(dropFiles(panel(1), urls({"/1.wav", "/2.wav", "/3.wav", "/4.wav"}), QPoint(5, 5)));
        const auto* bar = m_window->findChild<MessageBar*>();
        QVERIFY(bar->isVisible());
        QVERIFY2(bar->text().endsWith("3.wav, 4.wav"), qPrintable(bar->text()));
        QVERIFY(!bar->text().contains("2.wav"));
    }

    void whatIsDroppedIsNeverMoved() {
        const auto one = urls({"/1.wav"});
        const auto all = Qt::CopyAction | Qt::MoveAction | Qt::LinkAction;
        QCOMPARE(answerToMove(panel(0), one, all), Qt::CopyAction);
        QCOMPARE(answerToMove(panel(0), one, Qt::MoveAction | Qt::LinkAction), Qt::LinkAction);
        QSignalSpy contents(m_window.get(), &MainWindow::contentChosen);
        QCOMPARE(answerToMove(panel(0), one, Qt::MoveAction), Qt::IgnoreAction);
        QCOMPARE(contents.count(), 0);
        QVERIFY(!overlay()->isVisible());
    }

    void aDropNamesAFileHoweverItsAddressIsWritten() {
        QSignalSpy contents(m_window.get(), &MainWindow::contentChosen);
        for (const char* address :
             {"file:///music/a%20b%23.wav", "file://localhost/music/a%20b%23.wav",
              "file:/music/a%20b%23.wav", "FILE://LOCALHOST/music/a b%23.wav"}) {
            QVERIFY2(dropFile(panel(0), QUrl::fromEncoded(address)), address);
            QCOMPARE(contents.takeFirst().at(0).toString(), "/music/a b#.wav");
        }
        QVERIFY(!dropFile(panel(0), QUrl("file://elsewhere.example/music/a.wav")));
    }

    void namesThatAreNotUtf8AreKept() {
        QSignalSpy contents(m_window.get(), &MainWindow::contentChosen);
        QVERIFY(dropFile(panel(0), QUrl::fromEncoded("file:///m%FCsic/%C3%BC%F0%9F%8E%BB%80.wav")));
        const QByteArray name("/m\xFCsic/\xC3\xBC\xF0\x9F\x8E\xBB\x80.wav");
        QCOMPARE(bytesOfName(contents.at(0).at(0).toString()), name);
        for (const QByteArray& bytes :
             {name, QByteArray("plain"), QByteArray("\xFF\xFE"), QByteArray("\xED\xB2\x80"),
              QByteArray("\xF0\x9F\x8E\xBB")}) {
            QCOMPARE(bytesOfName(nameOfBytes(bytes)), bytes);
        }
        QCOMPARE(shownName(nameOfBytes("m\xFC.wav")), QString::fromUtf8("m\xEF\xBF\xBD.wav"));
    }

    void whileAFileHoversTheWindowShowsWhereItWouldGo() {
        QVERIFY(!overlay()->isVisible());
        const QPoint middle = panel(0)->rect().center();
        QVERIFY(hoverFiles(panel(0), urls({"/a.wav"}), middle));
        QVERIFY(overlay()->isVisible());
        const QPoint corner(8, 8);
        const auto colorOver = [&](const QWidget* widget) {
            return m_window->grab().toImage().pixelColor(widget->mapTo(m_window.get(), corner) *
                                                         m_window->devicePixelRatioF());
        };
        const QColor chosen = colorOver(panel(0));
        const QColor other = colorOver(panel(1));
        QVERIFY(chosen.saturation() > other.saturation() + 40);
        QVERIFY(hoverFiles(panel(1), urls({"/a.wav"}), middle));
        QCOMPARE(colorOver(panel(1)), chosen);
        QCOMPARE(colorOver(panel(0)), other);
        QDragLeaveEvent leave;
        QApplication::sendEvent(m_window.get(), &leave);
        QVERIFY(!overlay()->isVisible());
    }

    void whatIsNoLocalFileIsRefused() {
        QVERIFY(!dropFile(panel(0), QUrl(QStringLiteral("https://example.org/a.wav"))));
        QVERIFY(!dropFiles(panel(0), {}, QPoint(5, 5)));
    }

    void inARunNothingIsTaken() {
        loadClips();
        m_window->setRunState(RunState::running);
        QVERIFY(!dropFile(panel(0), QUrl::fromLocalFile("/a.wav")));
        m_window->setRunState(RunState::idle);
        QVERIFY(dropFile(panel(0), QUrl::fromLocalFile("/a.wav")));
    }

    // --- Recent clips ------------------------------------------------------------------------
    void recentClipsAreOfferedForBothRoles() {
        QSignalSpy contents(m_window.get(), &MainWindow::contentChosen);
        QSignalSpy styles(m_window.get(), &MainWindow::styleChosen);
        m_window->setRecentClips({{"/music/a & b.wav", true}, {"/music/gone.wav", false}});
        const RecentMenu* forContent = recentOf("Choose content clip");
        const RecentMenu* forStyle = recentOf("Choose style clip");
        QCOMPARE(forContent->actions().size(), 2);
        QCOMPARE(forContent->actions().at(0)->text(), "a && b.wav");
        // Markup, so that Qt does not take the path for some.
        QCOMPARE(forContent->actions().at(0)->toolTip(), "<p>/music/a &amp; b.wav</p>");
        QVERIFY(!forContent->actions().at(1)->isEnabled());
        QVERIFY(forContent->actions().at(1)->text().contains("missing"));
        forContent->actions().at(0)->trigger();
        forStyle->actions().at(0)->trigger();
        QCOMPARE(contents.at(0).at(0).toString(), "/music/a & b.wav");
        QCOMPARE(styles.at(0).at(0).toString(), "/music/a & b.wav");
    }

    void anOpenMenuKeepsItsEntriesWhileTheyAreLookedFor() {
        m_window->setRecentClips({{"/music/a.wav", true}, {"/music/b.wav", true}});
        const RecentMenu* menu = recentOf("Choose content clip");
        const QAction* second = menu->actions().at(1);
        m_window->setRecentClips({{"/music/a.wav", true}, {"/music/b.wav", false}});
        QCOMPARE(menu->actions().at(1), second);
        QVERIFY(!second->isEnabled());
        m_window->setRecentClips({{"/music/c.wav", true}});
        QCOMPARE(menu->actions().size(), 1);
    }

    void theListOpensByKeyboardAndAsksWhatIsStillThere() {
        QSignalSpy opened(m_window.get(), &MainWindow::recentClipsOpened);
        m_window->setRecentClips({{"/music/a.wav", true}});
        QToolButton* choose = button("Choose content clip");
        choose->setFocus(Qt::TabFocusReason);
        QTimer::singleShot(0, choose->menu(), &QMenu::close); // it is modal
        QTest::keyClick(choose, Qt::Key_Down);
        QCOMPARE(opened.count(), 1);
    }

    // --- The output as a file ----------------------------------------------------------------
    void aClickOnTheHandleCopiesTheOutputAsAFile() {
        loadClips();
        QToolButton* handle = button("Copy the output as a file");
        QVERIFY(!handle->isVisible());
        showResult();
        QVERIFY(handle->isVisible());
        QSignalSpy wanted(m_window.get(), &MainWindow::outputFileWanted);
        handle->setFocus(Qt::TabFocusReason);
        QTest::keyClick(handle, Qt::Key_Space);
        QCOMPARE(wanted.count(), 1);
        m_window->provideOutputFile("/cache/out.wav");
        QCOMPARE(QGuiApplication::clipboard()->mimeData()->urls(), urls({"/cache/out.wav"}));
        QTest::keyClick(handle, Qt::Key_Space);
        QCOMPARE(wanted.count(), 1); // it is still there
        showResult();                // with measures now
        QTest::keyClick(handle, Qt::Key_Space);
        QCOMPARE(wanted.count(), 1);
    }

    void anotherResultIsAnotherFile() {
        loadClips();
        showResult();
        QSignalSpy wanted(m_window.get(), &MainWindow::outputFileWanted);
        m_window->provideOutputFile("/cache/out.wav");
        m_window->showResult(musicResult());
        QTest::keyClick(button("Copy the output as a file"), Qt::Key_Space);
        QCOMPARE(wanted.count(), 1);
    }

    void aPreviewIsNoFile() {
        loadClips();
        ShownResult preview = m_result;
        auto steered = std::make_shared<TransferResult>(*m_result.result);
        steered->steered = true;
        preview.result = steered;
        m_window->showResult(preview);
        QVERIFY(!button("Copy the output as a file")->isVisible());
    }
};

QTEST_MAIN(ClipIntakeTest)
#include "ClipIntakeTest.moc"
