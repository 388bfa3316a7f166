// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/TransferSettings.h"

#include <algorithm>
#include <string>
#include <vector>

namespace tonegraft {

/// One control of a method, as the window shows it and the command line lists it.
struct ParameterInfo {
    std::string id;    ///< the command line's flag without dashes: "style-weight"
    std::string label; ///< plain words: "Style weight"
    std::string unit;  ///< "filters", "frames", "steps", ""; the weights are fractions 0..1
    std::string hears; ///< what one hears when it moves
    double minimum = 0.0;
    double maximum = 1.0;
    double defaultValue = 0.0;
    bool integer = false;
    bool advanced = false;            ///< shown on request only
    bool allowsInfinity = false;      ///< filters only: ∞, written "inf", stored as 0
    std::vector<std::string> choices; ///< if any: values by name, in the
                                      ///< setting's order; defaultValue is the index
    std::string note;                 ///< e.g. that the control hardly acts in this method
    bool movesInRun = false;          ///< RunControl::steer() moves it while a run goes on
    /// Whether it means something with these settings; null: always. `idle` says why it does not.
    bool (*acts)(const TransferSettings& settings) = nullptr;
    std::string idle;
};

/// A term of the objective that no other method has.
struct TermInfo {
    std::string id;    ///< in reports and tables: "rhythm"
    std::string label; ///< "Rhythm"
};

/// A named recipe. Parameters that are not listed mean nothing to it and have no effect.
struct MethodInfo {
    std::string id;
    std::string title;
    std::string source; ///< authors, title, year
    int year = 0;
    std::string summary; ///< what it does and what to expect
    std::string goodFor;
    int monoRateHz = 0; ///< works and writes in mono at this rate; 0: in the content's own format
    /// Networks whose weights TransferSettings::networkFile may hold; none: it means nothing.
    /// Where a control "model" chooses, it is the one of that name. Only "instruments" is built in.
    std::vector<std::string> networks;
    bool hearsNotes = false; ///< TransferResult::notes are the content's
    int paddedFrames = 0;    ///< in front and behind, where the method convolves
    std::vector<ParameterInfo> parameters;
    std::vector<TermInfo> terms; ///< of LossPoint::own, in its order
    /// Whether another seed gives another result, with a style of so many patches (its frames
    /// times channels); null: it always does. Thread: any.
    bool (*seedMatters)(const TransferSettings& settings, int stylePatches) = nullptr;

    const ParameterInfo* parameter(const std::string& parameterId) const; ///< null: not listed
};

/// Of the method's networks those that it runs on with these settings: where a control "model"
/// chooses, the one of that name, or none. Thread: any.
inline std::vector<std::string> networksFor(const MethodInfo& method,
                                            const TransferSettings& settings) {
    std::vector<std::string> networks = method.networks;
    for (const ParameterInfo& parameter : method.parameters) {
        if (parameter.id == "model") {
            const std::string& model = parameter.choices.at(static_cast<int>(settings.model));
            const bool isNetwork =
                std::find(networks.begin(), networks.end(), model) != networks.end();
            networks.assign(isNetwork ? 1 : 0, model);
        }
    }
    return networks;
}

/// All methods, the default first. Thread: any.
const std::vector<MethodInfo>& methods();
/// Throws Error for an unknown id, listing those that exist.
const MethodInfo& methodInfo(const std::string& id);

} // namespace tonegraft
