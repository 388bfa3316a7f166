// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/NetworkChoice.h"

#include "methods/networks/InstrumentNetwork.h"
#include "tonegraft/Error.h"

#include <algorithm>
#include <utility>

namespace tonegraft {
namespace {

struct KnownNetwork {
    const char* id;
    const char* mark; // a tensor that no other known network has
    std::vector<LayerShape> (*layers)();
    std::vector<InputChannel> inputs;
};

const std::vector<KnownNetwork>& knownNetworks() {
    // VGG-19 was trained on images of which these means and deviations were taken.
    static const std::vector<KnownNetwork> known{
        {kInstruments, "classifier.weight", instrumentLayers, {{}}},
        {kVgg19,
         "features.0.weight",
         vgg19Layers,
         {{0.485, 0.229}, {0.456, 0.224}, {0.406, 0.225}}},
        // SoundNet hears samples between -256 and 256.
        {kSoundNet, "batchnorm1.weight", soundNetLayers, {{0.0, 1.0 / 256.0}}}};
    return known;
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

std::vector<LayerShape> firstLayers(std::vector<LayerShape> layers, int convolutions) {
    std::size_t count = 0;
    for (int found = 0; count < layers.size() && found < convolutions; ++count) {
        found += layers[count].kind == LayerKind::convolution ? 1 : 0;
    }
    layers.resize(count);
    return layers;
}

} // namespace

NetworkWeights chosenNetwork(const std::filesystem::path& path,
                             const std::vector<std::string>& allowed, int convolutions) {
    Safetensors file = path.empty() ? builtInFile() : Safetensors::fromFile(path);
    for (const KnownNetwork& network : knownNetworks()) {
        if (!file.has(network.mark)) {
            continue;
        }
        if (std::find(allowed.begin(), allowed.end(), network.id) == allowed.end()) {
            throw Error(MessageCode::networkOfOtherKind,
                        {file.name(), network.id, listed(allowed)});
        }
        NetworkWeights weights = readNetwork(file, firstLayers(network.layers(), convolutions));
        weights.inputs = network.inputs;
        return weights;
    }
    throw Error(MessageCode::networkUnknown, {file.name(), listed(allowed)});
}

} // namespace tonegraft
