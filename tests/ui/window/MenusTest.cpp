// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"
#include "ui/kit/MessageBar.h"
#include "ui/results/LossChart.h"
#include "ui/settings/SettingsPanel.h"
#include "ui/window/GettingStarted.h"
#include "ui/window/TransportBar.h"

#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSet>
#include <QSignalSpy>
#include <QTextBrowser>

using namespace tonegraft;
using namespace tonegraft::test;

/// The menu bar, the parts that can be hidden, and what the window says on its own.
class MenusTest : public WindowFixture {
    Q_OBJECT

    static void collect(const QMenu* menu, QSet<const QAction*>& found) {
        for (const QAction* action : menu->actions()) {
            found.insert(action);
            if (action->menu() != nullptr) {
                collect(action->menu(), found);
            }
        }
    }
    QSet<const QAction*> inMenus() const {
        QSet<const QAction*> found;
        for (const QAction* top : m_window->menuBar()->actions()) {
            collect(top->menu(), found);
        }
        return found;
    }

private Q_SLOTS:
    void theMenuBarHasTheSixMenus() {
        QStringList titles;
        for (const QAction* top : m_window->menuBar()->actions()) {
            titles << top->text().remove('&');
            QVERIFY(top->text().contains('&')); // Alt opens it
            QVERIFY(!top->menu()->isEmpty());
        }
        QCOMPARE(titles, QStringList({"File", "Edit", "View", "Play", "Takes", "Help"}));
    }

    void everythingThatHasAKeyStandsInAMenu() {
        const QSet<const QAction*> known = inMenus();
        for (const QAction* action : m_window->findChildren<QAction*>()) {
            // The keys of a list act in the list alone.
            if (!action->shortcut().isEmpty() && action->shortcutContext() == Qt::WindowShortcut) {
                QVERIFY2(known.contains(action), qPrintable(action->text()));
            }
        }
    }

