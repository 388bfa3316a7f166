// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/perez/Perez.h"

#include "linalg/VectorOps.h"
#include "methods/perez/AutoencoderTraining.h"
#include "methods/perez/PerezLoss.h"
#include "methods/perez/TrainedWeights.h"
#include "methods/shared/LogSpectrogramRecipe.h"
#include "methods/shared/Parameters.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr int kPhaseIterations = 500;
constexpr double kLevelRms = 0.1;  // log1p makes every distance depend on level
constexpr int kLongestKernel = 17; // frames that the dilated 5 x 5 kernel spans
// Adam's steps are as long as the rate, and most features lie between 0 and 5.
constexpr double kFirstRate = 0.05;
constexpr double kLastRate = 0.01;
constexpr int kCoarseTenths = 9;         // of the steps at the first rate
constexpr double kConvolutionCost = 1.7; // of its multiplications, as against a large product's

// From ours, which train in half a minute, to the published sizes.
constexpr AutoencoderSizes kDefault;
constexpr AutoencoderSizes kPublished{75, 256, 100};

AutoencoderSizes sizesFor(int filters) {
    const double share =
        static_cast<double>(filters - kDefault.filters) / (kPublished.filters - kDefault.filters);
    const auto between = [share](int usual, int published) {
        return static_cast<int>(std::lround(usual + share * (published - usual)));
    };
    if (filters < kDefault.filters) {
        return {filters, std::max(2, kDefault.middle * filters / kDefault.filters),
                std::max(2, kDefault.bottleneck * filters / kDefault.filters)};
    }
    return {filters, between(kDefault.middle, kPublished.middle),
            between(kDefault.bottleneck, kPublished.bottleneck)};
}

LogSpectrogramShape analysis() {
    LogSpectrogramShape shape;
    shape.method = "perez";
    shape.longestKernel = kLongestKernel;
    shape.levelRms = kLevelRms;
    shape.phaseIterations = kPhaseIterations;
    return shape;
}

/// Stage 0 takes Adam's large steps, stage 1 the small ones that the recipe ends with.
class PerezRecipe : public LogSpectrogramRecipe {
public:
    explicit PerezRecipe(const RecipeInput& input) : LogSpectrogramRecipe(input, analysis()) {
        const auto [least, largest] =
            std::minmax_element(features().values.begin(), features().values.end());
        const auto [styleLeast, styleLargest] =
            std::minmax_element(styleFeatures().values.begin(), styleFeatures().values.end());
        m_least = std::min(*least, *styleLeast);
        m_largest = std::max(*largest, *styleLargest);
        AutoencoderTraining training;
        training.sizes = sizesFor(settings().filters);
        training.seed = settings().seed;
        const double scale = 1.0 / static_cast<double>(m_largest);
        m_loss = std::make_unique<PerezLoss<float>>(
            training.sizes, trained(training, static_cast<float>(scale), input), scale, features(),
            styleFeatures(), pool());
        releaseStyle();
    }

    int stages() const override { return 2; }
    int stepsAtEndOf(int stage, int steps) const override {
        return stage == 0 ? (steps * kCoarseTenths + 9) / 10 : steps;
    }
    std::vector<float> nextStage(std::vector<float> z, const Stop& /*stop*/) override {
        m_fine = true;
        return z;
    }
    Optimizer optimizer() const override { return Optimizer::adam; }
    double learningRate() const override { return m_fine ? kLastRate : kFirstRate; }

    void constrain(float* z) override {
        forBlocks(pool(), size(), [=](std::ptrdiff_t begin, std::ptrdiff_t end) {
            for (std::ptrdiff_t i = begin; i < end; ++i) {
                z[i] = std::clamp(z[i], m_least, m_largest);
            }
        });
    }

