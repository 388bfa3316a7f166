// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compare/CompareColumns.h"

#include "app/files/NumberText.h"
#include "tonegraft/Measures.h"
#include "ui/kit/Translated.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace tonegraft {

namespace {

constexpr double kMegabyte = 1e6;

std::optional<double> ofResult(const ComparedRun& run, double value) {
    return run.failure.empty() && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

CompareColumn measureColumn(const MeasureInfo& info) {
    const QString unit = *info.unit == '\0' ? QString() : QStringLiteral(", ") + info.unit;
    CompareColumn column;
    column.title = (info.name + unit.toStdString());
    column.shownTitle = engineWord(info.name) + unit;
    column.meaning = *info.brief == '\0' ? QString() : engineWord(info.brief);
    column.decimals = info.decimals;
    column.better = info.better;
    column.value = [&info](const ComparedRun& run) {
        return run.measures ? ofResult(run, info.factor() * (*run.measures).*info.value)
                            : std::nullopt;
    };
    return column;
}

struct CompareColumns {
    Q_DECLARE_TR_FUNCTIONS(CompareColumns)
};

std::vector<CompareColumn> runColumns() {
    const auto tr = [](const char* text) { return CompareColumns::tr(text); };
    return {
        {"Steps",
         tr(QT_TR_NOOP("Steps")),
         {},
         0,
         0,
         [](const ComparedRun& run) {
             return ofResult(run, static_cast<double>(run.result.losses.size()));
         }},
        {"Time, s", tr(QT_TR_NOOP("Time, s")),
         tr(QT_TR_NOOP("of the whole run, as heard at its end")), 1, -1,
         [](const ComparedRun& run) { return ofResult(run, run.result.seconds.total); }},
        {"Memory, MB", tr(QT_TR_NOOP("Memory, MB")),
         tr(QT_TR_NOOP("besides the program and the clips")), 0, -1,
         [](const ComparedRun& run) {
             return run.bytes < 0 ? std::nullopt
                                  : ofResult(run, static_cast<double>(run.bytes) / kMegabyte);
         }},
    };
}

} // namespace

std::vector<CompareColumn> compareColumns() {
    std::vector<CompareColumn> columns = runColumns();
    for (const MeasureInfo& info : kMeasures)
        columns.push_back(measureColumn(info));
    std::rotate(columns.begin(), columns.begin() + 3, columns.begin() + 4); // timbre reached first
    return columns;
}

std::string cellText(const CompareColumn& column, const ComparedRun& run) {
    const auto value = column.value(run);
    return value ? fixedText(*value, column.decimals) : "-";
}

bool isBest(const CompareColumn& column, const ComparedRun& run,
            const std::vector<ComparedRun>& runs) {
    const auto value = column.value(run);
    if (!value || column.better == 0)
        return false;
    const std::string shown = cellText(column, run);
    bool differs = false;
    for (const ComparedRun& other : runs) {
        const auto theirs = column.value(other);
        if (!theirs || other.equalTime != run.equalTime)
            continue;
        if (cellText(column, other) == shown)
            continue;
        differs = true;
        if ((*theirs - *value) * column.better > 0.0)
            return false;
    }
    return differs;
}

} // namespace tonegraft
