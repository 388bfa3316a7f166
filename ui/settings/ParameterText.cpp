// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/ParameterText.h"

#include "ui/kit/Format.h"
#include "ui/kit/Translated.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {

bool isPercent(const ParameterInfo& info) {
    return !info.integer && info.unit.empty() && info.minimum >= 0.0 && info.maximum <= 1.0;
}

int shownDecimals(const ParameterInfo& info) {
    constexpr int kDecimals = 3;
    if (info.integer) {
        return 0;
    }
    if (isPercent(info)) {
        return 1;
    }
    const double usual = std::abs(info.defaultValue);
    return usual > 0.0 ? std::max(kDecimals, 3 - static_cast<int>(std::floor(std::log10(usual))))
                       : kDecimals;
}

QString parameterValueText(const ParameterInfo& info, double value) {
    if (!info.choices.empty()) {
        const long index = std::lround(value);
        return index >= 0 && index < static_cast<long>(info.choices.size())
                   ? choiceText(info.choices[static_cast<std::size_t>(index)])
                   : QString();
    }
    const bool infinite = info.allowsInfinity && value == 0.0;
    const QString number = infinite          ? QStringLiteral("∞")
                           : isPercent(info) ? numberText(100.0 * value, shownDecimals(info))
                                             : numberText(value, shownDecimals(info));
    const QString unit = isPercent(info) ? QStringLiteral("%") : translated(info.unit);
    return unit.isEmpty() ? number : number + QLatin1Char(' ') + unit;
}

} // namespace tonegraft
