// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/presets/ShippedPresets.h"

#include "app/files/Parameters.h"

#include <QtGlobal>

#include <string>
#include <utility>

namespace tonegraft {

namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

Preset preset(std::string name, std::string hears, const std::string& method,
              const Values& values) {
    Preset made{std::move(name), std::move(hears), defaultSettings(method)};
    for (const auto& [id, text] : values)
        setParameter(made.settings, id, text);
    return made;
}

} // namespace

const std::vector<Preset>& shippedPresets() {
    static const std::vector<Preset> presets{
        preset(QT_TRANSLATE_NOOP("Methods", "Keep the words"),
               QT_TRANSLATE_NOOP("Methods",
                                 "Speech and singing stay understood: the content's own sound is "
                                 "tinted, its loud and soft and its pitches are held."),
               "statistics",
               {{"measure-on", "timbre"},
                {"style-weight", "0.7"},
                {"keep-melody", "0.8"},
                {"keep-dynamics", "0.8"}}),
        preset(QT_TRANSLATE_NOOP("Methods", "Drums from the style"),
               QT_TRANSLATE_NOOP("Methods", "The content's beats with the style's hits and noises: "
                                            "nothing holds on to pitches."),
               "statistics",
               {{"style-weight", "0.95"}, {"keep-melody", "0"}, {"keep-dynamics", "0.6"}}),
        preset(QT_TRANSLATE_NOOP("Methods", "Only the color"),
               QT_TRANSLATE_NOOP("Methods", "The same notes as loud and as long as before, in the "
                                            "color of the style's sound."),
               "statistics",
               {{"measure-on", "timbre"},
                {"style-weight", "0.9"},
                {"keep-melody", "0.5"},
                {"keep-dynamics", "0.5"}}),
        preset(QT_TRANSLATE_NOOP("Methods", "All the way"),
               QT_TRANSLATE_NOOP("Methods",
                                 "The style takes over, its pitches and its swells included; of "
                                 "the content there is hardly more left than its rhythm."),
               "statistics", {{"style-weight", "1"}, {"keep-melody", "0"}, {"keep-dynamics", "0"}}),
    };
    return presets;
}

} // namespace tonegraft
