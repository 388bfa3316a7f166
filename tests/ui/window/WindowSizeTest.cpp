// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"

#include "ui/window/TransportBar.h"

#include <QScrollArea>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {
// 1600 x 1000 pixels at 200 %, less a title bar, borders and a panel.
constexpr QSize kSmallScreen(790, 460);
} // namespace

class WindowSizeTest : public WindowFixture {
    Q_OBJECT

    void compareWithSmallScreen() const {
        const QSize least = m_window->minimumSizeHint();
        QVERIFY2(least.width() <= kSmallScreen.width() && least.height() <= kSmallScreen.height(),
                 qPrintable(QStringLiteral("%1 x %2").arg(least.width()).arg(least.height())));
    }

private Q_SLOTS:
    void theWindowFitsASmallScreenInAnyState() {
        compareWithSmallScreen();
        loadClips();
        compareWithSmallScreen();
        showResult();
        compareWithSmallScreen();
    }

    void noColumnIsNarrowerThanWhatIsInIt() {
        loadClips();
        m_window->resize(m_window->minimumSizeHint());
        QCoreApplication::processEvents();
        const auto columns = m_window->findChildren<QScrollArea*>();
        QVERIFY(columns.size() >= 2);
        for (const QScrollArea* column : columns) {
            QVERIFY(column->viewport()->width() >= column->widget()->minimumSizeHint().width());
        }
    }

    void aNarrowWindowLeavesOutTheTextsThatPicturesTell() {
        QToolButton* loop = nullptr;
        for (QToolButton* candidate :
             m_window->findChild<TransportBar*>()->findChildren<QToolButton*>()) {
            loop = candidate->text() == action("Loop")->text() ? candidate : loop;
        }
        QVERIFY(loop);
        QCOMPARE(loop->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
        m_window->resize(m_window->minimumSizeHint());
        QTRY_COMPARE(loop->toolButtonStyle(), Qt::ToolButtonIconOnly);
        m_window->resize(1280, 820);
        QTRY_COMPARE(loop->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
    }
};

QTEST_MAIN(WindowSizeTest)
#include "WindowSizeTest.moc"