    void thePartsAroundThePicturesCanBeHidden_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("key");
        QTest::newRow("clips") << "Clips and result" << static_cast<int>(Qt::Key_F6);
        QTest::newRow("settings") << "Settings" << static_cast<int>(Qt::Key_F7);
        QTest::newRow("losses") << "Loss curve" << static_cast<int>(Qt::Key_F8);
    }
    void thePartsAroundThePicturesCanBeHidden() {
        QFETCH(QString, text);
        QFETCH(int, key);
        const QWidget* part =
            text == "Loss curve" ? static_cast<QWidget*>(m_window->findChild<LossChart*>())
            : text == "Settings" ? static_cast<QWidget*>(m_window->findChild<SettingsPanel*>())
                                 : panel(0);
        const QSize before = stack()->size();
        press(key);
        QVERIFY(!part->isVisible());
        QVERIFY(!action(text)->isChecked());
        if (text == "Loss curve") {
            press(Qt::Key_F9); // the takes beside it
        }
        QTRY_VERIFY(stack()->width() > before.width() || stack()->height() > before.height());
        MainWindow other(someMethods());
        QVERIFY(other.restoreLayout(m_window->saveLayout()));
        other.show();
        QVERIFY(!(text == "Settings"     ? static_cast<QWidget*>(other.findChild<SettingsPanel*>())
                  : text == "Loss curve" ? static_cast<QWidget*>(other.findChild<LossChart*>())
                                         : other.findChild<ClipPanel*>())
                     ->isVisible());
        press(key);
        QVERIFY(part->isVisible());
    }

    void aHiddenPartKeepsNoFocus() {
        QWidget* control = m_window->findChild<SettingsPanel*>()->findChild<QWidget*>();
        control->setFocus();
        press(Qt::Key_F7);
        const QWidget* focused = QApplication::focusWidget();
        QVERIFY(focused == nullptr || focused->isVisible());
    }

    void lightAndDarkCanBeChosen() {
        QSignalSpy chosen(m_window.get(), &MainWindow::appearanceChosen);
        QCOMPARE(m_window->appearance(), Appearance::desktop);
        action("Dark")->trigger();
        QCOMPARE(chosen.takeFirst().at(0).value<Appearance>(), Appearance::dark);
        QCOMPARE(m_window->appearance(), Appearance::dark);
        m_window->setAppearance(Appearance::light);
        QVERIFY(action("Light")->isChecked());
        QCOMPARE(chosen.count(), 0);
    }

    void gettingStartedIsReadBesideTheWindow() {
        action("Getting started")->trigger();
        const auto* page = m_window->findChild<GettingStarted*>();
        QVERIFY(page != nullptr && page->isVisible() && !page->isModal());
        const QString text = page->findChild<QTextBrowser*>()->toPlainText();
        for (const char* part : {"Content", "Style", "Run", "Space", "Export", "region"}) {
            QVERIFY2(text.contains(part), part);
        }
    }

    void theDemoClipsAreOfferedWhileThereIsNoClip() {
        QPushButton* offer = nullptr;
        for (QPushButton* candidate : m_window->findChildren<QPushButton*>()) {
            offer = candidate->text().contains("demo") ? candidate : offer;
        }
        QVERIFY(offer != nullptr && offer->isVisible());
        QSignalSpy wanted(m_window.get(), &MainWindow::demoRequested);
        QTest::mouseClick(offer, Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
        m_window->showClip(ClipRole::content, m_content);
        QVERIFY(!offer->isVisible());
        QVERIFY(action("Open the demo clips")->isEnabled());
    }

    void aRunThatCannotBeginSaysWhy() {
        QVERIFY2(statusText().contains("content and a style"), qPrintable(statusText()));
        QVERIFY(action("Run")->toolTip().contains("content and a style"));
        m_window->showClip(ClipRole::content, m_content);
        QVERIFY2(statusText().contains("choose the style"), qPrintable(statusText()));
        QCOMPARE(action("Run")->toolTip(), statusText());
        m_window->showClipLoading(ClipRole::style, "b.flac");
        QVERIFY2(statusText().contains("being read"), qPrintable(statusText()));
        m_window->showClip(ClipRole::style, m_style);
        QCOMPARE(statusText(), QStringLiteral("Ready"));
        QVERIFY(action("Run")->toolTip().contains("Ctrl+R"));
    }

    void theMessageOfABadClipGoesAfterAGoodOne() {
        const auto* bar = m_window->findChild<MessageBar*>();
        m_window->showClipError(ClipRole::style, "b.flac: not a sound file.");
        m_window->showClip(ClipRole::content, m_content); // of the other role: it still stands
        QVERIFY(bar->isVisible());
        m_window->showClip(ClipRole::style, m_style);
        QVERIFY(!bar->isVisible());
        m_window->showClipError(ClipRole::style, "b.flac: not a sound file.");
        m_window->showMessage(Severity::warning, "The disk is nearly full.");
        m_window->showClip(ClipRole::style, m_style); // not its message any more
        QVERIFY(bar->isVisible());
    }

    void whatIsHeardIsMarkedInItsPane() {
        loadClips();
        const auto heard = [this](SpectrogramStack::Pane pane) {
            return stack()->view(pane)->isHeard();
        };
        QVERIFY(heard(SpectrogramStack::content) && !heard(SpectrogramStack::style));
        action("2 Style")->trigger();
        QVERIFY(!heard(SpectrogramStack::content) && heard(SpectrogramStack::style));
        m_window->setSource(Source::output);
        QVERIFY(heard(SpectrogramStack::output));
        m_window->setSource(Source::previous); // has no picture
        QVERIFY(!heard(SpectrogramStack::content) && !heard(SpectrogramStack::output));
        const SpectrogramView* style = stack()->view(SpectrogramStack::style);
        m_window->setSource(Source::style);
        const QPoint edge = style->plotRect().topLeft() + QPoint(2, style->plotRect().height() / 2);
        const QImage picture = stack()->view(SpectrogramStack::style)->grab().toImage();
        QCOMPARE(picture.pixelColor(edge * picture.devicePixelRatio()),
                 style->palette().color(QPalette::Highlight));
    }

    void aFigureWithALongNameDoesNotWidenTheColumn() {
        loadClips();
        m_window->showResult(m_result);
        const auto widthOfClips = [this] {
            QTest::qWait(100); // layouts settle in turns
            const QWidget* column = panel(0);
            while (qobject_cast<const QScrollArea*>(column) == nullptr) {
                column = column->parentWidget();
            }
            return column->width();
        };
        const int before = widthOfClips();
        ShownResult wordy = m_result;
        TransferResult changed = *wordy.result;
        changed.figures.push_back(
            {"Cross-correlation of the neighboring bands of the envelope's modulations", 12.5,
             "dB"});
        wordy.result = std::make_shared<const TransferResult>(changed);
        m_window->showResult(wordy);
        QCOMPARE(widthOfClips(), before);
    }

    void theTimeOfAShorterClipIsNotPassed() {
        m_window->transport()->setPosition(10.1);
        m_window->transport()->setDuration(1.6);
        bool said = false;
        for (const QLabel* label : m_window->transport()->findChildren<QLabel*>()) {
            QVERIFY(!label->text().contains("10.1"));
            said = said || label->text().contains("1.6 s of 1.6 s");
        }
        QVERIFY(said);
    }
};

QTEST_MAIN(MenusTest)
#include "MenusTest.moc"
