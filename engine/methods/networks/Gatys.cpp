// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/NetworkChoice.h"
#include "methods/networks/NetworkDistance.h"
#include "methods/networks/NetworkParameters.h"
#include "methods/networks/NetworkRecipe.h"
#include "methods/networks/NetworkSize.h"
#include "methods/networks/Networks.h"
#include "methods/shared/Parameters.h"

#include <memory>

namespace tonegraft {
namespace {

constexpr int kConvolutions = 5;       // conv_1 .. conv_5 of the tutorial
constexpr int kContentConvolution = 3; // conv_4
constexpr double kLevelRms = 0.1;
constexpr int kPhaseIterations = 32;
constexpr double kMomentum = 0.99;
constexpr int kLeastFrames = 8; // one of the fifth convolution's, and its neighbors
constexpr double kSameStatistics = 1e-9;

NetworkRecipeShape analysis() {
    NetworkRecipeShape shape;
    shape.method = "gatys";
    shape.levelRms = kLevelRms;
    shape.contentPhase = true;
    shape.phaseIterations = kPhaseIterations;
    shape.momentum = kMomentum;
    shape.leastFrames = kLeastFrames;
    return shape;
}

NetworkDistanceSettings distances() {
    NetworkDistanceSettings settings;
    for (int convolution = 0; convolution < kConvolutions; ++convolution) {
        settings.styleConvolutions.push_back(convolution);
    }
    settings.contentConvolution = kContentConvolution;
    return settings;
}

std::vector<std::string> networks() {
    return {kInstruments, kVgg19};
}

/// PyTorch's tutorial after the paper, on the image of a spectrogram.
class GatysRecipe : public NetworkRecipe {
public:
    explicit GatysRecipe(const RecipeInput& input)
        : NetworkRecipe(input, analysis()),
          m_distance(chosenNetwork(settings().networkFile, networks(), kConvolutions), distances(),
                     contentImage(), styleImage(), pool()) {
        releaseStyle();
        if (settings().start == Start::content &&
            m_distance.evaluate(contentImage(), 0.0, 0.0, nullptr).style <=
                kSameStatistics * m_distance.styleSquares()) {
            setDone(input.warnings);
        }
    }

    bool followsContent() const override {
        return settings().contentWeight > 0.0 || NetworkRecipe::followsContent();
    }

    LossPoint evaluate(const float* z, float* gradient, double styleWeight) override {
        const double contentWeight = settings().contentWeight;
        const NetworkDistances reached =
            m_distance.evaluate(imageOf(z), styleWeight, contentWeight, &m_gradient);
        unfoldGradient(z, m_gradient, gradient);
        LossPoint point;
        point.style = reached.style;
        point.content = reached.content;
        point.total = styleWeight * reached.style + contentWeight * reached.content;
        return point;
    }

    Optimizer optimizer() const override { return Optimizer::lbfgs; }

private:
    NetworkDistance<float> m_distance;
    FeatureMap<float> m_gradient;
};

} // namespace

Method gatysMethod() {
    Method method;
    MethodInfo& info = method.info;
    info.id = "gatys";
    info.title = "Image style transfer (Gatys)";
    info.source = "L. A. Gatys, A. S. Ecker, M. Bethge: A Neural Algorithm of Artistic Style, with "
                  "the layers and weights of PyTorch's tutorial";
    info.year = 2015;
    info.summary = "Style transfer for images, applied to the picture of a spectrogram: Gram "
                   "matrices of five layers of a trained network against one layer's features of "
                   "the content. The built-in network knows instruments; VGG-19, which knows "
                   "photographs, can be read from a file. Keeps the content's shape and gives it "
                   "the style's grain rather than its timbre.";
    info.goodFor = "Textures over a recognizable content; comparison with the image method.";
    info.networks = networks();
    info.parameters = {styleWeightParameter(
                           1e6, 1e9,
                           "How much the style's statistics count against the content. A tenth of "
                           "it is clearly nearer to the content; ten times as much is all style."),
                       contentWeightParameter(1.0), stepsParameter(300),
                       startParameter(Start::content), seedParameter()};
    letMove(info.parameters, {"style-weight"});
    info.parameters.back().note = "Without effect when the steps begin with the content.";
    method.prepare = [](const RecipeInput& input) -> std::unique_ptr<Recipe> {
        return std::make_unique<GatysRecipe>(input);
    };
    info.seedMatters = [](const TransferSettings& settings, int /*stylePatches*/) {
        return settings.start == Start::noise;
    };
    method.size = [](const ClipSizes& sizes, const TransferSettings& settings) {
        const ClipSizes images = networkSizes(sizes);
        RunSize size = stepsSize(images, Optimizer::lbfgs, settings.steps);
        size +=
            networkSize(images, settings.networkFile.empty() ? instrumentLayers() : vgg19Layers(),
                        kConvolutions, settings.steps);
        size += transformsSize(images, kPhaseIterations);
        return size;
    };
    return method;
}

} // namespace tonegraft
