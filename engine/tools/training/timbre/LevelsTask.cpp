// SPDX-License-Identifier: GPL-3.0-or-later
#include "networks/LevelsNetwork.h"
#include "tools/training/timbre/LevelsDistance.h"
#include "tools/training/timbre/Products.h"
#include "tools/training/timbre/Tasks.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/binary_cross_entropy_with_logits.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/tensor.h>
#include <c10/core/GradMode.h>

namespace tonegraft::training {
namespace {

constexpr int kFrames = 80; // 3.7 seconds
constexpr double kRollShare = 0.15;
constexpr double kLeastDistance = 0.2; // of a content from the truth, where they are alike

at::Tensor indices(std::vector<std::int64_t>& numbers) {
    return at::from_blob(numbers.data(), {static_cast<std::int64_t>(numbers.size())}, at::kLong);
}

networks::LevelsSizes sizesOf(int channels, bool beside) {
    networks::LevelsSizes sizes;
    sizes.trunk = channels;
    sizes.roles = 2 * channels;
    sizes.values = channels / 4;
    sizes.decoder = channels * 3 / 2;
    sizes.beside = beside;
    return sizes;
}

// At first the content's levels through an equalizer, mostly.
void prepareDecoder(networks::Weights& weights) {
    const c10::NoGradGuard noGradients;
    weights.at("res.weight").zero_();
    weights.at("res.bias").zero_();
    weights.at("gate.bias")[0].fill_(1.5);
}

at::Tensor picturesOf(std::vector<float>& values, int count, int frames) {
    return at::from_blob(values.data(), {count, kPictureWindows, kPictureBins, frames});
}

/// Distances from the truth under the three weightings, the content's being 1.
at::Tensor ratiosOf(const at::Tensor& made, const at::Tensor& contents, const at::Tensor& truths) {
    const at::Tensor untouched = levelsDistance(contents, truths).clamp_min(kLeastDistance);
    return (levelsDistance(made.to(at::kFloat), truths) / untouched).mean(0);
}

at::Tensor weighed(const at::Tensor& ratios) {
    return (ratios * at::tensor({0.45F, 0.35F, 0.2F})).sum();
}

class LevelsTask final : public Task {
public:
    LevelsTask(const Batches& batches, const TaskSettings& settings)
        : m_batches(batches), m_settings(settings) {}

    std::string name() const override { return "levels"; }
    networks::Shapes shapes(int channels) const override {
        return networks::levelsShapes(sizesOf(channels, false));
    }
    void prepare(networks::Weights& weights) const override { prepareDecoder(weights); }

    std::vector<double> step(networks::Weights& weights, SplitMix64& random) const override {
        LevelsBatch batch =
            m_batches.levels(m_settings.instruments, m_settings.batch, kFrames, random);
        const at::Tensor pictures = picturesOf(batch.pictures, batch.count, batch.frames);
        const at::Tensor rolls =
            at::from_blob(batch.rolls.data(), {batch.count, 2, networks::kSemitones, batch.frames});
        const at::Tensor contents = indices(batch.contents);
        const at::Tensor levels = pictures.select(1, 0);
        const at::Tensor truths = levels.index_select(0, indices(batch.truths));
        at::Tensor made;
        at::Tensor roll;
        {
            const HalfProducts products(m_settings.bfloat16);
            made = transferred(weights, pictures, batch, roll);
        }
        const at::Tensor ratios = ratiosOf(made, levels.index_select(0, contents), truths);
        const at::Tensor rarity = at::tensor({3.0F, 6.0F}).view({1, 2, 1, 1});
        const at::Tensor rollLoss = at::binary_cross_entropy_with_logits(
            roll.to(at::kFloat), rolls, {}, rarity, at::Reduction::Mean);
        (weighed(ratios) + kRollShare * rollLoss).backward();
        return {ratios[0].item<double>(), ratios[1].item<double>(), ratios[2].item<double>(),
                rollLoss.item<double>()};
    }

    std::vector<std::string> figureNames() const override {
        return {"mel", "linear", "logarithmic", "roll"};
    }

private:
    static at::Tensor transferred(const networks::Weights& weights, const at::Tensor& pictures,
                                  LevelsBatch& batch, at::Tensor& roll) {
        const networks::Trunk all = networks::trunkOf(weights, pictures);
        roll = all.roll;
        const at::Tensor contents = indices(batch.contents);
        const at::Tensor styles = indices(batch.styles);
        const at::Tensor means = networks::meanLevels(all.map);
        const at::Tensor table = networks::roleTable(weights, networks::roleSums(weights, all));
        networks::Trunk content;
        content.map = all.map.index_select(0, contents);
        content.features = all.features.index_select(0, contents);
        return networks::decoded(weights, content, means.index_select(0, contents),
                                 table.index_select(0, styles), means.index_select(0, styles));
    }

    const Batches& m_batches;
    TaskSettings m_settings;
};

class GraftedLevelsTask final : public Task {
public:
    GraftedLevelsTask(const Batches& batches, const TaskSettings& settings)
        : m_batches(batches), m_settings(settings) {}

    std::string name() const override { return "levels"; }
    networks::Shapes shapes(int channels) const override {
        return networks::levelsShapes(sizesOf(channels, true));
    }
    // What stands beside is not looked at before something was learned of it.
    void prepare(networks::Weights& weights) const override {
        prepareDecoder(weights);
        const c10::NoGradGuard noGradients;
        weights.at("beside.weight").zero_();
        weights.at("beside.bias").zero_();
    }

    std::vector<double> step(networks::Weights& weights, SplitMix64& random) const override {
        GraftedBatch batch = m_batches.grafted(m_settings.batch, kFrames, random);
        const auto pictures = [&](std::vector<float>& values) {
            return picturesOf(values, batch.count, batch.frames);
        };
        const at::Tensor grafts = pictures(batch.grafts);
        const at::Tensor contents = pictures(batch.contents);
        at::Tensor made;
        {
            const HalfProducts products(m_settings.bfloat16);
            const networks::Trunk attempt = networks::trunkOf(weights, grafts, contents);
            const networks::Trunk style = networks::trunkOf(weights, pictures(batch.styles));
            made =
                networks::decoded(weights, attempt, networks::meanLevels(attempt.map),
                                  networks::roleTable(weights, networks::roleSums(weights, style)),
                                  networks::meanLevels(style.map));
        }
        const at::Tensor before = contents.select(1, 0);
        const at::Tensor truths = pictures(batch.truths).select(1, 0);
        const at::Tensor ratios = ratiosOf(made, before, truths);
        weighed(ratios).backward();
        const c10::NoGradGuard noGradients;
        const at::Tensor ofGrafts = ratiosOf(grafts.select(1, 0), before, truths);
        return {ratios[0].item<double>(), ratios[1].item<double>(), ratios[2].item<double>(),
                ofGrafts[0].item<double>()};
    }

    std::vector<std::string> figureNames() const override {
        return {"mel", "linear", "logarithmic", "graft's mel"};
    }

private:
    const Batches& m_batches;
    TaskSettings m_settings;
};

} // namespace

std::unique_ptr<Task> graftedLevelsTask(const Batches& batches, const TaskSettings& settings) {
    return std::make_unique<GraftedLevelsTask>(batches, settings);
}

std::unique_ptr<Task> levelsTask(const Batches& batches, const TaskSettings& settings) {
    return std::make_unique<LevelsTask>(batches, settings);
}

} // namespace tonegraft::training
