// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Synthetic.h"
#include "ui/clips/ClipPanel.h"
#include "ui/panes/SpectrogramStack.h"
#include "ui/results/RunStatus.h"
#include "ui/window/MainWindow.h"

#include <QAction>
#include <QLocale>
#include <QTest>
#include <QToolButton>

#include <memory>

namespace tonegraft::test {

/// A window of its own for each test, and the ways to its parts that a user would name.
class WindowFixture : public QObject {
    Q_OBJECT

protected:
    std::unique_ptr<MainWindow> m_window;
    const ShownClip m_content = musicShownClip("a.flac", 220.0, 0.6, 4.0);
    const ShownClip m_style = musicShownClip("b.flac", 110.0, 0.9, 5.0);
    const ShownResult m_result = musicResult();

    /// As after a run: the result is there and can be exported.
    void showResult() {
        m_window->showResult(m_result);
        m_window->setExportProposal({{}, ExportableResult{QStringLiteral("out")}, std::nullopt});
    }

    QAction* action(const QString& text) const {
        for (QAction* candidate : m_window->findChildren<QAction*>()) {
            if (candidate->text() == text) {
                return candidate;
            }
        }
        return nullptr;
    }
    QToolButton* button(const QString& accessibleName) const {
        for (QToolButton* candidate : m_window->findChildren<QToolButton*>()) {
            if (candidate->accessibleName() == accessibleName) {
                return candidate;
            }
        }
        return nullptr;
    }
    SpectrogramStack* stack() const { return m_window->findChild<SpectrogramStack*>(); }
    ClipPanel* panel(int index) const { return m_window->findChildren<ClipPanel*>().at(index); }
    QString statusText() const { return m_window->findChild<RunStatus*>()->text(); }
    void loadClips() {
        m_window->showClip(ClipRole::content, m_content);
        m_window->showClip(ClipRole::style, m_style);
    }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(m_window.get(), static_cast<Qt::Key>(key), modifiers);
    }

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    }
    void init() {
        m_window = std::make_unique<MainWindow>(someMethods());
        m_window->resize(1280, 820); // larger than the screen of a test without one
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
};

} // namespace tonegraft::test
