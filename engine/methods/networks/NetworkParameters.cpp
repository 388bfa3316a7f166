// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/NetworkParameters.h"

#include <utility>

namespace tonegraft {
namespace {

constexpr double kMostEnergyWeight = 1000.0;

ParameterInfo weight(const char* id, const char* label, std::string hears, double defaultValue,
                     double maximum) {
    ParameterInfo p;
    p.id = id;
    p.label = label;
    p.hears = std::move(hears);
    p.maximum = maximum;
    p.defaultValue = defaultValue;
    return p;
}

} // namespace

ParameterInfo styleWeightParameter(double defaultValue, double maximum, std::string hears) {
    return weight("style-weight", "Style weight", std::move(hears), defaultValue, maximum);
}

ParameterInfo timeEnergyParameter() {
    return weight("time-energy", "Energy over time",
                  "How closely the loud and soft of the result follows the style's: at 0 it is "
                  "free, high imposes the style's rhythm.",
                  1.0, kMostEnergyWeight);
}

ParameterInfo spectrumEnergyParameter() {
    return weight("spectrum-energy", "Energy over the spectrum",
                  "How closely the brightness of the result follows the style's: at 0 it is free, "
                  "high gives it the style's bass and treble, also where the content has none.",
                  1.0, kMostEnergyWeight);
}

ParameterInfo optimizerParameter() {
    ParameterInfo p;
    p.id = "optimizer";
    p.label = "Optimizer";
    p.hears = "L-BFGS gets there in fewer steps; Adam goes more slowly and more evenly.";
    p.integer = true;
    p.maximum = 1;
    p.defaultValue = 0;
    p.advanced = true;
    p.choices = {"lbfgs", "adam"};
    return p;
}

} // namespace tonegraft
