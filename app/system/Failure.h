// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

namespace tonegraft {

/// Calls `work`; returns what went wrong in words for the user, empty if nothing did. For the
/// border of a thread, where no exception may pass. Thread: any.
QString failureOf(const std::function<void()>& work);

} // namespace tonegraft
