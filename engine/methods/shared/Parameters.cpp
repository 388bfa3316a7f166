// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/shared/Parameters.h"

#include <algorithm>

namespace tonegraft {

ParameterInfo filtersParameter(double defaultValue, bool allowsInfinity) {
    ParameterInfo p;
    p.id = "filters";
    p.label = "Filters";
    p.unit = "filters";
    p.hears = "More filters catch more of the style's timbre and make the result less dependent "
              "on the seed; few filters sound rougher and more random.";
    p.minimum = 1;
    p.maximum = 16384;
    p.defaultValue = defaultValue;
    p.integer = true;
    p.allowsInfinity = allowsInfinity;
    return p;
}

ParameterInfo kernelParameter(double defaultValue) {
    ParameterInfo p;
    p.id = "kernel";
    p.label = "Kernel size";
    p.unit = "frames";
    p.hears = "How much time (23 ms a frame) a filter spans: short takes over the tone color, "
              "long also takes over attacks, tremolo and small rhythms of the style.";
    p.minimum = 1;
    p.maximum = 31;
    p.defaultValue = defaultValue;
    p.integer = true;
    return p;
}

ParameterInfo stepsParameter(double defaultValue) {
    ParameterInfo p;
    p.id = "steps";
    p.label = "Steps";
    p.unit = "steps";
    p.hears = "More steps bring the result closer to what the other controls ask for, and take "
              "longer in proportion.";
    p.minimum = 1;
    p.maximum = 100000;
    p.defaultValue = defaultValue;
    p.integer = true;
    p.movesInRun = true; // the run loop counts them
    return p;
}

ParameterInfo seedParameter() {
    ParameterInfo p;
    p.id = "seed";
    p.label = "Seed";
    p.unit = "";
    p.hears = "Another seed draws other random numbers: a variation of the same result. The same "
              "seed gives the same sound again.";
    p.minimum = 0;
    p.maximum = 9007199254740992.0; // 2^53: every JSON reader keeps it
    p.defaultValue = 1;
    p.integer = true;
    p.advanced = true;
    return p;
}

ParameterInfo startParameter(Start defaultValue) {
    ParameterInfo p;
    p.id = "start";
    p.label = "Begins with";
    p.hears = "From the content, what the style leaves open stays the content's; from noise, the "
              "style's statistics alone decide it, and another seed gives another result.";
    p.integer = true;
    p.maximum = 1;
    p.defaultValue = static_cast<double>(defaultValue);
    p.advanced = true;
    p.choices = {"content", "noise"};
    return p;
}

ParameterInfo contentWeightParameter(double defaultValue) {
    ParameterInfo p;
    p.id = "content-weight";
    p.label = "Content weight";
    p.hears = "How closely the result follows the content. At 0 nothing of it is left but its "
              "length: a texture of the style; higher, the content comes through and the style "
              "steps back.";
    p.maximum = 100.0;
    p.defaultValue = defaultValue;
    p.movesInRun = true;
    return p;
}

void letMove(std::vector<ParameterInfo>& parameters, const std::vector<std::string>& ids) {
    for (ParameterInfo& parameter : parameters) {
        if (std::find(ids.begin(), ids.end(), parameter.id) != ids.end()) {
            parameter.movesInRun = true;
        }
    }
}

} // namespace tonegraft
