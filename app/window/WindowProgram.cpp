// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/WindowProgram.h"

#include "app/files/Parameters.h"
#include "app/system/DesktopTheme.h"
#include "app/system/QtMessages.h"
#include "app/system/SignalWatcher.h"
#include "app/window/AppController.h"
#include "tonegraft/LibraryVersions.h"
#include "tonegraft/Methods.h"
#include "ui/window/MainWindow.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <array>
#include <atomic>
#include <clocale>
#include <cstdio>
#include <cstdlib>

#include <unistd.h>

namespace tonegraft {

namespace {

constexpr int kExitFailure = 1;
constexpr int kExitInterrupted = 130;
constexpr int kShutDownMs = 1000;

bool displayIsMissing() {
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        if (!qEnvironmentVariableIsEmpty(name))
            return false;
    return true;
}

ProgramInfo programInfo() {
    ProgramInfo info;
    info.version = QString::fromLatin1(programVersion());
    for (const auto& [name, version] : libraryVersions())
        info.libraries.emplace_back(QString::fromStdString(name), QString::fromStdString(version));
    return info;
}

/// Qt's own dialogs speak another language only where the rest of the window does.
void installTranslations(std::array<QTranslator, 2>& translators) {
    const QLocale locale;
    const QString separator = QStringLiteral("_");
    if (!translators[0].load(locale, QStringLiteral("tonegraft"), separator,
                             QStringLiteral(":/translations")))
        return;
    QApplication::installTranslator(&translators[0]);
    if (translators[1].load(locale, QStringLiteral("qtbase"), separator,
                            QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QApplication::installTranslator(&translators[1]);
}

int runWindowIn(QApplication& application, DesktopTheme& theme, const WindowRequest& request,
                const std::atomic<bool>& interrupted) {
    MainWindow window(methods());
    window.setProgram(programInfo());
    AppController controller(window, engineFunctions(), SettingsFile(),
                             SessionKeeper::userFolder());
    theme.choose(window.appearance());
    QObject::connect(&window, &MainWindow::appearanceChosen, &theme, &DesktopTheme::choose);
    // Not the first button: Space plays.
    window.setFocus();
    window.show();
    controller.open(request.content, request.style);
    const int ended = application.exec();
    const int status = interrupted ? kExitInterrupted : ended;
    if (!controller.shutDown(kShutDownMs))
        std::_Exit(status);
    return status;
}

} // namespace

int runWindow(const WindowRequest& request, int& argc, char** argv) {
    if (displayIsMissing()) {
        std::fprintf(stderr, "tonegraft: There is no display to open a window on (DISPLAY is not "
                             "set). `tonegraft --help` lists what works without one.\n");
        return kExitFailure;
    }
    std::atomic<bool> interrupted{false};
    // Before any thread is there, so that all of them leave the signals to it.
    const SignalWatcher watcher([&interrupted](int count) {
        if (count > 1 || !qApp)
            _exit(kExitInterrupted);
        interrupted = true;
        QMetaObject::invokeMethod(
            qApp,
            [] {
                for (QWidget* widget : QApplication::topLevelWidgets())
                    if (auto* window = qobject_cast<MainWindow*>(widget))
                        window->closeNow();
                QApplication::closeAllWindows();
            },
            Qt::QueuedConnection);
    });
    tameQtMessages();
    QApplication application(argc, argv);
    // Qt takes the user's locale; numbers in files and messages are the same for everybody.
    std::setlocale(LC_NUMERIC, "C");
    DesktopTheme theme(application, DesktopTheme::sessionBus());
    QApplication::setApplicationName(QStringLiteral("Tonegraft"));
    QApplication::setApplicationVersion(QString::fromLatin1(programVersion()));
    std::array<QTranslator, 2> translators;
    installTranslations(translators);
    QApplication::setDesktopFileName(QStringLiteral("org.tonegraft.Tonegraft"));
    return runWindowIn(application, theme, request, interrupted);
}

} // namespace tonegraft
