// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"
#include "ui/window/AboutDialog.h"
#include "ui/window/ShortcutsDialog.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QSlider>

using namespace tonegraft;
using namespace tonegraft::test;

class HelpTest : public WindowFixture {
    Q_OBJECT

    static QString textOf(const QWidget* dialog) {
        QStringList texts;
        for (const QLabel* label : dialog->findChildren<QLabel*>()) {
            texts << label->text();
        }
        return texts.join('\n');
    }

private Q_SLOTS:
    void theSheetOfKeysNamesEveryShortcutOfTheWindow() {
        press(Qt::Key_F1);
        const auto* sheet = m_window->findChild<ShortcutsDialog*>();
        QVERIFY(sheet != nullptr && sheet->isVisible());
        const QString text = textOf(sheet);
        int shortcuts = 0;
        for (const QAction* action : m_window->findChildren<QAction*>()) {
            for (const QKeySequence& key : action->shortcuts()) {
                ++shortcuts;
                QVERIFY2(text.contains(key.toString(QKeySequence::NativeText)),
                         qPrintable(action->text()));
                const QString said =
                    action->whatsThis().isEmpty() ? action->text() : action->whatsThis();
                QVERIFY2(text.contains(said), qPrintable(said));
            }
        }
        QVERIFY(shortcuts > 12);
        QVERIFY(text.contains("playhead")); // what the keys do in a picture
        for (const QLabel* label : sheet->findChildren<QLabel*>()) {
            const int least = label->wordWrap() ? label->heightForWidth(label->width())
                                                : label->sizeHint().height();
            QVERIFY2(label->height() >= least, qPrintable(label->text())); // nothing is cut off
        }
    }

    void theSheetOfKeysSaysPlayAlsoWhereThereIsNoSound() {
        m_window->setPlaybackAvailable(false, "No sound device.");
        press(Qt::Key_F1);
        QVERIFY(textOf(m_window->findChild<ShortcutsDialog*>()).contains("Play"));
    }

    void noKeyHasTwoMeanings() {
        QMap<QString, QString> meanings;
        for (const QAction* action : m_window->findChildren<QAction*>()) {
            for (const QKeySequence& key : action->shortcuts()) {
                const QString text = key.toString();
                QVERIFY2(!meanings.contains(text),
                         qPrintable(text + ": " + meanings[text] + ", " + action->text()));
                meanings[text] = action->text();
            }
        }
    }

    void aboutNamesTheProgramAndWhatItRunsOn() {
        m_window->setProgram({"1.2.3", {{"libsndfile", "1.2.0"}, {"FFTW", "3.3.10"}}});
        action("About Tonegraft")->trigger();
        const auto* about = m_window->findChild<AboutDialog*>();
        QVERIFY(about != nullptr && about->isVisible());
        const QString text = textOf(about);
        for (const char* part :
             {"Tonegraft 1.2.3", "libsndfile 1.2.0", "FFTW 3.3.10", "Qt 6.", "General Public"}) {
            QVERIFY2(text.contains(part), part);
        }
    }

    void whateverCanBeOperatedExplainsItselfAndIsReachedByKeyboard() {
        loadClips();
        showResult();
        for (const QWidget* widget : m_window->findChildren<QWidget*>()) {
            const bool operable = qobject_cast<const QAbstractButton*>(widget) != nullptr ||
                                  qobject_cast<const QAbstractSpinBox*>(widget) != nullptr ||
                                  qobject_cast<const QComboBox*>(widget) != nullptr ||
                                  qobject_cast<const QSlider*>(widget) != nullptr;
            if (!operable || !widget->isVisible() || widget->objectName().startsWith("qt_")) {
                continue;
            }
            const QByteArray name =
                widget->accessibleName().toUtf8() + " (" + widget->metaObject()->className() + ")";
            // A slider shows the tooltip of the control that it belongs to.
            const QString help = qobject_cast<const QSlider*>(widget) != nullptr
                                     ? widget->toolTip() + widget->parentWidget()->toolTip()
                                     : widget->toolTip();
            QVERIFY2(!help.isEmpty(), name.constData());
            QVERIFY2(widget->focusPolicy() & Qt::TabFocus, name.constData());
        }
    }
};

QTEST_MAIN(HelpTest)
#include "HelpTest.moc"
