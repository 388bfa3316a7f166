// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/CompareSession.h"

#include "app/compare/ComparePage.h"
#include "app/compare/CompareReport.h"
#include "app/job/ShownJob.h"
#include "app/job/TransferWorker.h"
#include "app/runs/RunSession.h"
#include "app/system/Failure.h"
#include "ui/kit/Format.h"
#include "ui/kit/Translated.h"

#include <QDesktopServices>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <atomic>
#include <utility>

namespace tonegraft {

namespace {

constexpr int kNewsMs = 100;

constexpr int kRestMs = 300;

/// What a comparison made, and the page that tells of it; empty: it was cancelled.
struct Written {
    std::shared_ptr<Comparison> made;
    QString page;
};

/// Runs, draws and writes. Throws Error.
Written writtenPage(const CompareRequest& request, const QString& folder,
                    const std::vector<std::filesystem::path>& clips, const EngineFunctions& engine,
                    const std::function<void(const CompareProgress&)>& observe, RunControl& control,
                    const std::atomic<bool>& alone) {
    const std::filesystem::path place(QFile::encodeName(folder).toStdString());
    checkComparisonFolder(place, clips);
    auto comparison = compareMethods(request, engine, observe, control);
    if (!comparison)
        return {};
    for (ComparedRun& run : comparison->runs)
        run.bytes = alone ? run.bytes : -1; // else it is another run's, too
    const auto page = comparisonHtml(*comparison, engine, control);
    if (!page || control.cancelled())
        return {};
    writeComparison(place, *comparison, *page);
    return {std::make_shared<Comparison>(std::move(*comparison)),
            QFile::decodeName(comparisonPage(place).c_str())};
}

/// All that the window shows of a comparison's runs; those that failed are left out. Throws Error.
std::vector<ShownResult> shownRuns(const Comparison& comparison,
                                   const std::shared_ptr<const ClipPair>& clips,
                                   const EngineFunctions& engine) {
    std::vector<ShownResult> results;
    for (const ComparedRun& run : comparison.runs) {
        if (!run.failure.empty())
            continue;
        const TransferJob job{clips->content.clip, clips->style.clip, run.result.settings,
                              comparison.content.region, comparison.style.region};
        ShownResult shown = shownResult(job, finishedJob(job, run.result), engine);
        shown.clips = clips;
        shown.measures = run.measures;
        results.push_back(std::move(shown));
    }
    return results;
}

TransferSettings settingsOf(const std::vector<TransferSettings>& chosen,
                            const std::string& method) {
    for (const TransferSettings& settings : chosen)
        if (settings.method == method)
            return settings;
    return defaultSettings(method);
}

} // namespace

struct CompareSession::News {
    std::mutex mutex;
    std::optional<CompareProgress> progress; // guarded by mutex: the newest, if not shown yet
    std::atomic<bool> alone{true};           // no run went on in the window
};

CompareSession::CompareSession(MainWindow& window, EngineFunctions engine, QObject* parent)
    : QObject(parent), m_window(window), m_engine(std::move(engine)), m_dialog(methods(), &window),
      m_estimating(QStringLiteral("estimates")), m_keeping(QStringLiteral("compared takes")),
      m_comparing(QStringLiteral("compare")) {
    m_pace.setInterval(kNewsMs);
    connect(&m_pace, &QTimer::timeout, this, &CompareSession::showNews);
    connect(&window, &MainWindow::compareRequested, this, &CompareSession::open);
    connect(&m_dialog, &CompareDialog::startRequested, this, &CompareSession::start);
    connect(&m_dialog, &CompareDialog::cancelRequested, this, &CompareSession::cancel);
    connect(&m_dialog, &CompareDialog::keepRequested, this, &CompareSession::keep);
    m_moved.setSingleShot(true);
    m_moved.setInterval(kRestMs);
    connect(&m_moved, &QTimer::timeout, this, &CompareSession::estimate);
    const auto moved = [this] {
        if (m_dialog.isVisible() && m_content.clip && m_style.clip)
            m_moved.start();
    };
    connect(&window, &MainWindow::settingsChanged, this, moved);
    connect(&window, &MainWindow::regionChanged, this, moved);
    connect(&window, &MainWindow::runRequested, this, [this] {
        if (m_news)
            m_news->alone = false;
    });
    connect(&m_dialog, &CompareDialog::openRequested, this, [this](const QString& page) {
        if (!QDesktopServices::openUrl(QUrl::fromLocalFile(page)))
            m_dialog.showFailure(tr("No program opened the page. It is %1").arg(page));
    });
}

CompareSession::~CompareSession() {
    cancel();
}

void CompareSession::setClips(const ShownClip& content, const ShownClip& style) {
    m_content = content;
    m_style = style;
    if (m_dialog.isVisible() && content.clip && style.clip)
        estimate();
}

void CompareSession::cancel() {
    if (m_control)
        m_control->cancel();
}

ComparedClip CompareSession::compared(ClipRole role, const ShownClip& clip) const {
    const ClipRegion region = clipRegion(m_window.region(role), *clip.clip);
    return {clip.name.toStdString(), partOf(clip.clip, region), region};
}

void CompareSession::open() {
    if (!m_content.clip || !m_style.clip) {
        m_window.showMessage(Severity::error, tr("Choose a content and a style clip first."));
        return;
    }
    if (m_dialog.choice().folder.isEmpty())
        m_dialog.setFolder(QFileInfo(m_content.path).absolutePath() + QLatin1Char('/') +
                           tr("comparison"));
    estimate();
    m_dialog.show();
    m_dialog.raise();
    m_dialog.activateWindow();
}

/// As the window shows them, or did when the method was chosen last.
std::vector<TransferSettings> CompareSession::settings() const {
    std::vector<TransferSettings> all = m_window.otherSettings();
    all.push_back(m_window.settings());
    return all;
}

void CompareSession::estimate() {
    const QString failure = failureOf([this] {
        const ComparedClip content = compared(ClipRole::content, m_content);
        const ComparedClip style = compared(ClipRole::style, m_style);
        m_estimating.replace([this, estimate = m_engine.estimate, chosen = settings(),
                              content = shapeOf(*content.clip),
                              style = shapeOf(*style.clip)]() -> Background::Delivery {
            std::vector<std::pair<std::string, std::optional<RunEstimate>>> all;
            for (const std::string& method : comparableMethods()) {
                std::optional<RunEstimate> made;
                failureOf([&] { made = estimate(content, style, settingsOf(chosen, method)); });
                all.emplace_back(method, made);
            }
            return [this, all] {
                for (const auto& [method, made] : all)
                    m_dialog.setEstimate(method, made);
            };
        });
    });
    if (!failure.isEmpty())
        m_window.showMessage(Severity::error, failure);
}

void CompareSession::start(const CompareChoice& choice) {
    CompareRequest request;
    const QString failure = failureOf([&] {
        request.content = compared(ClipRole::content, m_content);
        request.style = compared(ClipRole::style, m_style);
    });
    if (!failure.isEmpty()) {
        m_dialog.showFailure(failure);
        return;
    }
    request.methods = choice.methods;
    request.equalSeconds = choice.equalSeconds;
    request.settings = settings();
    m_control = std::make_shared<RunControl>();
    m_news = std::make_shared<News>();
    m_news->alone = m_window.runState() == RunState::idle;
    m_made.reset();
    m_compared = std::make_shared<const ClipPair>(ClipPair{m_content, m_style});
    m_dialog.showRunning();
    m_pace.start();
    m_comparing.post([this, request, folder = choice.folder,
                      clips = std::vector{m_content.file, m_style.file}, engine = m_engine,
                      news = m_news, control = m_control]() -> Background::Delivery {
        Written written;
        const QString reason = failureOf([&] {
            written = writtenPage(
                request, folder, clips, engine,
                [&](const CompareProgress& progress) {
                    const std::lock_guard<std::mutex> lock(news->mutex);
                    news->progress = progress;
                },
                *control, news->alone);
        });
        return [this, written, reason] {
            m_pace.stop();
            if (written.made)
                onDone(written.made, written.page);
            else
                m_dialog.showFailure(reason);
        };
    });
}

void CompareSession::onDone(const std::shared_ptr<const Comparison>& made, const QString& page) {
    m_made = made;
    m_dialog.showDone(page, m_news->alone);
}

void CompareSession::keep() {
    if (!m_made)
        return;
    m_keeping.post(
        [this, made = m_made, clips = m_compared, engine = m_engine]() -> Background::Delivery {
            std::vector<ShownResult> results;
            const QString failure = failureOf([&] { results = shownRuns(*made, clips, engine); });
            return [this, results, failure] {
                if (failure.isEmpty())
                    Q_EMIT resultsKept(results);
                else
                    m_dialog.showFailure(failure);
            };
        });
}

void CompareSession::showNews() {
    std::optional<CompareProgress> news;
    {
        const std::lock_guard<std::mutex> lock(m_news->mutex);
        news = std::exchange(m_news->progress, std::nullopt);
    }
    if (!news || m_control->cancelled())
        return;
    const QString method = translated(methodInfo(news->method).title);
    QString text = news->equalTime ? tr("%1 of %2: %3, in equal time") : tr("%1 of %2: %3");
    text = text.arg(QString::number(news->run + 1), QString::number(news->runs), method);
    if (news->progress.stage == Stage::optimizing && news->progress.step > 0)
        text += tr(" · step %1 of %2").arg(news->progress.step).arg(news->progress.steps);
    text += tr(" · about %1 left").arg(durationText(news->remainingSeconds));
    const double all = news->elapsedSeconds + news->remainingSeconds;
    m_dialog.showProgress(text, all > 0.0 ? news->elapsedSeconds / all : 0.0);
}

} // namespace tonegraft
