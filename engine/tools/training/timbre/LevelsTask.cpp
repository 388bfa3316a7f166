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

class LevelsTask final : public Task {
public:
    LevelsTask(const Batches& batches, const TaskSettings& settings)
        : m_batches(batches), m_settings(settings) {}

    std::string name() const override { return "levels"; }
    networks::Shapes shapes(int channels) const override {
        networks::LevelsSizes sizes;
        sizes.trunk = channels;
        sizes.roles = 2 * channels;
        sizes.values = channels / 4;
        sizes.decoder = channels * 3 / 2;
        return networks::levelsShapes(sizes);
    }

    // At first the content's levels through an equalizer, mostly.
    void prepare(networks::Weights& weights) const override {
        const c10::NoGradGuard noGradients;
        weights.at("res.weight").zero_();
        weights.at("res.bias").zero_();
        weights.at("gate.bias")[0].fill_(1.5);
    }

    std::vector<double> step(networks::Weights& weights, SplitMix64& random) const override {
        LevelsBatch batch =
            m_batches.levels(m_settings.instruments, m_settings.batch, kFrames, random);
        const at::Tensor pictures = at::from_blob(
            batch.pictures.data(), {batch.count, kPictureWindows, kPictureBins, batch.frames});
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
        const at::Tensor distances = levelsDistance(made.to(at::kFloat), truths);
        const at::Tensor untouched =
            levelsDistance(levels.index_select(0, contents), truths).clamp_min(kLeastDistance);
        const at::Tensor ratios = (distances / untouched).mean(0);
        const at::Tensor rarity = at::tensor({3.0F, 6.0F}).view({1, 2, 1, 1});
        const at::Tensor rollLoss = at::binary_cross_entropy_with_logits(
            roll.to(at::kFloat), rolls, {}, rarity, at::Reduction::Mean);
        const at::Tensor loss =
            (ratios * at::tensor({0.45F, 0.35F, 0.2F})).sum() + kRollShare * rollLoss;
        loss.backward();
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

} // namespace

std::unique_ptr<Task> levelsTask(const Batches& batches, const TaskSettings& settings) {
    return std::make_unique<LevelsTask>(batches, settings);
}

} // namespace tonegraft::training
