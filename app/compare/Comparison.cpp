// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compare/Comparison.h"

#include "app/files/NumberText.h"
#include "app/job/TransferJob.h"
#include "app/system/Failure.h"
#include "app/system/ProcessMemory.h"
#include "tonegraft/Error.h"
#include "tonegraft/Methods.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace tonegraft {

namespace {

using Clock = std::chrono::steady_clock;

constexpr double kTolerance = 0.25; // of an equal time

/// Preparation, training and reconstruction.
double besidesSteps(const TransferResult& made) {
    return made.seconds.total - made.seconds.transfer;
}

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Hands on the progress of each run as that of all.
class Observer : public TransferObserver {
public:
    Observer(std::function<void(const CompareProgress&)> observe, int runs)
        : m_observe(std::move(observe)) {
        m_all.runs = runs;
    }

    /// `laterSeconds`: of the runs that are still to come.
    void begin(const std::string& method, bool equalTime, int run, double seconds,
               double laterSeconds) {
        m_all.method = method;
        m_all.equalTime = equalTime;
        m_all.run = run;
        m_runSeconds = seconds;
        m_laterSeconds = laterSeconds;
        onProgress({}, {});
    }
    void onProgress(const Progress& progress, const LossPoint&) override {
        m_all.progress = progress;
        m_all.elapsedSeconds = secondsSince(m_start);
        const double rest = progress.remainingSeconds >= 0.0
                                ? progress.remainingSeconds
                                : std::max(0.0, m_runSeconds - progress.elapsedSeconds);
        m_all.remainingSeconds = rest + m_laterSeconds;
        if (m_observe)
            m_observe(m_all);
    }
    bool wantsSnapshots() const override { return false; }
    void onSnapshot(std::shared_ptr<const Snapshot>) override {}

private:
    std::function<void(const CompareProgress&)> m_observe;
    CompareProgress m_all;
    Clock::time_point m_start = Clock::now();
    double m_runSeconds = 0.0;
    double m_laterSeconds = 0.0;
};

/// One comparison under way.
class Runs {
public:
    Runs(const CompareRequest& request, const EngineFunctions& engine,
         std::function<void(const CompareProgress&)> observe, RunControl& control)
        : m_request(request), m_engine(engine), m_control(control),
          m_observer(std::move(observe), static_cast<int>(request.methods.size()) *
                                             (request.equalSeconds > 0.0 ? 2 : 1)) {
        for (const std::string& method : request.methods)
            m_ownSeconds.push_back(estimate(settingsFor(method)));
    }

    std::optional<Comparison> made() {
        Comparison made{m_request.content,
                        m_request.style,
                        m_request.equalSeconds,
                        m_request.settings.empty(),
                        {}};
        const std::size_t count = m_request.methods.size();
        for (std::size_t i = 0; i < count && !m_control.cancelled(); ++i)
            made.runs.push_back(run(settingsFor(m_request.methods[i]), false, i));
        for (std::size_t i = 0; i < count && m_request.equalSeconds > 0.0 && !m_control.cancelled();
             ++i)
            if (auto equal = inEqualTime(made.runs[i], i))
                made.runs.push_back(std::move(*equal));
        if (m_control.cancelled())
            return std::nullopt;
        requireAny(made);
        return made;
    }

private:
    TransferSettings settingsFor(const std::string& method) const {
        TransferSettings settings = defaultSettings(method);
        settings.seed = m_request.seed;
        for (const TransferSettings& chosen : m_request.settings)
            if (chosen.method == method)
                settings = chosen;
        settings.threads = m_request.threads;
        settings.reuseTraining = false; // the time of a run is that of the method
        return settings;
    }

    double estimate(const TransferSettings& settings) const {
        double seconds = 0.0; // of what cannot be estimated: its run will say why
        failureOf([&] {
            seconds = m_engine
                          .estimate(shapeOf(*m_request.content.clip),
                                    shapeOf(*m_request.style.clip), settings)
                          .seconds;
        });
        return seconds;
    }

    double laterSeconds(bool equalTime, std::size_t index) const {
        double seconds = 0.0;
        for (std::size_t i = index + 1; i < m_ownSeconds.size(); ++i)
            seconds += equalTime ? m_request.equalSeconds : m_ownSeconds[i];
        return equalTime
                   ? seconds
                   : seconds + m_request.equalSeconds * static_cast<double>(m_ownSeconds.size());
    }