    LossPoint evaluate(const float* z, float* gradient, double styleWeight) override {
        const PerezTerms terms = m_loss->evaluate(asFeatures(z), styleWeight, m_gradient);
        std::copy(m_gradient.values.begin(), m_gradient.values.end(), gradient);
        LossPoint point;
        point.style = terms.style;
        point.content = terms.content;
        point.total = styleWeight * terms.style + (1.0 - styleWeight) * terms.content;
        return point;
    }

private:
    std::vector<float> trained(const AutoencoderTraining& training, float scale,
                               const RecipeInput& input) {
        FeatureMap<float> content = features();
        FeatureMap<float> style = styleFeatures();
        for (FeatureMap<float>* map : {&content, &style}) {
            for (float& value : map->values) {
                value *= scale;
            }
        }
        const TrainedWeights kept({&content, &style}, training);
        const auto count = Autoencoder<float>(training.sizes, pool()).parameterCount();
        std::vector<float> parameters =
            settings().reuseTraining ? kept.read(count) : std::vector<float>();
        if (parameters.empty()) {
            const auto report = [&](int epoch, int epochs, double /*error*/) {
                if (input.prepared) {
                    input.prepared(epoch, epochs);
                }
            };
            parameters = trainAutoencoder({&content, &style}, training, pool(), report);
            kept.write(parameters);
        }
        return parameters;
    }

    float m_least = 0.0F, m_largest = 0.0F;
    bool m_fine = false;
    std::unique_ptr<PerezLoss<float>> m_loss;
    FeatureMap<float> m_gradient;
};

ParameterInfo styleWeightParameter() {
    ParameterInfo p;
    p.id = "style-weight";
    p.label = "Style weight";
    p.hears = "How much the style takes over. At 0 % the content stays as it is; toward 100 % "
              "its texture becomes the style's.";
    p.defaultValue = 0.95;
    p.movesInRun = true;
    return p;
}

// Multiplications of both clips' training and of the steps, and what is kept for them.
RunSize networkSize(const ClipSizes& sizes, const TransferSettings& settings) {
    const AutoencoderTraining training;
    const AutoencoderSizes layer = sizesFor(settings.filters);
    const double first = 3.0 * layer.filters;
    const double second = 25.0 * first * layer.middle / 4.0;
    const double a = 25.0 * first + second;
    const double all = 2.0 * (a + 9.0 * layer.middle * (layer.middle + layer.bottleneck) / 16.0);
    const double longest = std::max(sizes.rows(), sizes.styleRows());
    const double crops = training.epochs *
                         stepsAnEpoch(training, static_cast<int>(std::min(longest, 1e6))) *
                         training.batch;
    const double grams = first * first + layer.middle * layer.middle / 4.0;
    RunSize size;
    // A multiplication with its addition; forward, by the input, by the weights.
    const double trained =
        2.0 * 3.0 * all * crops * std::min<double>(longest, training.cropFrames) * sizes.bins;
    const double steps = 2.0 * 2.0 * (a + grams) * settings.steps * sizes.rows() * sizes.bins;
    size.productFlop = kConvolutionCost * (trained + steps);
    size.trainingFlop = settings.reuseTraining ? kConvolutionCost * trained : 0.0;
    const double pixel = 4.0 * (4.0 * first + layer.middle); // bytes: layers, derivatives, content
    size.bytes = pixel * sizes.bins * longest;
    size.passBytes = 6.0 * pixel * sizes.bins * sizes.rows() * settings.steps;
    return size;
}

} // namespace

Method perezMethod() {
    Method method;
    MethodInfo& info = method.info;
    info.id = "perez";
    info.title = "Trained on the clips (Perez)";
    info.source = "Anthony Perez, Chris Proctor and Archa Jain, Style transfer for prosodic speech";
    info.year = 2017;
    info.summary = "Trains a small network on the two clips first, about half a minute, and "
                   "listens with what it learned. Gives the content the style's texture and some "
                   "of its timbre.";
    info.goodFor = "Speech and voices, and listening with filters made for just these clips.";
    info.monoRateHz = 22050;
    ParameterInfo filters = filtersParameter(kDefault.filters, false);
    filters.minimum = 2;
    filters.maximum = kPublished.filters;
    filters.note = "In each of three parallel convolutions; 75 are the published size, which takes "
                   "about 20 minutes to train.";
    info.parameters = {filters, styleWeightParameter(), stepsParameter(80),
                       startParameter(Start::content), seedParameter()};
    method.prepare = [](const RecipeInput& input) -> std::unique_ptr<Recipe> {
        return std::make_unique<PerezRecipe>(input);
    };
    method.size = [](const ClipSizes& sizes, const TransferSettings& settings) {
        RunSize size = stepsSize(sizes, Optimizer::adam, settings.steps);
        size += networkSize(sizes, settings);
        size += transformsSize(sizes, kPhaseIterations);
        return size;
    };
    return method;
}

} // namespace tonegraft
