// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SettingsFields.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

namespace tonegraft {
namespace {

struct Field {
    std::function<double(const TransferSettings&, const ParameterInfo&)> read;
    std::function<void(TransferSettings&, const ParameterInfo&, double)> write;
};

template <class Number> Field numberField(Number TransferSettings::*member) {
    return {[member](const TransferSettings& settings, const ParameterInfo&) {
                return static_cast<double>(settings.*member);
            },
            [member](TransferSettings& settings, const ParameterInfo&, double value) {
                if constexpr (std::is_integral_v<Number>) {
                    value = std::round(value);
                }
                settings.*member = static_cast<Number>(value);
            }};
}

/// A choice is stored by its name: the order in which a method lists its choices is its own.
template <class Choice>
Field choiceField(Choice TransferSettings::*member, std::map<std::string, Choice> names) {
    return {
        [member, names](const TransferSettings& settings, const ParameterInfo& parameter) {
            for (std::size_t i = 0; i < parameter.choices.size(); ++i) {
                const auto found = names.find(parameter.choices[i]);
                if (found != names.end() && found->second == settings.*member) {
                    return static_cast<double>(i);
                }
            }
            return parameter.defaultValue;
        },
        [member, names](TransferSettings& settings, const ParameterInfo& parameter, double value) {
            const auto index = static_cast<std::size_t>(std::lround(value));
            if (index < parameter.choices.size()) {
                const auto found = names.find(parameter.choices[index]);
                settings.*member = found == names.end() ? settings.*member : found->second;
            }
        }};
}

const std::map<std::string, Field>& fields() {
    static const std::map<std::string, Field> all{
        {"filters", numberField(&TransferSettings::filters)},
        {"kernel", numberField(&TransferSettings::kernelSize)},
        {"style-weight", numberField(&TransferSettings::styleWeight)},
        {"keep-melody", numberField(&TransferSettings::keepMelody)},
        {"keep-dynamics", numberField(&TransferSettings::keepDynamics)},
        {"steps", numberField(&TransferSettings::steps)},
        {"seed", numberField(&TransferSettings::seed)},
        {"activation",
         choiceField<Activation>(&TransferSettings::activation,
                                 {{"relu", Activation::relu}, {"linear", Activation::linear}})},
        {"optimizer",
         choiceField<Optimizer>(&TransferSettings::optimizer,
                                {{"lbfgs", Optimizer::lbfgs}, {"adam", Optimizer::adam}})},
    };
    return all;
}

} // namespace

bool isKnownField(const std::string& parameterId) {
    return fields().count(parameterId) > 0;
}

double fieldOf(const TransferSettings& settings, const ParameterInfo& parameter) {
    const auto found = fields().find(parameter.id);
    return found == fields().end() ? parameter.defaultValue
                                   : found->second.read(settings, parameter);
}

void setField(TransferSettings& settings, const ParameterInfo& parameter, double value) {
    const auto found = fields().find(parameter.id);
    if (found != fields().end()) {
        found->second.write(settings, parameter, value);
    }
}

} // namespace tonegraft
