// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/GraftControls.h"

namespace tonegraft {

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
