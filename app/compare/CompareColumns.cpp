// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compare/CompareColumns.h"

#include "app/files/NumberText.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace tonegraft {

namespace {

constexpr double kMegabyte = 1e6;
constexpr double kPercent = 100.0;

std::optional<double> ofResult(const ComparedRun& run, double value) {
    return run.failure.empty() && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

template <double Measures::*Member> std::optional<double> measureOf(const ComparedRun& run) {
    return run.measures ? ofResult(run, *run.measures.*Member) : std::nullopt;
}

#define COLUMN(text) QT_TRANSLATE_NOOP("CompareColumns", text)

} // namespace

const std::vector<CompareColumn>& compareColumns() {
    static const std::vector<CompareColumn> columns{
        {COLUMN("Timbre reached, %"),
         COLUMN("how near the color of the sound came to the style's, whatever notes the two play: "
                "the content has 0, the style 100"),
         0, 1,
         [](const ComparedRun& run) {
             return run.measures ? ofResult(run, kPercent * run.measures->timbreReached)
                                 : std::nullopt;
         }},
        {COLUMN("Steps"), "", 0, 0,
         [](const ComparedRun& run) {
             return ofResult(run, static_cast<double>(run.result.losses.size()));
         }},
        {COLUMN("Time, s"), COLUMN("of the whole run, as heard at its end"), 1, -1,
         [](const ComparedRun& run) { return ofResult(run, run.result.seconds.total); }},
        {COLUMN("Memory, MB"), COLUMN("besides the program and the clips"), 0, -1,
         [](const ComparedRun& run) {
             return run.bytes < 0 ? std::nullopt
                                  : ofResult(run, static_cast<double>(run.bytes) / kMegabyte);
         }},
        {COLUMN("Style distance"),
         COLUMN("of whole spectra: the content has 1, the style 0. Which notes the style plays "
                "counts, too, so it does not tell whether the timbre was reached"),
         3, -1, measureOf<&Measures::styleDistance>},
        {COLUMN("MFCC Fréchet"),
         COLUMN("distance of the timbre and of how it varies: the content has 1, the style 0"), 3,
         -1, measureOf<&Measures::mfccFrechet>},
        {COLUMN("Content distance"), COLUMN("the content has 0"), 3, -1,
         measureOf<&Measures::contentDistance>},
        {COLUMN("Rhythm"), COLUMN("correlation of the onsets with the content's: 1 is all of it"),
         3, 1, measureOf<&Measures::onsetCorrelation>},
        {COLUMN("Melody"), COLUMN("correlation of the chroma with the content's"), 3, 1,
         measureOf<&Measures::chromaCorrelation>},
        {COLUMN("Dynamics"), COLUMN("correlation of loud and soft with the content's"), 3, 1,
         measureOf<&Measures::contourCorrelation>},
        {COLUMN("Loudness, LUFS"), "", 1, 0, measureOf<&Measures::loudnessLufs>},
        {COLUMN("True peak, dBTP"), "", 1, 0, measureOf<&Measures::truePeakDbtp>},
    };
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
