// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/Transfer.h"

#include "audio/level/OutputLevel.h"
#include "methods/Registry.h"
#include "tonegraft/Error.h"
#include "tonegraft/Machine.h"
#include "transfer/ContentKeeper.h"
#include "transfer/MemoryEstimate.h"
#include "transfer/RunLoop.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <new>
#include <sstream>

namespace tonegraft {
namespace {

constexpr double kSilenceRms = 1e-6; // -120 dBFS
constexpr double kLeastShortfallLu = 0.3;
constexpr double kAudibleLimitingDb = 6.0;

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
    Run(const AudioClip& content, const AudioClip& style, const TransferSettings& settings,
        TransferObserver& observer, RunControl& control)
        : m_content(content), m_keeper(content, style), m_observer(observer), m_control(control),
          m_pool(settings.threads) {
        m_result.settings = settings;
    }

    TransferResult operator()() {
        m_observer.onProgress({}, {});
        const std::unique_ptr<Recipe> recipe = prepared();
        if (!recipe) {
            return unprepared();
        }
        const bool follows = recipe->followsContent();
        RunLoop loop(*recipe, m_result.settings, m_observer, m_control, m_pool, m_clock,
                     {[this, follows](AudioClip& output) {
                          return m_keeper.finish(output, follows).reached;
                      },
                      [this](const Spectrogram& picture) { return m_keeper.finish(picture); }});
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
    std::unique_ptr<Recipe> prepared() {
        const RecipeInput input{
            m_keeper.content(), m_keeper.style(),
            m_result.settings,  m_pool,
            m_result.warnings,  [this](int done, int of) { preparing(done, of); },
            &m_result.notes};
        const std::function<bool()> ending = [this] { return m_control.ending(); };
        const InterruptGuard guard(m_pool, ending);
        try {
            std::unique_ptr<Recipe> recipe = methodById(m_result.settings.method).prepare(input);
            placeNotes();
            return recipe;
        } catch (const ThreadPool::Interrupted&) {
            return nullptr;
        }
    }

    // From the clock of what the method works with to that of the whole content.
    void placeNotes() {
        for (NoteEvent& note : m_result.notes) {
            const double seconds = note.seconds();
            note.startSeconds = m_keeper.secondOf(note.startSeconds);
            note.endSeconds = note.startSeconds + seconds;
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
        warnOf(m_keeper.finish(m_result.output, recipe.followsContent()));
        placeWarnings();
    }

    void warnOf(const LevelMatch& match) {
        if (match.shortfallLu > kLeastShortfallLu) {
            m_result.warnings.emplace_back(MessageCode::outputQuieter,
                                           std::vector<std::string>{decimals(match.shortfallLu)});
        } else if (match.reductionDb > kAudibleLimitingDb) {
            m_result.warnings.emplace_back(MessageCode::outputLimited,
                                           std::vector<std::string>{decimals(match.reductionDb)});
        }
    }

    // A method counts the seconds of what it works with.
    void placeWarnings() {
        for (Message& warning : m_result.warnings) {
            if (warning.code == MessageCode::contentFrom) {
                const double second = m_keeper.secondOf(std::stod(warning.arguments.front()));
                warning.arguments.front() = std::to_string(static_cast<long>(second));
            }
        }
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
    ContentKeeper m_keeper;
    TransferObserver& m_observer;
    RunControl& m_control;
    RunClock m_clock;
    ThreadPool m_pool;
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
        return Run(content, style, settings, observer, control)();
    } catch (const std::bad_alloc&) {
        throw Error(MessageCode::transferOutOfMemory);
    }
}

} // namespace tonegraft
