// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/LossTable.h"

#include "app/files/NumberText.h"
#include "tonegraft/Methods.h"

#include <cmath>

namespace tonegraft {

std::string lossTable(const TransferResult& result) {
    const std::vector<TermInfo>& terms = methodInfo(result.settings.method).terms;
    std::string table = "step,total,style,content,melody,dynamics";
    for (const TermInfo& term : terms)
        table += "," + term.id;
    table += "\n";
    for (const LossPoint& loss : result.losses) {
        std::vector<double> values{loss.total, loss.style, loss.content, loss.melody,
                                   loss.dynamics};
        values.insert(values.end(), loss.own.begin(), loss.own.end());
        table += std::to_string(loss.step);
        for (const double value : values)
            table += "," + (std::isfinite(value) ? numberText(value) : std::string());
        table += "\n";
    }
    return table;
}

} // namespace tonegraft
