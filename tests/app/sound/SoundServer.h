// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/TempFolder.h"

#include <QMap>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <csignal>
#include <fstream>

#include <sys/prctl.h>

namespace tonegraft::test {

/// A PulseAudio server of the test's own with a sink that nobody hears; its monitor can be
/// recorded. The sound of this process goes there.
class SoundServer {
public:
    static constexpr int kRateHz = 44100;

    static bool installed() {
        for (const char* program : {"pulseaudio", "pactl", "parec"})
            if (QStandardPaths::findExecutable(program).isEmpty())
                return false;
        return true;
    }

    /// False if the server does not answer.
    bool start() {
        std::ofstream(m_folder / "server.pa")
            << "load-module module-native-protocol-unix auth-anonymous=1 socket="
            << (m_folder / "socket").string() << "\n";
        qputenv("PULSE_SERVER",
                QByteArray::fromStdString("unix:" + (m_folder / "socket").string()));
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        const QString home = QString::fromStdString(m_folder.path().string());
        environment.insert("HOME", home);
        environment.insert("XDG_RUNTIME_DIR", home);
        environment.remove("DISPLAY");
        m_server.setProcessEnvironment(environment);
        // Whatever becomes of the test.
        m_server.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_recorder.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_server.start("pulseaudio",
                       {"-n", "-F", home + "/server.pa", "--daemonize=no", "--exit-idle-time=-1",
                        "--use-pid-file=no", "--disallow-exit"});
        return QTest::qWaitFor([] { return control({"info"}); }, 10000);
    }
    ~SoundServer() {
        stopRecording();
        kill();
    }

    /// Gives it a sink of this name, if it has none. A `slow` one may take two seconds to start.
    bool addSink(const QString& name = QStringLiteral("test"), bool slow = false) {
        if (m_modules.contains(name))
            return true;
        const QByteArray module = answer({"load-module", "module-null-sink", "sink_name=" + name,
                                          "sink_properties=device.description=" + name,
                                          "format=float32le", QString("rate=%1").arg(kRateHz),
                                          "channels=2", QString("norewinds=%1").arg(slow ? 0 : 1)});
        if (!module.isEmpty())
            m_modules[name] = module;
        return !module.isEmpty();
    }
    /// A microphone that hears what is played on a sink.
    bool addMicrophone(const QString& name, const QString& sink) {
        const QByteArray module =
            answer({"load-module", "module-remap-source", "source_name=" + name,
                    "master=" + sink + ".monitor", "source_properties=device.description=" + name});
        if (!module.isEmpty())
            m_modules[name] = module;
        return !module.isEmpty();
    }
    /// A sink or a microphone.
    void remove(const QString& name) {
        if (m_modules.contains(name))
            control({"unload-module", QString::fromLatin1(m_modules.take(name))});
    }
    void removeAll() {
        for (const QString& name : m_modules.keys())
            remove(name);
    }
    bool setDefaultSink(const QString& name) { return control({"set-default-sink", name}); }
    bool setDefaultMicrophone(const QString& name) { return control({"set-default-source", name}); }

    void kill() {
        m_server.kill();
        m_server.waitForFinished();
    }
    /// Deaf and mute, as if it hung, until thawed.
    void freeze(bool frozen) {
        ::kill(static_cast<pid_t>(m_server.processId()), frozen ? SIGSTOP : SIGCONT);
    }

    /// Returns when sound is being recorded.
    bool startRecording(const QString& sink = QStringLiteral("test")) {
        stopRecording();
        m_recorder.setStandardOutputFile(recordingPath());
        m_recorder.start("parec",
                         {"-s", server(), "-d", sink + ".monitor", "--format=float32le",
                          QString("--rate=%1").arg(kRateHz), "--channels=1", "--latency-msec=20"});
        return QTest::qWaitFor([this] { return recordedSamples() > 0; }, 10000);
    }
    void stopRecording() {
        m_recorder.kill();
        m_recorder.waitForFinished();
        std::filesystem::remove(m_folder / "recording");
    }
    std::size_t recordedSamples() const {
        std::error_code error;
        const auto bytes = std::filesystem::file_size(m_folder / "recording", error);
        return error ? 0 : bytes / sizeof(float);
    }
    std::vector<float> recording() const {
        const std::string bytes = readBytes(m_folder / "recording");
        std::vector<float> samples(bytes.size() / sizeof(float));
        std::copy_n(bytes.data(), samples.size() * sizeof(float),
                    reinterpret_cast<char*>(samples.data()));
        return samples;
    }

private:
    static bool control(const QStringList& command) {
        QProcess pactl;
        pactl.start("pactl", QStringList{"-s", server()} + command);
        return pactl.waitForFinished() && pactl.exitCode() == 0;
    }
    static QByteArray answer(const QStringList& command) {
        QProcess pactl;
        pactl.start("pactl", QStringList{"-s", server()} + command);
        pactl.waitForFinished();
        return pactl.readAllStandardOutput().trimmed();
    }
    static QString server() { return qEnvironmentVariable("PULSE_SERVER"); }
    QString recordingPath() const {
        return QString::fromStdString((m_folder / "recording").string());
    }

    TempFolder m_folder;
    QProcess m_server;
    QProcess m_recorder;
    QMap<QString, QByteArray> m_modules; // their numbers, by the name of the device
};

/// One for all tests of a process: Qt connects to a server once, and never again. Null if the
/// programs are not installed or it does not start.
inline SoundServer* sharedServer() {
    static SoundServer server;
    static const bool runs = SoundServer::installed() && server.start();
    return runs ? &server : nullptr;
}

} // namespace tonegraft::test
