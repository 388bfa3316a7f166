// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/LossTable.h"

#include "app/files/NumberText.h"

#include <cmath>

namespace tonegraft {

std::string lossTable(const std::vector<LossPoint>& losses) {
    std::string table = "step,total,style,content,melody,dynamics\n";
    for (const LossPoint& loss : losses) {
        table += std::to_string(loss.step);
        for (const double value :
             {loss.total, loss.style, loss.content, loss.melody, loss.dynamics})
            table += "," + (std::isfinite(value) ? numberText(value) : std::string());
        table += "\n";
    }
    return table;
}

} // namespace tonegraft
