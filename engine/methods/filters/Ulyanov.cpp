// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/filters/Filters.h"
#include "methods/filters/UlyanovLoss.h"
#include "methods/shared/LogSpectrogramRecipe.h"
#include "methods/shared/Parameters.h"

#include <algorithm>

namespace tonegraft {
namespace {

constexpr int kPhaseIterations = 500;

LogSpectrogramShape analysis(const TransferSettings& settings) {
    LogSpectrogramShape shape;
    shape.method = "ulyanov";
    shape.longestKernel = settings.kernelSize;
    shape.phaseIterations = kPhaseIterations;
    return shape;
}

/// The objective as published; the variable is X without bounds.
class UlyanovRecipe : public LogSpectrogramRecipe {
public:
    explicit UlyanovRecipe(const RecipeInput& input)
        : LogSpectrogramRecipe(input, analysis(input.settings)),
          m_loss(bank(), styleFeatures(), features(), settings().contentWeight, pool()) {
        releaseStyle();
    }

    bool followsContent() const override {
        return settings().contentWeight > 0.0 || LogSpectrogramRecipe::followsContent();
    }

    LossPoint evaluate(const float* z, float* gradient, double /*styleWeight*/) override {
        const UlyanovTerms terms = m_loss.evaluate(asFeatures(z), &m_gradient);
        std::copy(m_gradient.values.begin(), m_gradient.values.end(), gradient);
        LossPoint point;
        point.total = terms.total;
        point.style = terms.style;
        point.content = terms.content;
        return point;
    }

    void steer(const TransferSettings& moved) override {
        if (moved.contentWeight != settings().contentWeight) {
            m_loss.setContentWeight(moved.contentWeight);
        }
        LogSpectrogramRecipe::steer(moved);
    }

private:
    FilterBank<float> bank() const {
        const TransferSettings& s = settings();
        const double deviation = UlyanovLoss<float>::deviation(bins(), s.filters, s.kernelSize);
        return normalFilters<float>(s.filters, s.kernelSize, bins(), deviation, s.seed, pool());
    }

    UlyanovLoss<float> m_loss;
    FeatureMap<float> m_gradient;
};

} // namespace

Method ulyanovMethod() {
    Method method;
    MethodInfo& info = method.info;
    info.id = "ulyanov";
    info.title = "Random network (Ulyanov)";
    info.source = "Dmitry Ulyanov and Vadim Lebedev, Audio texture synthesis and style transfer";
    info.year = 2016;
    info.summary = "The recipe that most later ones build on: one layer of random filters, Gram "
                   "matrices for the style, the filters' outputs for the content, from noise. "
                   "Takes minutes; the content blurs and sounds as through a pipe.";
    info.goodFor = "Rough, dreamlike mixtures of two recordings; with a content weight of 0, "
                   "new textures from the style alone.";
    info.monoRateHz = 22050;
    info.parameters = {filtersParameter(4096, false), kernelParameter(11),
                       contentWeightParameter(0.01),  stepsParameter(300),
                       startParameter(Start::noise),  seedParameter()};
    method.prepare = [](const RecipeInput& input) -> std::unique_ptr<Recipe> {
        return std::make_unique<UlyanovRecipe>(input);
    };
    method.size = [](const ClipSizes& sizes, const TransferSettings& settings) {
        RunSize size = stepsSize(sizes, Optimizer::lbfgs, settings.steps);
        size += filtersSize(sizes, settings.filters, settings.kernelSize,
                            settings.contentWeight > 0.0, settings.steps);
        size += transformsSize(sizes, kPhaseIterations);
        return size;
    };
    return method;
}

} // namespace tonegraft
