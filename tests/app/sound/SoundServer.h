// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/TempFolder.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <csignal>
#include <fstream>

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
        m_server.start("pulseaudio",
                       {"-n", "-F", home + "/server.pa", "--daemonize=no", "--exit-idle-time=-1",
                        "--use-pid-file=no", "--disallow-exit"});
        return QTest::qWaitFor([] { return control({"info"}); }, 10000);
    }
    ~SoundServer() {
        stopRecording();
        kill();
    }

    /// Gives it its sink, if it has none.
    bool addSink() {
        return control({"get-sink-volume", "test"}) ||
               control({"load-module", "module-null-sink", "sink_name=test", "format=float32le",
                        QString("rate=%1").arg(kRateHz), "channels=2"});
    }

    void removeSink() { control({"unload-module", "module-null-sink"}); }
    void kill() {
        m_server.kill();
        m_server.waitForFinished();
    }
    /// Deaf and mute, as if it hung, until thawed.
    void freeze(bool frozen) {
        ::kill(static_cast<pid_t>(m_server.processId()), frozen ? SIGSTOP : SIGCONT);
    }

    /// Returns when sound is being recorded.
    bool startRecording() {
        stopRecording();
        m_recorder.setStandardOutputFile(recordingPath());
        m_recorder.start("parec",
                         {"-s", server(), "-d", "test.monitor", "--format=float32le",
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
    static QString server() { return qEnvironmentVariable("PULSE_SERVER"); }
    QString recordingPath() const {
        return QString::fromStdString((m_folder / "recording").string());
    }

    TempFolder m_folder;
    QProcess m_server;
    QProcess m_recorder;
};

} // namespace tonegraft::test
