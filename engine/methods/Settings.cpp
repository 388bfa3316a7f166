// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/Error.h"
#include "tonegraft/Methods.h"
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
    throw Error(parameter.label + " is " + numberText(value) + ", but must be between " +
                numberText(parameter.minimum) + " and " + numberText(parameter.maximum) +
                (parameter.allowsInfinity ? ", or inf." : "."));
}

} // namespace

void TransferSettings::validate() const {
    const MethodInfo& info = methodInfo(method);
    for (const ParameterInfo& parameter : info.parameters) {
        if (parameter.id == "filters") {
            check(parameter, filters);
        } else if (parameter.id == "kernel") {
            check(parameter, kernelSize);
        } else if (parameter.id == "style-weight") {
            check(parameter, styleWeight);
        } else if (parameter.id == "keep-melody") {
            check(parameter, keepMelody);
        } else if (parameter.id == "keep-dynamics") {
            check(parameter, keepDynamics);
        } else if (parameter.id == "steps") {
            check(parameter, steps);
        } else if (parameter.id == "seed") {
            check(parameter, static_cast<double>(seed));
        }
    }
    if (threads < 0 || threads > 1024) {
        throw Error("Threads is " + std::to_string(threads) +
                    ", but must be between 0 (all processors) and 1024.");
    }
}

TransferSettings defaultSettings(const std::string& methodId) {
    TransferSettings settings;
    settings.method = methodInfo(methodId).id;
    for (const ParameterInfo& parameter : methodInfo(methodId).parameters) {
        const double value = parameter.defaultValue;
        if (parameter.id == "filters") {
            settings.filters = static_cast<int>(value);
        } else if (parameter.id == "kernel") {
            settings.kernelSize = static_cast<int>(value);
        } else if (parameter.id == "activation") {
            settings.activation = static_cast<Activation>(static_cast<int>(value));
        } else if (parameter.id == "style-weight") {
            settings.styleWeight = value;
        } else if (parameter.id == "keep-melody") {
            settings.keepMelody = value;
        } else if (parameter.id == "keep-dynamics") {
            settings.keepDynamics = value;
        } else if (parameter.id == "steps") {
            settings.steps = static_cast<int>(value);
        } else if (parameter.id == "optimizer") {
            settings.optimizer = static_cast<Optimizer>(static_cast<int>(value));
        } else if (parameter.id == "seed") {
            settings.seed = static_cast<std::uint64_t>(value);
        }
    }
    return settings;
}

} // namespace tonegraft
