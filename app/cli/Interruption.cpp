// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Interruption.h"

#include <string_view>
#include <utility>

#include <unistd.h>

namespace tonegraft {

namespace {

[[noreturn]] void exitAtOnce() {
    constexpr std::string_view kMessage = "tonegraft: interrupted, nothing was written.\n";
    // Nothing can be done about a closed stderr here.
    [[maybe_unused]] const auto written = write(STDERR_FILENO, kMessage.data(), kMessage.size());
    _exit(kExitInterrupted);
}

} // namespace

Interruption::Interruption() : m_watcher([this](int count) { onSignal(count); }) {}

Interruption::~Interruption() = default;

void Interruption::cancels(std::shared_ptr<RunControl> control) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    m_control = std::move(control);
}

bool Interruption::beginWriting() {
    const std::lock_guard<std::mutex> lock(m_mutex);
    m_control.reset();
    m_writing = true;
    return !m_interrupted;
}

void Interruption::onSignal(int count) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    if (count > 1)
        _exit(kExitInterrupted);
    m_interrupted = true;
    if (m_control)
        m_control->cancel();
    else if (!m_writing)
        exitAtOnce();
}

} // namespace tonegraft
