// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/Error.h"
#include "tonegraft/Methods.h"
#include "tonegraft/SettingsFields.h"
#include "tonegraft/TransferSettings.h"

#include <cmath>
#include <sstream>

namespace tonegraft {
namespace {

// Numbers in messages are the same in every locale.
std::string numberText(double value) {
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text.precision(17);
    if (value == std::floor(value) && std::abs(value) < 1e17) {
        text << std::fixed;
        text.precision(0);
    } else {
        text.precision(6);
    }
    text << value;
    return text.str();
}

void check(const ParameterInfo& parameter, double value) {
    if (parameter.allowsInfinity && value == kInfiniteFilters) {
        return;
    }
    if (value >= parameter.minimum && value <= parameter.maximum) {
        return;
    }
    throw Error(parameter.allowsInfinity ? MessageCode::settingRangeOrInfinite
                                         : MessageCode::settingRange,
                {parameter.label, numberText(value), numberText(parameter.minimum),
                 numberText(parameter.maximum)});
}

} // namespace

void TransferSettings::validate() const {
    for (const ParameterInfo& parameter : methodInfo(method).parameters) {
        check(parameter, settingValue(*this, parameter));
    }
    if (!networkFile.empty() && methodInfo(method).networks.empty()) {
        throw Error(MessageCode::networkMeansNothing, {method});
    }
    if (threads < 0 || threads > 1024) {
        throw Error(MessageCode::threadsRange, {std::to_string(threads)});
    }
}

TransferSettings defaultSettings(const std::string& methodId) {
    TransferSettings settings;
    settings.method = methodInfo(methodId).id;
    for (const ParameterInfo& parameter : methodInfo(methodId).parameters) {
        setSettingValue(settings, parameter.id, parameter.defaultValue);
    }
    return settings;
}

} // namespace tonegraft
