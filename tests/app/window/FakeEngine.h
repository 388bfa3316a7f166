// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/system/EngineFunctions.h"
#include "tonegraft/Error.h"

#include <QTest>

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tonegraft {

/// Runs the event loop until `condition` holds; false if it does not within ten seconds.
inline bool eventually(const std::function<bool()>& condition) {
    return QTest::qWaitFor(condition, 10000);
}

inline AudioClip shortClip(int channels = 1, float value = 0.25F) {
    return {8000, std::vector(channels, std::vector<float>(8000, value))};
}

inline TransferResult finishedResult(const TransferSettings& settings, bool steered = false) {
    TransferResult result;
    result.steered = steered;
    result.settings = settings;
    result.output = shortClip();
    return result;
}

inline LossPoint lossOfStep(int step) {
    return {step, 1.0, 1.0, 0.0, 0.0, 0.0};
}

/// One step's reports: progress and snapshot.
inline void reportStep(TransferObserver& observer, int step, int steps = 1000) {
    Progress progress{Stage::optimizing, step, steps, 0.1, 0.1};
    const LossPoint loss = lossOfStep(step);
    observer.onProgress(progress, loss);
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->progress = progress;
    snapshot->losses = {loss};
    observer.onSnapshot(snapshot);
}

/// Makes one step.
inline TransferResult runUntilEnding(RunControl& control, const TransferSettings& settings) {
    while (!control.ending()) {
        control.waitWhilePaused();
        std::this_thread::yield();
    }
    TransferResult result = finishedResult(settings, control.steered());
    result.outcome = control.cancelled() ? Outcome::cancelled : Outcome::stopped;
    result.losses = {lossOfStep(1)};
    return result;
}

/// Stands in for the engine: reading yields clips by file name, a run does what the test says.
class FakeEngine {
public:
    using Run =
        std::function<TransferResult(TransferObserver&, RunControl&, const TransferSettings&)>;

    void setRun(Run run) {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_run = std::move(run);
    }

    std::vector<TransferSettings> runs() const {
        const std::lock_guard<std::mutex> lock(m_mutex);
        return m_runs;
    }
    /// Of the content and the style of the last run.
    std::pair<std::size_t, std::size_t> samplesOfLastRun() const {
        const std::lock_guard<std::mutex> lock(m_mutex);
        return m_samples;
    }
    /// All files, in the order in which they were written.
    std::vector<std::filesystem::path> written() const {
        const std::lock_guard<std::mutex> lock(m_mutex);
        return m_written;
    }
    /// What was written last: of a sound its samples a channel and how, of other files the bytes.
    std::size_t samplesWritten() const {
        const std::lock_guard<std::mutex> lock(m_mutex);
        return m_samplesWritten;
    }
    WriteOptions optionsOfSound() const {
        const std::lock_guard<std::mutex> lock(m_mutex);
        return m_options;
    }
    std::string bytesWritten() const {
        const std::lock_guard<std::mutex> lock(m_mutex);
        return m_bytes;
    }

    EngineFunctions functions() {
        EngineFunctions engine;
        engine.read = [](const std::filesystem::path& path, const ReadOptions&) {
            if (path.filename() == "missing.wav")
                throw Error(path.string() + ": there is no such file.");
            return LoadedClip{shortClip(path.filename() == "wide.wav" ? 4 : 1), "WAV", {}};
        };
        engine.spectrogram = [](const AudioClip& clip, const SpectrogramVisitor& visit) {
            Spectrogram made{clip.sampleRateHz, 744, 186, 373, 44, {}};
            made.magnitudes.assign(static_cast<std::size_t>(made.bins) * made.frames, 0.01F);
            visit(made);
        };
        engine.loudness = [](const AudioClip&) { return Loudness{-20.0, -10.0}; };
        engine.preload = [] {};
        engine.estimate = [](const ClipShape& content, const ClipShape&,
                             const TransferSettings& settings) {
            return RunEstimate{content.seconds * settings.steps, 123'000'000};
        };
        engine.run = [this](const AudioClip& content, const AudioClip& style,
                            const TransferSettings& settings, TransferObserver& observer,
                            RunControl& control) {
            TransferResult result = chosenRun(settings)(observer, control, settings);
            const std::lock_guard<std::mutex> lock(m_mutex);
            m_samples = {content.sampleCount(), style.sampleCount()};
            for (std::vector<float>& channel : result.output.channels)
                channel.resize(content.sampleCount());
            return result;
        };
        engine.measure = [](const AudioClip&, const AudioClip&, const AudioClip&) {
            Measures measures;
            measures.styleDistance = 0.125;
            return measures;
        };
        engine.write = [this](const std::filesystem::path& path, const AudioClip& clip,
                              const WriteOptions& options) {
            if (path.filename() == "refused.wav")
                throw Error(path.string() + ": the disk is full.");
            const std::lock_guard<std::mutex> lock(m_mutex);
            m_written.push_back(path);
            m_samplesWritten = clip.sampleCount();
            m_options = options;
        };
        engine.writeFile = [this](const std::filesystem::path& path, const std::string& bytes) {
            const std::lock_guard<std::mutex> lock(m_mutex);
            m_written.push_back(path);
            m_bytes = bytes;
        };
        return engine;
    }

private:
    Run chosenRun(const TransferSettings& settings) {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_runs.push_back(settings);
        return m_run;
    }

    mutable std::mutex m_mutex;
    Run m_run = [](TransferObserver&, RunControl&, const TransferSettings& settings) {
        return finishedResult(settings);
    };
    std::vector<TransferSettings> m_runs;
    std::pair<std::size_t, std::size_t> m_samples;
    std::vector<std::filesystem::path> m_written;
    std::size_t m_samplesWritten = 0;
    WriteOptions m_options;
    std::string m_bytes;
};

} // namespace tonegraft
