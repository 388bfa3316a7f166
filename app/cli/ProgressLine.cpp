// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ProgressLine.h"

#include "app/files/NumberText.h"

#include <cmath>
#include <cstdio>

#include <unistd.h>

namespace tonegraft {

namespace {

constexpr const char* kClearLine = "\r\033[K";
constexpr auto kRedrawEvery = std::chrono::milliseconds(100);

/// "45.2 s", "41 min 55 s", "1 h 2 min".
std::string spanText(double seconds) {
    constexpr double kMinute = 60.0;
    if (seconds < kMinute)
        return fixedText(seconds, 1) + " s";
    const auto whole = std::llround(seconds);
    const auto minutes = whole / 60;
    if (minutes < 60)
        return std::to_string(minutes) + " min " + std::to_string(whole % 60) + " s";
    return std::to_string(minutes / 60) + " h " + std::to_string(minutes % 60) + " min";
}

std::string stageText(const Progress& progress) {
    switch (progress.stage) {
    case Stage::preparing:
        return progress.steps == 0 ? "preparing"
                                   : "preparing " + std::to_string(progress.step) + "/" +
                                         std::to_string(progress.steps);
    case Stage::optimizing:
        return "step " + std::to_string(progress.step) + "/" + std::to_string(progress.steps);
    case Stage::phase:
        return "phase";
    case Stage::finishing:
        return "finishing";
    }
    return {};
}

} // namespace

std::string progressText(const Progress& progress) {
    std::string text = stageText(progress) + " · " + spanText(progress.elapsedSeconds);
    if (progress.remainingSeconds >= 0.0)
        text += " · " + spanText(progress.remainingSeconds) + " left";
    return text;
}

std::string estimateText(const RunEstimate& estimate) {
    constexpr double kMegabyte = 1e6;
    const std::string again =
        estimate.trainingSeconds > 0.0
            ? " (" + spanText(estimate.seconds - estimate.trainingSeconds) + " once trained)"
            : "";
    return "about " + spanText(estimate.seconds) + again + " and " +
           fixedText(static_cast<double>(estimate.peakBytes) / kMegabyte, 0) + " MB of memory";
}

ProgressLine::ProgressLine(bool quiet) : m_shown(!quiet && isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
    if (m_shown)
        std::fputs(kClearLine, stderr);
}

void ProgressLine::announce(const RunEstimate& estimate) {
    if (m_shown)
        std::fprintf(stderr, "%s\n", estimateText(estimate).c_str());
}

void ProgressLine::show(const std::function<std::string()>& text) {
    const auto now = std::chrono::steady_clock::now();
    if (!m_shown || now < m_next)
        return;
    m_next = now + kRedrawEvery;
    std::fputs((kClearLine + text()).c_str(), stderr);
    std::fflush(stderr);
}

void ProgressLine::onProgress(const Progress& progress, const LossPoint&) {
    show([&] { return progressText(progress); });
}

void ProgressLine::onSnapshot(std::shared_ptr<const Snapshot>) {}

} // namespace tonegraft
