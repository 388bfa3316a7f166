// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/Signals.h"
#include "support/TempFolder.h"
#include "tonegraft/AudioFile.h"

#include <QProcess>
#include <QString>
#include <QStringList>

#include <filesystem>
#include <string>

namespace tonegraft::test {

struct ProgramResult {
    int status = -1; ///< -1: it did not start, crashed or did not end
    std::string out;
    std::string err;
};

/// Without a display, and with a platform plug-in that does not exist: a command that started
/// Qt's graphical side would be killed.
inline QProcessEnvironment bareEnvironment() {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove("DISPLAY");
    environment.remove("WAYLAND_DISPLAY");
    environment.insert("QT_QPA_PLATFORM", "no-such-platform");
    environment.remove("XDG_RUNTIME_DIR");
    environment.insert("PULSE_SERVER", "/nonexistent");
    environment.insert("LC_ALL", "de_DE.UTF-8");
    return environment;
}

inline ProgramResult ended(QProcess& process) {
    constexpr int kLongestMs = 120000;
    ProgramResult result;
    if (process.waitForFinished(kLongestMs) && process.exitStatus() == QProcess::NormalExit)
        result.status = process.exitCode();
    result.out = process.readAllStandardOutput().toStdString();
    result.err = process.readAllStandardError().toStdString();
    return result;
}

inline ProgramResult runProgram(const QStringList& arguments) {
    QProcess process;
    process.setProcessEnvironment(bareEnvironment());
    process.start(TONEGRAFT_PROGRAM, arguments);
    return ended(process);
}

/// In a shell, for limits and redirections; "$0" is the program.
inline ProgramResult runInShell(const QString& script, const QStringList& arguments) {
    QProcess process;
    process.setProcessEnvironment(bareEnvironment());
    process.start("/bin/sh", QStringList{"-c", script, TONEGRAFT_PROGRAM} + arguments);
    return ended(process);
}

/// Threads of a process; 0 when it is gone.
inline std::size_t threadsOf(qint64 process) {
    std::error_code error;
    std::size_t count = 0;
    const std::filesystem::path tasks = "/proc/" + std::to_string(process) + "/task";
    for (std::filesystem::directory_iterator task(tasks, error), end; !error && task != end;
         task.increment(error))
        ++count;
    return count;
}

/// A folder with two short clips in it.
class ClipFolder : public TempFolder {
public:
    ClipFolder() {
        writeClip(content(), clipOf(220.0, 0.3));
        writeClip(style(), clipOf(523.0, 0.2));
    }
    std::filesystem::path content() const { return *this / "content.wav"; }
    std::filesystem::path style() const { return *this / "style.wav"; }
    QString file(const std::string& name) const {
        return QString::fromStdString((*this / name).string());
    }
    /// `render CONTENT STYLE -o OUTPUT` with few steps.
    QStringList render(const std::string& output, const QStringList& more = {}) const {
        return QStringList{"render", file("content.wav"), file("style.wav"), "-o", file(output)} +
               (more.contains("--steps") ? more : QStringList{"--steps", "3"} + more);
    }
    std::size_t entries() const { return names().size(); }

private:
    static AudioClip clipOf(double hz, double noiseAmplitude) {
        constexpr int kRateHz = 8000;
        constexpr std::size_t kSamples = 8000;
        std::vector<float> samples = sine(kRateHz, kSamples, hz, 0.4);
        const std::vector<float> hiss = noise(kSamples, noiseAmplitude, static_cast<unsigned>(hz));
        for (std::size_t i = 0; i < kSamples; ++i)
            samples[i] += hiss[i];
        return monoClip(kRateHz, samples);
    }
};

} // namespace tonegraft::test
