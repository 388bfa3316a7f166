// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/CompareDialog.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace tonegraft;

class CompareDialogTest : public QObject {
    Q_OBJECT

    std::unique_ptr<CompareDialog> m_dialog;

    template <class Widget> Widget* withText(const QString& text) const {
        for (Widget* candidate : m_dialog->findChildren<Widget*>()) {
            if (candidate->text() == text && candidate->isVisible()) {
                return candidate;
            }
        }
        return nullptr;
    }
    QPushButton* button(const QString& text) const { return withText<QPushButton>(text); }
    QCheckBox* method(const QString& title) const { return withText<QCheckBox>(title); }
    bool shows(const QString& text) const { return withText<QLabel>(text) != nullptr; }

private Q_SLOTS:
    void init() {
        QLocale::setDefault(QLocale::c());
        MethodInfo first, second;
        first.id = "first";
        first.title = "First";
        second.id = "second";
        second.title = "Second & Third";
        m_dialog = std::make_unique<CompareDialog>(std::vector{first, second});
        m_dialog->setFolder("/music/comparison");
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }

    void startsWithAllMethods() {
        const QSignalSpy started(m_dialog.get(), &CompareDialog::startRequested);
        button("Compare")->click();
        QCOMPARE(started.count(), 1);
        const auto choice = started[0][0].value<CompareChoice>();
        QCOMPARE(choice.methods, (std::vector<std::string>{"first", "second"}));
        QCOMPARE(choice.equalSeconds, 15.0);
        QCOMPARE(choice.folder, QString("/music/comparison"));
    }

    void showsAFoldersNameAsItIs() {
        m_dialog->setFolder("/music/<b>bold</b>");
        m_dialog->showDone("/music/<b>bold</b>/comparison.html", true);
        bool shown = false;
        for (const QLabel* label : m_dialog->findChildren<QLabel*>()) {
            if (label->text().contains("<b>bold</b>/comparison.html")) {
                shown = true;
                QCOMPARE(label->textFormat(), Qt::PlainText);
            }
        }
        QVERIFY(shown);
        for (const QWidget* widget : m_dialog->findChildren<QWidget*>()) {
            QVERIFY2(!widget->toolTip().contains("<b>"), qPrintable(widget->toolTip()));
        }
    }

    void leavesOutWhatIsNotChosen() {
        method("First")->click();
        QCOMPARE(m_dialog->choice().methods, std::vector<std::string>{"second"});
        QVERIFY(button("Compare")->isEnabled());
        method("Second && Third")->click();
        QVERIFY(!button("Compare")->isEnabled());
        QVERIFY(shows("Choose at least one method."));
    }

    void needsAFolder() {
        m_dialog->setFolder({});
        QVERIFY(!button("Compare")->isEnabled());
    }

    void saysWhatAllOfItTakes() {
        m_dialog->setEstimate("first", RunEstimate{5.0, 1});
        m_dialog->setEstimate("second", RunEstimate{12.0, 1});
        QVERIFY(shows("about 5.0 s"));
        QVERIFY(shows("All of it takes about 47.0 s."));
        method("Second && Third")->click();
        QVERIFY(shows("All of it takes about 20.0 s."));
        m_dialog->findChild<QDoubleSpinBox*>()->setValue(0.0);
        QVERIFY(shows("All of it takes about 5.0 s."));
    }

    void ticksByItselfOnlyWhatIsQuick() {
        m_dialog->setEstimate("first", RunEstimate{600.0, 1});
        m_dialog->setEstimate("second", RunEstimate{12.0, 1});
        QCOMPARE(m_dialog->choice().methods, std::vector<std::string>{"second"});
        method("First")->click();
        m_dialog->setEstimate("first", RunEstimate{700.0, 1}); // of another clip
        QCOMPARE(m_dialog->choice().methods, (std::vector<std::string>{"first", "second"}));
    }

    void escapeCancelsAComparisonAndThenClosesTheWindow() {
        const QSignalSpy cancelled(m_dialog.get(), &CompareDialog::cancelRequested);
        m_dialog->showRunning();
        QVERIFY(!method("First")->isEnabled());
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QCOMPARE(cancelled.count(), 1);
        QVERIFY(m_dialog->isVisible());
        m_dialog->showFailure({});
        QVERIFY(shows("Cancelled; nothing was written."));
        QVERIFY(method("First")->isEnabled());
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QVERIFY(!m_dialog->isVisible());
        QCOMPARE(cancelled.count(), 1);
    }

    void theWindowsButtonCancelsAndCloses() {
        const QSignalSpy cancelled(m_dialog.get(), &CompareDialog::cancelRequested);
        m_dialog->showRunning();
        QVERIFY(m_dialog->close());
        QCOMPARE(cancelled.count(), 1);
    }

    void showsHowFarItIs() {
        m_dialog->showRunning();
        m_dialog->showProgress("2 of 4: Second", 0.25);
        QVERIFY(shows("2 of 4: Second"));
        const auto* bar = m_dialog->findChild<QProgressBar*>();
        QVERIFY(bar->isVisible());
        QCOMPARE(4 * bar->value(), bar->maximum());
    }

    void offersThePageThatWasWritten() {
        QVERIFY(!button("Open the page"));
        m_dialog->showRunning();
        m_dialog->showDone("/music/comparison/comparison.html", true);
        QVERIFY(shows("Written to /music/comparison/comparison.html"));
        const QSignalSpy opened(m_dialog.get(), &CompareDialog::openRequested);
        button("Open the page")->click();
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened[0][0].toString(), QString("/music/comparison/comparison.html"));
    }

    void theWindowGoesOnBesideIt() {
        QVERIFY(!m_dialog->isModal());
        m_dialog->showDone("/music/comparison/comparison.html", false);
        QVERIFY(
            shows("Written to /music/comparison/comparison.html\nSomething else ran beside it: its "
                  "times are longer than they would be."));
    }

    void keepsResultsOnce() {
        QVERIFY(!button("Keep as takes"));
        m_dialog->showDone("/music/comparison/comparison.html", true);
        const QSignalSpy kept(m_dialog.get(), &CompareDialog::keepRequested);
        button("Keep as takes")->click();
        QCOMPARE(kept.count(), 1);
        QVERIFY(!button("Keep as takes")->isEnabled());
        m_dialog->showRunning();
        m_dialog->showDone("/music/comparison/comparison.html", true);
        QVERIFY(button("Keep as takes")->isEnabled());
    }

    void saysWhatWentWrong() {
        m_dialog->showRunning();
        m_dialog->showFailure("The disk is full.");
        // Estimates that come late do not take its place, another choice does.
        m_dialog->setEstimate("first", RunEstimate{5.0, 1});
        m_dialog->setEstimate("second", RunEstimate{600.0, 1}); // takes its tick away
        QVERIFY(shows("The disk is full."));
        QVERIFY(button("Compare")->isEnabled());
        QVERIFY(!button("Open the page"));
        method("First")->click();
        QVERIFY(!shows("The disk is full."));
    }
};

QTEST_MAIN(CompareDialogTest)
#include "CompareDialogTest.moc"
