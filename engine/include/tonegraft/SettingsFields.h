// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Methods.h"
#include "tonegraft/TransferSettings.h"

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace tonegraft {

/// How one parameter of a method sits in TransferSettings. Every value is a number: a choice is
/// its index in ParameterInfo::choices, which stands in the order of its enumeration.
struct SettingsField {
    std::string_view id; ///< ParameterInfo::id
    double (*read)(const TransferSettings&);
    void (*write)(TransferSettings&, double);
};

namespace detail {
template <auto Member> constexpr SettingsField settingsField(std::string_view id) {
    return {id, [](const TransferSettings& s) { return static_cast<double>(s.*Member); },
            [](TransferSettings& s, double value) {
                using Value = std::decay_t<decltype(s.*Member)>;
                if constexpr (std::is_floating_point_v<Value>) {
                    s.*Member = value;
                } else {
                    s.*Member = static_cast<Value>(std::llround(value));
                }
            }};
}
} // namespace detail

/// The members that a method's parameter can stand for: those that are numbers. All other
/// parameters are their method's own, in TransferSettings::own.
inline constexpr SettingsField kSettingsFields[] = {
    detail::settingsField<&TransferSettings::filters>("filters"),
    detail::settingsField<&TransferSettings::kernelSize>("kernel"),
    detail::settingsField<&TransferSettings::secondKernelSize>("kernel-2"),
    detail::settingsField<&TransferSettings::thirdKernelSize>("kernel-3"),
    detail::settingsField<&TransferSettings::activation>("activation"),
    detail::settingsField<&TransferSettings::styleWeight>("style-weight"),
    detail::settingsField<&TransferSettings::keepMelody>("keep-melody"),
    detail::settingsField<&TransferSettings::keepDynamics>("keep-dynamics"),
    detail::settingsField<&TransferSettings::steps>("steps"),
    detail::settingsField<&TransferSettings::optimizer>("optimizer"),
    detail::settingsField<&TransferSettings::domain>("domain"),
    detail::settingsField<&TransferSettings::measureOn>("measure-on"),
    detail::settingsField<&TransferSettings::start>("start"),
    detail::settingsField<&TransferSettings::model>("model"),
    detail::settingsField<&TransferSettings::contentWeight>("content-weight"),
    detail::settingsField<&TransferSettings::octave>("octave"),
    detail::settingsField<&TransferSettings::followDynamics>("follow-dynamics"),
    detail::settingsField<&TransferSettings::seed>("seed"),
};

/// Null if it is no member. Thread: any.
inline const SettingsField* settingsField(std::string_view id) {
    for (const SettingsField& field : kSettingsFields) {
        if (field.id == id) {
            return &field;
        }
    }
    return nullptr;
}

/// The value of a method's parameter. Thread: any.
inline double settingValue(const TransferSettings& settings, const ParameterInfo& parameter) {
    if (const SettingsField* field = settingsField(parameter.id)) {
        return field->read(settings);
    }
    const auto own = settings.own.find(parameter.id);
    return own == settings.own.end() ? parameter.defaultValue : own->second;
}
inline void setSettingValue(TransferSettings& settings, const std::string& parameterId,
                            double value) {
    if (const SettingsField* field = settingsField(parameterId)) {
        field->write(settings, value);
    } else {
        settings.own[parameterId] = value;
    }
}

} // namespace tonegraft
