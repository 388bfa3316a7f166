// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/filters/AntogniniLoss.h"
#include "methods/filters/Filters.h"
#include "methods/shared/LogSpectrogramRecipe.h"
#include "methods/shared/Parameters.h"
#include "tonegraft/SettingsFields.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tonegraft {
namespace {

constexpr std::array kWidths{2, 4, 8, 16, 64, 128}; // frames of 23 ms
constexpr double kLevelRms = 0.1;                   // log1p makes every distance depend on level
constexpr int kPhaseIterations = 100;
constexpr double kMomentum = 0.99;
// What is heard as rhythm; shorter is tone, longer is form.
constexpr double kShortestLagSeconds = 0.2;
constexpr double kLongestLagSeconds = 2.0;

LogSpectrogramShape analysis() {
    LogSpectrogramShape shape;
    shape.method = "antognini";
    shape.longestKernel = *std::max_element(kWidths.begin(), kWidths.end());
    shape.levelRms = kLevelRms;
    shape.phaseIterations = kPhaseIterations;
    shape.momentum = kMomentum;
    shape.noiseLikeStyle = true;
    return shape;
}

ParameterInfo rhythmParameter() {
    ParameterInfo p;
    p.id = "rhythm";
    p.label = "Rhythm";
    p.hears = "How firmly the style's beats and repetitions between 0.2 and 2 s are kept. At 0 "
              "its events come in any order; high, they come as regularly as in the style.";
    p.maximum = 100000.0;
    p.defaultValue = 1.0;
    return p;
}

ParameterInfo diversityParameter() {
    ParameterInfo p;
    p.id = "diversity";
    p.label = "Diversity";
    p.hears = "How far the result is pushed away from being a copy of the style. More gives "
              "something newer, and a rougher sound.";
    p.maximum = 100.0;
    p.defaultValue = 0.001;
    return p;
}

/// A texture of the style as long as the content; of the content's sound nothing is used, unless
/// the steps begin with it.
class AntogniniRecipe : public LogSpectrogramRecipe {
public:
    explicit AntogniniRecipe(const RecipeInput& input)
        : LogSpectrogramRecipe(input, analysis()), m_loss(styleFeatures(), lossSettings(), pool()) {
        releaseStyle();
    }

    LossPoint evaluate(const float* z, float* gradient, double /*styleWeight*/) override {
        const AntogniniTerms terms = m_loss.evaluate(asFeatures(z), &m_gradient);
        std::copy(m_gradient.values.begin(), m_gradient.values.end(), gradient);
        LossPoint point;
        point.total = terms.total;
        point.style = terms.gram;
        point.own = {terms.rhythm, terms.diversity};
        return point;
    }

private:
    AntogniniSettings lossSettings() const {
        AntogniniSettings loss;
        loss.widths.assign(kWidths.begin(), kWidths.end());
        loss.filters = settings().filters;
        loss.lags.first = static_cast<int>(std::lround(kShortestLagSeconds / secondsAFrame()));
        loss.lags.last = static_cast<int>(std::lround(kLongestLagSeconds / secondsAFrame()));
        loss.rhythm = settingValue(settings(), rhythmParameter());
        loss.diversity = settingValue(settings(), diversityParameter());
        loss.seed = settings().seed;
        return loss;
    }

    AntogniniLoss<float> m_loss;
    FeatureMap<float> m_gradient;
};

} // namespace

Method antogniniMethod() {
    Method method;
    MethodInfo& info = method.info;
    info.id = "antognini";
    info.title = "Texture (Antognini)";
    info.source = "Joseph Antognini, Matt Hoffman and Ron J. Weiss, Audio texture synthesis with "
                  "random neural networks: improving diversity and quality";
    info.year = 2018;
    info.summary = "Makes a new texture of the style, as long as the content: six networks of "
                   "random filters listen over 46 ms to 3 s, and rhythm has a term of its own. "
                   "Takes minutes. Nothing of the content is heard unless the steps begin with it.";
    info.goodFor = "Endless rain, crowds, bells, drums: more of a sound that has no melody.";
    info.monoRateHz = 22050;
    ParameterInfo filters = filtersParameter(512, false);
    filters.note = "In each of the six networks.";
    info.parameters = {filters,
                       rhythmParameter(),
                       diversityParameter(),
                       stepsParameter(300),
                       startParameter(Start::noise),
                       seedParameter()};
    info.terms = {{"rhythm", "Rhythm"}, {"diversity", "Diversity"}};
    method.prepare = [](const RecipeInput& input) -> std::unique_ptr<Recipe> {
        return std::make_unique<AntogniniRecipe>(input);
    };
    method.size = [](const ClipSizes& sizes, const TransferSettings& settings) {
        RunSize size = stepsSize(sizes, Optimizer::lbfgs, settings.steps);
        for (const int width : kWidths) {
            size += filtersSize(sizes, settings.filters, width, false, settings.steps);
        }
        size += transformsSize(sizes, kPhaseIterations);
        return size;
    };
    return method;
}

} // namespace tonegraft
