// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/takes/VariationsSession.h"

#include "ui/kit/Translated.h"
#include "ui/takes/TakesPanel.h"

#include <algorithm>
#include <random>

namespace tonegraft {

VariationsSession::VariationsSession(MainWindow& window, RunSession& runs, QObject* parent)
    : QObject(parent), m_window(window), m_runs(runs), m_dialog(&window) {
    connect(window.takes(), &TakesPanel::variationsWanted, this, &VariationsSession::open);
    connect(&window, &MainWindow::settingsChanged, this, &VariationsSession::showControls);
    connect(&m_dialog, &VariationsDialog::startRequested, this, &VariationsSession::start);
    connect(&m_dialog, &VariationsDialog::endRequested, this, [this] {
        m_waiting.clear();
        m_count = m_run;
        m_dialog.showRunning(m_run, m_count);
    });
    // When it is over in every respect: the next one begins.
    connect(&runs, &RunSession::finished, this, &VariationsSession::onFinished,
            Qt::QueuedConnection);
    connect(&runs, &RunSession::runFailed, this, &VariationsSession::end);
}

void VariationsSession::setClips(const ShownClip& content, const ShownClip& style) {
    m_hasClips = content.clip && style.clip;
    m_stylePatches = style.clip && style.spectrogram
                         ? style.spectrogram->frames(0) * style.clip->channelCount()
                         : 0;
    end();
    showControls();
}

void VariationsSession::open() {
    showControls();
    m_dialog.show();
    m_dialog.raise();
    m_dialog.activateWindow();
}

/// Where the seed matters it alone moves at first, else what has no steps.
void VariationsSession::showControls() {
    const TransferSettings settings = m_window.settings();
    const auto parameters = variableParameters(settings, m_stylePatches);
    const bool seed = std::any_of(parameters.begin(), parameters.end(),
                                  [](const ParameterInfo* info) { return info->id == "seed"; });
    std::vector<VariedControl> controls;
    for (const ParameterInfo* info : parameters)
        controls.push_back({QString::fromStdString(info->id), translated(info->label),
                            seed ? info->id == "seed" : !info->integer});
    m_dialog.setControls(controls, m_hasClips ? QString()
                                              : tr("Choose a content and a style clip "
                                                   "first."));
}

void VariationsSession::start() {
    if (m_run > 0 || m_runs.running())
        return;
    VariationChoice choice;
    choice.count = m_dialog.count();
    choice.amount = m_dialog.amount();
    for (const QString& id : m_dialog.moved())
        choice.moved.push_back(id.toStdString());
    const auto all = variations(m_window.settings(), choice, std::random_device()());
    m_waiting.assign(all.begin(), all.end());
    m_count = choice.count;
    next();
}

void VariationsSession::next() {
    if (m_waiting.empty()) {
        end();
        return;
    }
    const TransferSettings settings = m_waiting.front();
    m_waiting.pop_front();
    ++m_run;
    m_dialog.showRunning(m_run, m_count);
    m_runs.start(settings);
}

void VariationsSession::end() {
    m_waiting.clear();
    m_run = 0;
    m_dialog.showRunning(0, 0);
}

void VariationsSession::onFinished(const ShownResult& shown) {
    if (m_run == 0)
        return;
    if (shown.result->outcome != Outcome::finished || shown.result->steered || m_runs.running())
        end();
    else
        next();
}

} // namespace tonegraft
