// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/GriffinLim.h"
#include "methods/shared/Analysis.h"
#include "methods/shared/FilterBank.h"
#include "tonegraft/Transfer.h"
#include "tools/benchmark/Bench.h"
#include "transfer/MemoryEstimate.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <stdexcept>

namespace tonegraft::benchmark {
namespace {

struct LastSnapshot : TransferObserver {
    void onProgress(const Progress&, const LossPoint&) override {}
    void onSnapshot(std::shared_ptr<const Snapshot> s) override { snapshot = std::move(s); }
    std::shared_ptr<const Snapshot> snapshot;
};

void job(const AudioClip& content, const AudioClip& style) {
    LastSnapshot observer;
    RunControl control;
    runTransfer(content, style, {}, observer, control);
}

double jobSeconds(int rate, int channels, double seconds, int rounds) {
    const AudioClip content = syntheticContent(rate, channels, seconds);
    const AudioClip style = syntheticStyle(rate, channels, seconds);
    std::vector<double> times;
    times.reserve(rounds);
    for (int i = 0; i < rounds; ++i) {
        times.push_back(secondsOf([&] { job(content, style); }));
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

// A child that keeps one core busy and dies with its parent.
class BusyNeighbor {
public:
    BusyNeighbor() : m_child(fork()) {
        if (m_child == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            for (volatile unsigned long i = 0;; i = i + 1) {
            }
        }
    }
    ~BusyNeighbor() {
        kill(m_child, SIGKILL);
        waitpid(m_child, nullptr, 0);
    }
    BusyNeighbor(const BusyNeighbor&) = delete;
    BusyNeighbor& operator=(const BusyNeighbor&) = delete;

private:
    pid_t m_child;
};

// Peak resident memory of a child that runs one whole job (none of 0 seconds), in MB.
double jobMegabytes(int rate, int channels, int seconds) {
    const pid_t child = fork();
    if (child == 0) {
        const std::string r = std::to_string(rate), c = std::to_string(channels),
                          s = std::to_string(seconds);
        execl("/proc/self/exe", "tonegraft-bench", "job", r.c_str(), c.c_str(), s.c_str(),
              static_cast<char*>(nullptr));
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    if (wait4(child, &status, 0, &usage) != child || status != 0) {
        throw std::runtime_error("the job's process failed");
    }
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

} // namespace

int runJob(const std::vector<std::string>& arguments) {
    const int rate = std::stoi(arguments.at(0));
    const int channels = std::stoi(arguments.at(1));
    const double seconds = std::stod(arguments.at(2));
    if (seconds <= 0.0) {
        return 0;
    }
    job(syntheticContent(rate, channels, seconds), syntheticStyle(rate, channels, seconds));
    return 0;
}

void measureJobs(const Options& options, Rows& rows) {
    const auto add = [&](const char* what, int rate, int channels, double seconds, double required,
                         const char* text) {
        const double time = jobSeconds(rate, channels, seconds, options.quick ? 1 : 3);
        rows.push_back({what, time, "s", text, time <= required});
    };
    add("whole default job, 10 s mono 22.05 kHz", 22050, 1, 10.0, 1.0, "<= 1");
    add("whole default job, 10 s stereo 44.1 kHz", 44100, 2, 10.0, 4.0, "<= 4");
    if (!options.quick) {
        add("whole default job, 58 s mono 22.05 kHz", 22050, 1, 58.0, 15.0, "<= 15");
    }
}

void measureGrowth(const Options& options, Rows& rows) {
    const AudioClip style = syntheticStyle(22050, 1, 10.0);
    double first = 0.0;
    for (const int seconds : {10, 20, 40, 60}) {
        const AudioClip content = syntheticContent(22050, 1, seconds);
        const double time = secondsOf([&] { job(content, style); });
        first = seconds == 10 ? time : first;
        rows.push_back({"whole default job, " + std::to_string(seconds) +
                            " s mono, style fixed, times that of 10 s",
                        time / first, "x", "", true});
        if (options.quick && seconds == 20) {
            return;
        }
    }
}

void measurePhase(const Options& options, Rows& rows) {
    const AudioClip content = syntheticContent(22050, 1, 10.0);
    LastSnapshot observer;
    RunControl control;
    TransferSettings settings = defaultSettings("statistics");
    settings.steps = 25;
    runTransfer(content, syntheticStyle(22050, 1, 10.0), settings, observer, control);
    ThreadPool pool(0);
    const StftShape shape = analysisShape(22050);
    Stft<float> stft(shape, content.sampleCount(), pool);
    const std::vector<float>& magnitude = observer.snapshot->output.magnitudes;

    std::vector<std::complex<float>> random(magnitude.size());
    SplitMix64 numbers(1);
    for (std::complex<float>& p : random) {
        p = std::polar(1.0F, static_cast<float>(6.283185307 * numbers.uniform()));
    }
    std::vector<std::complex<float>> phase(magnitude.size());
    stft.forward(content.channels[0].data(), phase.data());
    const auto never = [] { return false; };

    GriffinLimSettings plain;
    plain.momentum = 0.0;
    plain.iterations = options.quick ? 100 : 500;
    std::vector<double> convergence;
    const double plainSeconds = secondsOf([&] {
        convergence = griffinLim(stft, magnitude.data(), random.data(), plain, never).convergence;
    });
    GriffinLimSettings fast;
    fast.iterations = 60;
    std::vector<double> ours;
    const double fastSeconds = secondsOf(
        [&] { ours = griffinLim(stft, magnitude.data(), phase.data(), fast, never).convergence; });
    const auto reached = std::find_if(ours.begin(), ours.end(),
                                      [&](double value) { return value <= convergence.back(); });
    const double iterations = static_cast<double>(reached - ours.begin()) + 1.0;
    const double oursSeconds = fastSeconds * iterations / (fast.iterations + 1);
    rows.push_back(
        {"plain Griffin-Lim from random phase, " + std::to_string(plain.iterations) + " iterations",
         decibels(convergence.back()), "dB", "", true});
    rows.push_back({"fast Griffin-Lim from the content's phase, 32 iterations", decibels(ours[32]),
                    "dB", "", true});
    rows.push_back({"a fast Griffin-Lim iteration, 10 s mono",
                    1000.0 * fastSeconds / (fast.iterations + 1), "ms", "", true});
    if (reached == ours.end()) {
        rows.push_back({"the plain convergence, sooner by", 0.0, "x", ">= 15", false});
        return;
    }
    const double ratio = plainSeconds / oursSeconds;
    rows.push_back({"the plain convergence, sooner by", ratio, "x", options.quick ? "" : ">= 15",
                    options.quick || ratio >= 15.0});
}

void measureMemory(const Options& options, Rows& rows) {
    const double ten = jobMegabytes(22050, 1, 10);
    rows.push_back({"peak memory of a whole job, 10 s mono", ten, "MB", "<= 450", ten <= 450.0});
    const double estimated =
        static_cast<double>(estimatedPeakBytes({22050, 1, 10.0}, {22050, 1, 10.0}, {})) / 1e6;
    // LibTorch, which this program loads and Tonegraft does not, is no part of the estimate.
    const double ofTheJob = ten - jobMegabytes(22050, 1, 0);
    rows.push_back(
        {"  of which the job's own, without this program and LibTorch", ofTheJob, "MB", "", true});
    rows.push_back(
        {"  estimated before the start", estimated, "MB", ">= own", estimated >= ofTheJob});
    if (!options.quick) {
        const double minute = jobMegabytes(22050, 1, 58);
        rows.push_back(
            {"peak memory of a whole job, 58 s mono", minute, "MB", "<= 800", minute <= 800.0});
    }
}

void measureBusyCore(const Options& options, Rows& rows) {
    std::vector<double> quiet, busy;
    for (int round = 0; round < (options.quick ? 1 : 3); ++round) {
        quiet.push_back(jobSeconds(22050, 1, 10.0, 1));
        const BusyNeighbor neighbor;
        busy.push_back(jobSeconds(22050, 1, 10.0, 1));
    }
    std::sort(quiet.begin(), quiet.end());
    std::sort(busy.begin(), busy.end());
    const double ratio = busy[busy.size() / 2] / quiet[quiet.size() / 2];
    rows.push_back({"the 10 s mono job while another process keeps one core busy", ratio, "x quiet",
                    "<= 2.5", ratio <= 2.5});
}

} // namespace tonegraft::benchmark
