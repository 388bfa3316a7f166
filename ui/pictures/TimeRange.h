// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tonegraft {

/// What a time axis shows.
struct TimeRange {
    double startSeconds = 0.0;
    double endSeconds = 0.0;

    double durationSeconds() const { return endSeconds - startSeconds; }
    bool operator==(const TimeRange& other) const {
        return startSeconds == other.startSeconds && endSeconds == other.endSeconds;
    }
};

} // namespace tonegraft
