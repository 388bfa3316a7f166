// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/Transfer.h"

#include "audio/OutputLevel.h"
#include "methods/Registry.h"
#include "tonegraft/Error.h"
#include "tonegraft/Loudness.h"
#include "tonegraft/Machine.h"
#include "transfer/MemoryEstimate.h"
#include "transfer/RunLoop.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <sstream>

namespace tonegraft {
namespace {

constexpr double kSilenceRms = 1e-6; // -120 dBFS
constexpr double kLeastShortfallLu = 0.05;

void requireSound(const AudioClip& clip, const std::string& name) {
    if (clip.empty() || clip.sampleRateHz <= 0) {
        throw Error(MessageCode::transferNoSamples, {name});
    }
    for (const std::vector<float>& channel : clip.channels) {
        if (channel.size() != clip.sampleCount()) {
            throw Error(MessageCode::transferUnevenChannels, {name});
        }
        if (!std::all_of(channel.begin(), channel.end(),
                         [](float s) { return std::isfinite(s); })) {
            throw Error(MessageCode::transferNoNumbers, {name});
        }
    }
    if (rmsOf(clip) < kSilenceRms) {
        throw Error(MessageCode::transferSilent, {name});
    }
}

void requireFormat(const AudioClip& content) {
    if (content.channelCount() > 2) {
        throw Error(MessageCode::transferChannels, {std::to_string(content.channelCount())});
    }
    if (content.sampleRateHz < 8000 || content.sampleRateHz > 192000) {
        throw Error(MessageCode::transferRate, {std::to_string(content.sampleRateHz)});
    }
}

std::string decimals(double value) {
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text.setf(std::ios::fixed);
    text.precision(1);
    text << value;
    return text.str();
}

/// The run from prepared clips to a finished result.
class Run {
public:
    Run(const AudioClip& content, const TransferSettings& settings, TransferObserver& observer,
        RunControl& control)
        : m_content(content), m_observer(observer), m_control(control), m_pool(settings.threads) {
        m_result.settings = settings;
    }

    TransferResult operator()(const AudioClip& style) {
        m_observer.onProgress({}, {});
        const std::unique_ptr<Recipe> recipe = prepared(style);
        if (!recipe) {
            return unprepared();
        }
        m_matchesLoudness = recipe->matchesLoudness();
        RunLoop loop(*recipe, m_result.settings, m_observer, m_control, m_pool, m_clock,
                     [this](AudioClip& output) {
                         Loudness reached;
                         level(output, &reached);
                         return reached;
                     });
        std::vector<float> z = recipe->start();
        const double began = m_clock.elapsedSeconds();
        if (!recipe->isDoneAtStart()) {
            loop.run(z);
        }
        m_result.losses = loop.losses();
        m_result.seconds.phase = loop.phaseSeconds();
        m_result.seconds.transfer = m_clock.elapsedSeconds() - began - loop.phaseSeconds();
        if (loop.diverged()) {
            m_result.warnings.emplace_back(MessageCode::objectiveRanAway);
        }
        if (!m_control.cancelled()) {
            loop.showState(z.data(), Stage::phase);
            sound(*recipe, z, loop);
        }
        return finished();
    }

private:
    // Null: the run was ended before it was prepared; with long clips that takes its time.
    std::unique_ptr<Recipe> prepared(const AudioClip& style) {
        const RecipeInput input{
            m_content,         style,
            m_result.settings, m_pool,
            m_result.warnings, [this](int done, int of) { preparing(done, of); }};
        const std::function<bool()> ending = [this] { return m_control.ending(); };
        const InterruptGuard guard(m_pool, ending);
        try {
            return methodById(m_result.settings.method).prepare(input);
        } catch (const ThreadPool::Interrupted&) {
            return nullptr;
        }
    }

    void preparing(int done, int of) {
        Progress progress;
        progress.step = done;
        progress.steps = of;
        progress.elapsedSeconds = m_clock.elapsedSeconds();
        m_observer.onProgress(progress, {});
    }

    // As far as it got: the content.
    TransferResult unprepared() {
        if (!m_control.cancelled()) {
            m_result.output = m_content;
            limitTruePeak(m_result.output);
            m_result.warnings.emplace_back(MessageCode::stoppedUnprepared);
        }
        return finished();
    }

    void sound(Recipe& recipe, const std::vector<float>& z, RunLoop& loop) {
        const double began = m_clock.elapsedSeconds();
        const bool brief = m_control.stopped();
        RecipeAudio audio =
            recipe.audio(z.data(), brief, loop.phaseStop(recipe.phaseIterations(), brief));
        m_result.spectralConvergenceDb = audio.spectralConvergenceDb;
        m_result.output = std::move(audio.clip);
        m_result.figures = std::move(audio.figures);
        m_result.seconds.phase += m_clock.elapsedSeconds() - began;
        const double shortfall = level(m_result.output, nullptr);
        if (shortfall > kLeastShortfallLu) {
            m_result.warnings.emplace_back(MessageCode::outputQuieter,
                                           std::vector<std::string>{decimals(shortfall)});
        }
    }

    // Returns by how many LU the output stays below the loudness it should have.
    double level(AudioClip& output, Loudness* reached) {
        for (std::vector<float>& channel : output.channels) {
            for (float& sample : channel) {
                sample = std::isfinite(sample) ? sample : 0.0F;
            }
        }
        if (!m_matchesLoudness) {
            limitTruePeak(output);
            if (reached != nullptr) {
                *reached = loudnessOf(output);
            }
            return 0.0;
        }
        if (!m_contentLufs) {
            m_contentLufs = loudnessOf(m_content).integratedLufs;
        }
        return matchLoudness(output, *m_contentLufs, rmsOf(m_content), reached);
    }

    TransferResult finished() {
        m_result.steered = m_control.steered();
        m_result.outcome = m_control.cancelled() ? Outcome::cancelled
                           : m_control.stopped() ? Outcome::stopped
                                                 : Outcome::finished;
        if (m_result.outcome == Outcome::cancelled) {
            m_result.output = {};
        }
        m_result.seconds.total = m_clock.elapsedSeconds();
        Progress progress;
        progress.stage = Stage::finishing;
        progress.step = static_cast<int>(m_result.losses.size());
        progress.steps = progress.step;
        progress.elapsedSeconds = m_result.seconds.total;
        progress.remainingSeconds = 0.0;
        m_observer.onProgress(progress,
                              m_result.losses.empty() ? LossPoint{} : m_result.losses.back());
        return std::move(m_result);
    }

    const AudioClip& m_content;
    TransferObserver& m_observer;
    RunControl& m_control;
    RunClock m_clock;
    ThreadPool m_pool;
    bool m_matchesLoudness = true;
    std::optional<double> m_contentLufs; // measured when first needed
    TransferResult m_result;
};

} // namespace

TransferResult runTransfer(const AudioClip& content, const AudioClip& style,
                           const TransferSettings& settings, TransferObserver& observer,
                           RunControl& control) {
    settings.validate();
    requireSound(content, "content");
    requireSound(style, "style");
    requireFormat(content);
    requireMemory(content, style, settings, availableMemoryBytes());
    try {
        return Run(content, settings, observer, control)(style);
    } catch (const std::bad_alloc&) {
        throw Error(MessageCode::transferOutOfMemory);
    }
}

} // namespace tonegraft
