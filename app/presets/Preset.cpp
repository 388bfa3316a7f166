// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/presets/Preset.h"

#include "app/files/Report.h"
#include "app/presets/SettingsText.h"

#include <nlohmann/json.hpp>

namespace tonegraft {

namespace {

constexpr const char* kFormat = "tonegraft-preset";
constexpr int kVersion = 1;

} // namespace

std::string presetText(const Preset& preset) {
    TransferSettings settings = preset.settings;
    settings.networkFile.clear();
    return jsonText({{"format", kFormat},
                     {"version", kVersion},
                     {"name", preset.name},
                     {"hears", preset.hears},
                     {"method", settings.method},
                     {"parameters", parametersJson(settings)},
                     {"seed", settings.seed}});
}

Preset presetOf(const std::string& text, const std::string& source) {
    const Json json = parsedJson(text, source);
    if (textIn(json, "format") != kFormat)
        refuseFile(PresetTexts::tr("%1: this is no preset of Tonegraft."), source);
    const auto version = json.find("version");
    if (version == json.end() || !version->is_number_integer() || *version > kVersion)
        refuseFile(
            PresetTexts::tr(
                "%1: a newer version of Tonegraft wrote this preset. Update Tonegraft to read it."),
            source);
    Preset preset;
    preset.settings = settingsIn(json, source);
    preset.name = textIn(json, "name");
    preset.hears = textIn(json, "hears");
    if (preset.name.empty())
        refuseFile(PresetTexts::tr("%1: the preset has no name."), source);
    return preset;
}

} // namespace tonegraft
