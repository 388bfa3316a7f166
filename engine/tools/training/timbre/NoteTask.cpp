// SPDX-License-Identifier: GPL-3.0-or-later
#include "networks/NoteNetwork.h"
#include "tools/training/timbre/Products.h"
#include "tools/training/timbre/Tasks.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/binary_cross_entropy_with_logits.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/tensor.h>
#include <c10/core/GradMode.h>

namespace tonegraft::training {
namespace {

constexpr int kFrames = 144; // 3.3 seconds
constexpr int kInner = 12;

class NoteTask final : public Task {
public:
    NoteTask(const Batches& batches, const TaskSettings& settings)
        : m_batches(batches), m_settings(settings) {}

    std::string name() const override { return "notes"; }
    networks::Shapes shapes(int channels) const override {
        return networks::noteShapes(channels, kInner);
    }

    // Few cells hold a note, fewer a beginning.
    void prepare(networks::Weights& weights) const override {
        const c10::NoGradGuard noGradients;
        weights.at("out.bias").copy_(at::tensor({-3.0F, -4.0F}));
    }

    std::vector<double> step(networks::Weights& weights, SplitMix64& random) const override {
        NoteBatch batch = m_batches.notes(m_settings.batch, kFrames, random);
        const at::Tensor pictures = at::from_blob(
            batch.pictures.data(), {batch.count, kPictureWindows, kPictureBins, batch.frames});
        const at::Tensor rolls =
            at::from_blob(batch.rolls.data(), {batch.count, 2, networks::kSemitones, batch.frames});
        at::Tensor logits;
        {
            const HalfProducts products(m_settings.bfloat16);
            logits = networks::noteLogits(weights, pictures);
        }
        logits = logits.to(at::kFloat);
        const at::Tensor rarity = at::tensor({2.0F, 4.0F}).view({1, 2, 1, 1});
        const at::Tensor losses =
            at::binary_cross_entropy_with_logits(logits, rolls, {}, rarity, at::Reduction::None)
                .mean(at::IntArrayRef{0, 2, 3});
        losses.sum().backward();
        const c10::NoGradGuard noGradients;
        const at::Tensor found = (logits > 0.0).to(at::kFloat);
        const auto sums = [](const at::Tensor& map) { return map.sum(at::IntArrayRef{0, 2, 3}); };
        const at::Tensor score = 2.0 * sums(found * rolls) / (sums(found) + sums(rolls) + 1e-9);
        return {losses[0].item<double>(), losses[1].item<double>(), score[0].item<double>(),
                score[1].item<double>()};
    }

    std::vector<std::string> figureNames() const override {
        return {"frames", "beginnings", "F of frames", "F of beginnings"};
    }

private:
    const Batches& m_batches;
    TaskSettings m_settings;
};

} // namespace

std::unique_ptr<Task> noteTask(const Batches& batches, const TaskSettings& settings) {
    return std::make_unique<NoteTask>(batches, settings);
}

} // namespace tonegraft::training