    std::optional<ComparedRun> inEqualTime(const ComparedRun& own, std::size_t index) {
        if (!own.failure.empty())
            return std::nullopt; // said once
        TransferSettings settings = own.result.settings;
        settings.steps = stepsForSeconds(own.result, m_request.equalSeconds);
        if (settings.steps == 0)
            return std::nullopt;
        if (besidesSteps(own.result) > (1.0 + kTolerance) * m_request.equalSeconds)
            return tooLong(settings, own.result);
        ComparedRun equal = run(settings, true, index);
        if (!equal.failure.empty() || m_control.cancelled() || missedShare(equal) <= kTolerance)
            return equal;
        // A step costs the same in a short run and in a long one, but the machine may have been
        // quicker or slower minutes ago.
        settings.steps = stepsForSeconds(equal.result, m_request.equalSeconds);
        if (settings.steps == equal.result.settings.steps)
            return equal;
        ComparedRun again = run(settings, true, index);
        const bool nearer = again.failure.empty() && missedShare(again) < missedShare(equal);
        return nearer ? std::move(again) : std::move(equal);
    }

    double missedShare(const ComparedRun& equal) const {
        return std::abs(equal.result.seconds.total / m_request.equalSeconds - 1.0);
    }

    /// A method that cannot keep to the time, whatever its steps.
    ComparedRun tooLong(const TransferSettings& settings, const TransferResult& own) const {
        ComparedRun compared;
        compared.method = settings.method;
        compared.equalTime = true;
        compared.result.settings = settings;
        compared.failure =
            QCoreApplication::translate("Comparison",
                                        "What it does before its first step and after its last "
                                        "one takes %1 s by itself.")
                .arg(QString::fromStdString(fixedText(besidesSteps(own), 1)))
                .toStdString();
        return compared;
    }

    ComparedRun run(const TransferSettings& settings, bool equalTime, std::size_t index) {
        ComparedRun compared;
        compared.method = settings.method;
        compared.equalTime = equalTime;
        m_observer.begin(settings.method, equalTime,
                         static_cast<int>(equalTime ? m_ownSeconds.size() + index : index),
                         equalTime ? m_request.equalSeconds : m_ownSeconds[index],
                         laterSeconds(equalTime, index));
        const bool peakKnown = restartPeak();
        const std::int64_t before = residentBytes();
        // The clips are the parts already.
        const TransferJob job{m_request.content.clip, m_request.style.clip, settings, {}, {}};
        FinishedJob made;
        compared.failure =
            failureOf([&] { made = runJob(job, m_engine, m_observer, m_control); }).toStdString();
        if (peakKnown)
            compared.bytes = std::max<std::int64_t>(0, peakRssBytes() - before);
        if (made.result)
            compared.result = *made.result;
        compared.result.settings = settings;
        if (compared.failure.empty() && !m_control.cancelled())
            compared.measures = measured(job, compared.result);
        return compared;
    }

    std::optional<Measures> measured(const TransferJob& job, const TransferResult& result) const {
        std::optional<Measures> measures;
        // Undefined for some clips, e.g. a style that is the content.
        failureOf([&] { measures = measuresOf(job, result, m_engine); });
        return measures;
    }

    static void requireAny(const Comparison& made) {
        const bool any = std::any_of(made.runs.begin(), made.runs.end(),
                                     [](const ComparedRun& run) { return run.failure.empty(); });
        if (!any && !made.runs.empty())
            throw Error(made.runs.front().failure);
    }

    const CompareRequest& m_request;
    const EngineFunctions& m_engine;
    RunControl& m_control;
    Observer m_observer;
    std::vector<double> m_ownSeconds; // estimates
};

} // namespace

std::string madeBy(const Comparison& comparison, const ComparedRun& run) {
    return runDescription(run.result.settings,
                          {comparison.content.region, comparison.style.region});
}

std::vector<std::string> comparableMethods() {
    std::vector<std::string> ids;
    for (const MethodInfo& info : methods())
        ids.push_back(info.id);
    return ids;
}

int stepsForSeconds(const TransferResult& made, double seconds) {
    const ParameterInfo* steps = methodInfo(made.settings.method).parameter("steps");
    if (steps == nullptr || made.losses.empty() || made.seconds.transfer <= 0.0)
        return 0;
    const double aStep = made.seconds.transfer / static_cast<double>(made.losses.size());
    return static_cast<int>(std::clamp((seconds - besidesSteps(made)) / aStep,
                                       std::max(1.0, steps->minimum), steps->maximum));
}

std::optional<Comparison> compareMethods(const CompareRequest& request,
                                         const EngineFunctions& engine,
                                         const std::function<void(const CompareProgress&)>& observe,
                                         RunControl& control) {
    return Runs(request, engine, observe, control).made();
}

} // namespace tonegraft
