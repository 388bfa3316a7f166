// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compare/Comparison.h"

#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tonegraft {

/// A figure of a run, as a column of a table.
struct CompareColumn {
    std::string title;
    QString shownTitle; ///< in the user's language
    QString meaning;    ///< the same; may be empty
    int decimals = 0;
    /// Which values are the better ones: the smaller (-1), the greater (1), or neither (0).
    int better = 0;
    std::function<std::optional<double>(const ComparedRun&)> value; ///< none if it is not known
};

/// The columns after the method's name, in their order: the first measure, what a run took, and
/// the other measures.
std::vector<CompareColumn> compareColumns();

/// The value as a table shows it, "-" for none; with a decimal point in every language.
std::string cellText(const CompareColumn& column, const ComparedRun& run);

/// Whether the run's value is the best of those runs of its table that have one, as shown; never
/// if all are the same.
bool isBest(const CompareColumn& column, const ComparedRun& run,
            const std::vector<ComparedRun>& runs);

} // namespace tonegraft
