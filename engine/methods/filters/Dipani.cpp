// SPDX-License-Identifier: GPL-3.0-or-later
#include "linalg/VectorOps.h"
#include "methods/filters/DipaniLoss.h"
#include "methods/filters/Filters.h"
#include "methods/shared/FilterBank.h"
#include "methods/shared/LogSpectrogramRecipe.h"
#include "methods/shared/Parameters.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

// The constants of the original script.
constexpr double kMostSeconds = 58.04;
constexpr double kMostFrames = 2500.0; // of so many seconds
constexpr int kPhaseIterations = 500;

LogSpectrogramShape analysis(const TransferSettings& settings) {
    LogSpectrogramShape shape;
    shape.method = "dipani";
    shape.longestKernel = settings.kernelSize;
    shape.phaseIterations = kPhaseIterations;
    shape.highest = 1.0F;
    shape.mostSeconds = kMostSeconds;
    return shape;
}

/// The variable is X itself, clamped to [0,1] before each step and at the end: left over from
/// image code in the original, and part of its sound.
class DipaniRecipe : public LogSpectrogramRecipe {
public:
    explicit DipaniRecipe(const RecipeInput& input)
        : LogSpectrogramRecipe(input, analysis(input.settings)),
          m_loss(uniformFilters<float>(settings().filters, settings().kernelSize, bins(),
                                       1.0 / std::sqrt(static_cast<double>(bins()) *
                                                       settings().kernelSize), // PyTorch's default
                                       settings().seed, pool()),
                 styleFeatures(), pool()) {
        releaseStyle();
    }

    void constrain(float* z) override {
        forBlocks(pool(), size(), [=](std::ptrdiff_t begin, std::ptrdiff_t end) {
            for (std::ptrdiff_t i = begin; i < end; ++i) {
                z[i] = std::clamp(z[i], 0.0F, 1.0F);
            }
        });
    }

    LossPoint evaluate(const float* z, float* gradient, double styleWeight) override {
        LossPoint point;
        point.style = m_loss.evaluate(asFeatures(z), styleWeight, &m_gradient);
        point.total = point.style;
        std::copy(m_gradient.values.begin(), m_gradient.values.end(), gradient);
        return point;
    }

    Optimizer optimizer() const override { return Optimizer::adam; }

private:
    DipaniLoss<float> m_loss;
    FeatureMap<float> m_gradient;
};

} // namespace

Method dipaniMethod() {
    Method method;
    MethodInfo& info = method.info;
    info.id = "dipani";
    info.title = "Original script (Dipani)";
    info.source = "Alish Dipani, Neural Style Transfer for Audio";
    info.year = 2018;
    info.summary = "The 2018 script exactly as published: random linear filters, style only, "
                   "magnitudes clamped to [0,1], Adam, 500 Griffin-Lim iterations. Takes minutes "
                   "and loses the content's dynamics.";
    info.goodFor = "Comparison, and its own washed-out, ghostly sound.";
    info.monoRateHz = 22050;
    info.paddedFrames = 1;
    ParameterInfo styleWeight;
    styleWeight.id = "style-weight";
    styleWeight.label = "Style weight";
    styleWeight.hears =
        "Hardly anything: it scales the loss, and Adam divides the scale out again.";
    styleWeight.minimum = 0.001;
    styleWeight.maximum = 1000000;
    styleWeight.defaultValue = 2500;
    styleWeight.movesInRun = true;
    styleWeight.note = "Multiplies the Gram matrices inside the square, as in the original; Adam "
                       "nearly ignores it.";
    info.parameters = {filtersParameter(4096, false), kernelParameter(3), styleWeight,
                       stepsParameter(2501), seedParameter()};
    method.prepare = [](const RecipeInput& input) -> std::unique_ptr<Recipe> {
        return std::make_unique<DipaniRecipe>(input);
    };
    method.size = [](const ClipSizes& whole, const TransferSettings& settings) {
        ClipSizes sizes = whole;
        sizes.frames = std::min(sizes.frames, kMostFrames);
        sizes.styleFrames = std::min(sizes.styleFrames, kMostFrames);
        RunSize size = stepsSize(sizes, Optimizer::adam, settings.steps);
        size += filtersSize(sizes, settings.filters, settings.kernelSize, false, settings.steps);
        size += transformsSize(sizes, kPhaseIterations);
        return size;
    };
    return method;
}

} // namespace tonegraft
