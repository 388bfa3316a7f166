// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/NetworkAnalysis.h"
#include "methods/networks/NetworkChoice.h"
#include "methods/networks/NetworkDistance.h"
#include "methods/networks/NetworkParameters.h"
#include "methods/networks/NetworkRecipe.h"
#include "methods/networks/NetworkSize.h"
#include "methods/networks/Networks.h"
#include "methods/networks/VermaSmithLoss.h"
#include "methods/shared/Parameters.h"
#include "tonegraft/SettingsFields.h"

#include <memory>

namespace tonegraft {
namespace {

constexpr int kConvolutions = 5;
constexpr int kContentConvolution = 3;
constexpr int kPhaseIterations = 200;
constexpr int kLeastFrames = 8; // one of the fifth convolution's, and its neighbors
constexpr double kSameStatistics = 1e-9;
constexpr double kLearningRate = 0.01; // Adam's, of an image in [0,1]

NetworkRecipeShape analysis() {
    NetworkRecipeShape shape;
    shape.method = "verma-smith";
    shape.monoRateHz = kNetworkRateHz;
    shape.phaseIterations = kPhaseIterations;
    shape.leastFrames = kLeastFrames;
    return shape;
}

NetworkDistanceSettings distances() {
    NetworkDistanceSettings settings;
    for (int convolution = 0; convolution < kConvolutions; ++convolution) {
        settings.styleConvolutions.push_back(convolution);
    }
    settings.contentConvolution = kContentConvolution;
    settings.rectified = true;
    settings.relative = true;
    return settings;
}

/// alpha L_content + beta L_style + gamma L_energy(time) + delta L_energy(spectrum).
class VermaSmithRecipe : public NetworkRecipe {
public:
    explicit VermaSmithRecipe(const RecipeInput& input)
        : NetworkRecipe(input, analysis()),
          m_distance(chosenNetwork(settings().networkFile, {kInstruments}, kConvolutions),
                     distances(), contentImage(), styleImage(), pool()),
          m_envelopes(styleImage(), contentImage().frames) {
        releaseStyle();
        input.warnings.emplace_back(MessageCode::worksInMono,
                                    std::vector<std::string>{"verma-smith", "16,000"});
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
        const TransferSettings& weights = settings();
        const double timeWeight = settingValue(weights, timeEnergyParameter());
        const double spectrumWeight = settingValue(weights, spectrumEnergyParameter());
        const FeatureMap<float>& image = imageOf(z);
        const NetworkDistances reached =
            m_distance.evaluate(image, styleWeight, weights.contentWeight, &m_gradient);
        const double time = m_envelopes.overTime(image, timeWeight, m_gradient);
        const double spectrum = m_envelopes.overSpectrum(image, spectrumWeight, m_gradient);
        unfoldGradient(z, m_gradient, gradient);
        LossPoint point;
        point.style = reached.style;
        point.content = reached.content;
        point.own = {time, spectrum};
        point.total = styleWeight * reached.style + weights.contentWeight * reached.content +
                      timeWeight * time + spectrumWeight * spectrum;
        return point;
    }

    Optimizer optimizer() const override { return settings().optimizer; }
    double learningRate() const override { return kLearningRate; }

private:
    NetworkDistance<float> m_distance;
    EnergyEnvelopes<float> m_envelopes;
    FeatureMap<float> m_gradient;
};

} // namespace

Method vermaSmithMethod() {
    Method method;
    MethodInfo& info = method.info;
    info.id = "verma-smith";
    info.title = "Instrument network (Verma)";
    info.source = "P. Verma, J. O. Smith: Neural Style Transfer for Audio Spectrograms";
    info.year = 2018;
    info.summary = "From noise, builds a spectrogram with the content's features in a network "
                   "that was trained to tell 80 instruments, with the style's Gram matrices there, "
                   "and with the style's energy over time and over the spectrum. The rhythm of "
                   "loud and soft becomes the style's.";
    info.goodFor = "Short single instruments; making narrow-band sound wide.";
    info.monoRateHz = kNetworkRateHz;
    info.networks = {kInstruments};
    info.parameters = {
        styleWeightParameter(1.0, 1000.0,
                             "How much the style's statistics in the network count: low leaves the "
                             "content's timbre, high takes over the style's."),
        contentWeightParameter(1.0),
        timeEnergyParameter(),
        spectrumEnergyParameter(),
        stepsParameter(300),
        optimizerParameter(),
        startParameter(Start::noise),
        seedParameter()};
    letMove(info.parameters, {"style-weight", "time-energy", "spectrum-energy"});
    info.terms = {{"time_energy", "Energy over time"},
                  {"spectrum_energy", "Energy over the spectrum"}};
    method.prepare = [](const RecipeInput& input) -> std::unique_ptr<Recipe> {
        return std::make_unique<VermaSmithRecipe>(input);
    };
    method.size = [](const ClipSizes& sizes, const TransferSettings& settings) {
        const ClipSizes images = networkSizes(sizes);
        RunSize size = stepsSize(images, settings.optimizer, settings.steps);
        size += networkSize(images, instrumentLayers(), kConvolutions, settings.steps);
        size += transformsSize(images, kPhaseIterations);
        return size;
    };
    return method;
}

} // namespace tonegraft
