// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/GraftControls.h"

namespace tonegraft {

ParameterInfo styleWeightParameter() {
    ParameterInfo p;
    p.id = "style-weight";
    p.label = "Style weight";
    p.hears = "How much the style takes over: 0 % is the content, 100 % the content's notes with "
              "the style's sound; between them both are heard.";
    p.defaultValue = 1.0;
    return p;
}

ParameterInfo octaveParameter() {
    ParameterInfo p;
    p.id = "octave";
    p.label = "Octave";
    p.unit = "octaves";
    p.hears =
        "Plays the content's notes so many octaves higher: where the style's instrument is at "
        "home.";
    p.minimum = -2.0;
    p.maximum = 2.0;
    p.integer = true;
    return p;
}

ParameterInfo followDynamicsParameter() {
    ParameterInfo p;
    p.id = "follow-dynamics";
    p.label = "Follow dynamics";
    p.hears = "Inside notes, 0 % swells and fades as the style does, 100 % as the content does.";
    return p;
}

GraftSettings graftSettings(const TransferSettings& settings) {
    return {settings.octave, settings.followDynamics};
}

} // namespace tonegraft
