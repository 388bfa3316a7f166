// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/grinstein/Grinstein.h"

#include "methods/networks/NetworkChoice.h"
#include "methods/shared/Parameters.h"

namespace tonegraft {
namespace {

using Prepare = std::unique_ptr<Recipe> (*)(const RecipeInput&);

struct Model {
    const char* name;
    Prepare prepare;
    RunSize (*size)(const ClipSizes&, const TransferSettings&);
};

/// In the order of StyleModel.
constexpr Model kModels[] = {{"auditory-texture", grinsteinTexture, grinsteinTextureSize},
                             {"shallow-random", grinsteinShallowRandom, grinsteinShallowRandomSize},
                             {kVgg19, grinsteinVgg19, grinsteinVgg19Size},
                             {kSoundNet, grinsteinSoundNet, grinsteinSoundNetSize}};

ParameterInfo modelParameter() {
    ParameterInfo p;
    p.id = "model";
    p.label = "Heard with";
    p.hears = "A model of the ear takes over the style's texture: how its frequency bands sound, "
              "flicker and go together. Random filters take over its short patterns, pitches "
              "included. VGG-19, which knows photographs, and SoundNet, which knows everyday "
              "sounds, take over little and add noise; their weights are read from a file.";
    p.integer = true;
    for (const Model& model : kModels) {
        p.choices.emplace_back(model.name);
    }
    p.maximum = static_cast<double>(p.choices.size() - 1);
    p.defaultValue = static_cast<double>(StyleModel::auditoryTexture);
    return p;
}

ParameterInfo forRandomFilters(ParameterInfo parameter) {
    parameter.advanced = true;
    parameter.note = "Of the random filters only.";
    parameter.acts = [](const TransferSettings& settings) {
        return settings.model == StyleModel::shallowRandom;
    };
    parameter.idle = "Means something to the random filters only.";
    return parameter;
}

ParameterInfo seed() {
    ParameterInfo parameter = seedParameter();
    parameter.note =
        "For the random filters, and where noise is the beginning. The other models draw "
        "nothing when they begin with the content.";
    return parameter;
}

} // namespace

Method grinsteinMethod() {
    Method method;
    MethodInfo& info = method.info;
    info.id = "grinstein";
    info.title = "Auditory texture (Grinstein)";
    info.source = "Eric Grinstein, Ngoc Duong, Alexey Ozerov and Patrick Pérez, Audio style "
                  "transfer; Josh McDermott and Eero Simoncelli, Sound texture perception via "
                  "statistics of the auditory periphery";
    info.year = 2017;
    info.summary = "Begins with the content and changes it until the statistics that a model of "
                   "the ear measures are the style's; no term holds on to the content. What is "
                   "kept of it is what the statistics leave open: its large rhythm and form.";
    info.goodFor = "Styles that are textures: rain, fire, water, wind, crowds, machines; from "
                   "noise, endless variations of the texture itself.";
    info.networks = {kVgg19, kSoundNet};
    info.parameters = {modelParameter(),
                       stepsParameter(400),
                       startParameter(Start::content),
                       forRandomFilters(filtersParameter(4096, false)),
                       forRandomFilters(kernelParameter(11)),
                       seed()};
    method.prepare = [](const RecipeInput& input) {
        return kModels[static_cast<int>(input.settings.model)].prepare(input);
    };
    method.size = [](const ClipSizes& sizes, const TransferSettings& settings) {
        return kModels[static_cast<int>(settings.model)].size(sizes, settings);
    };
    info.seedMatters = [](const TransferSettings& settings, int /*stylePatches*/) {
        return settings.start == Start::noise || settings.model == StyleModel::shallowRandom;
    };
    return method;
}

} // namespace tonegraft
