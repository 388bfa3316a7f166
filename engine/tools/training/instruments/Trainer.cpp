// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/training/instruments/Trainer.h"

#include "linalg/VectorMath.h"
#include "methods/networks/NetworkLayers.h"
#include "methods/shared/FilterBank.h"

#include <ATen/autocast_mode.h>
#include <torch/nn.h>
#include <torch/optim/adamw.h>

#include <algorithm>
#include <cmath>

namespace tonegraft::training {
namespace {

constexpr double kWeightDecay = 1e-2; // AdamW's: times the learning rate
constexpr double kDropout = 0.2;
constexpr double kMostGainDb = 12.0;
constexpr double kWarmUpShare = 0.05;
constexpr double kPi = 3.14159265358979323846;

/// instrumentLayers() with batch normalization, and the classifier.
/// Image: [batch][1][bins][frames].
struct Net : torch::nn::Module {
    Net(int instruments) {
        for (const LayerShape& layer : instrumentLayers()) {
            if (layer.kind != LayerKind::convolution) {
                convolutions.emplace_back(nullptr);
                norms.emplace_back(nullptr);
                continue;
            }
            channels = layer.outputs;
            convolutions.emplace_back(register_module(
                layer.name,
                torch::nn::Conv2d(torch::nn::Conv2dOptions(layer.inputs, layer.outputs, 3)
                                      .padding(1)
                                      .bias(false))));
            norms.emplace_back(
                register_module(layer.name + "norm", torch::nn::BatchNorm2d(layer.outputs)));
        }
        classifier = register_module("classifier",
                                     torch::nn::Linear(channels * kInstrumentGroups, instruments));
    }

    torch::Tensor forward(torch::Tensor x) {
        for (std::size_t i = 0; i < convolutions.size(); ++i) {
            x = convolutions[i].is_empty() ? torch::avg_pool2d(x, 2)
                                           : norms[i](convolutions[i](x)).relu_();
        }
        x = x.mean(3); // over frames: [batch][channels][bins]
        const auto size = x.size(2) / kInstrumentGroups;
        x = x.slice(2, 0, size * kInstrumentGroups);
        x = x.reshape({x.size(0), channels, kInstrumentGroups, size}).mean(3);
        x = x.transpose(1, 2).flatten(1); // [group][channel]
        return classifier(torch::dropout(x, kDropout, is_training()));
    }

    int channels = 0;
    std::vector<torch::nn::Conv2d> convolutions; // empty where a pool is
    std::vector<torch::nn::BatchNorm2d> norms;
    torch::nn::Linear classifier{nullptr};
};

Tensor tensorOf(const torch::Tensor& values) {
    const torch::Tensor flat = values.detach().to(torch::kFloat).contiguous();
    Tensor tensor;
    tensor.shape = flat.sizes().vec();
    tensor.values.assign(flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel());
    return tensor;
}

// Normalization by the averages of training is a factor and an offset for each channel.
std::map<std::string, Tensor> folded(const Net& net) {
    std::map<std::string, Tensor> tensors;
    const auto layers = instrumentLayers();
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (net.convolutions[i].is_empty()) {
            continue;
        }
        const auto& norm = net.norms[i];
        const auto factor = norm->weight / torch::sqrt(norm->running_var + norm->options.eps());
        tensors[layers[i].name + ".weight"] =
            tensorOf(net.convolutions[i]->weight * factor.view({-1, 1, 1, 1}));
        tensors[layers[i].name + ".bias"] = tensorOf(norm->bias - norm->running_mean * factor);
    }
    tensors["classifier.weight"] = tensorOf(net.classifier->weight);
    tensors["classifier.bias"] = tensorOf(net.classifier->bias);
    return tensors;
}

/// Products in bfloat16 while it lives, numbers that are summed up in single precision.
class HalfProducts {
public:
    explicit HalfProducts(bool wanted) : m_wanted(wanted) { set(m_wanted); }
    ~HalfProducts() { set(false); }
    HalfProducts(const HalfProducts&) = delete;
    HalfProducts& operator=(const HalfProducts&) = delete;

private:
    void set(bool on) const {
        if (m_wanted) {
            at::autocast::set_autocast_cpu_dtype(torch::kBFloat16);
            at::autocast::set_cpu_enabled(on);
            at::autocast::clear_cache();
        }
    }
    bool m_wanted;
};

/// Draws batches: excerpts in shuffled order, a random place and gain in each.
class Batches {
public:
    Batches(const Notes& notes, const TrainingSettings& settings)
        : m_notes(notes), m_settings(settings), m_random(settings.seed) {
        for (const Excerpt& excerpt : notes.excerpts) {
            if (!excerpt.test) {
                m_train.push_back(&excerpt);
            }
        }
    }

    void next(torch::Tensor& images, torch::Tensor& labels) {
        const int frames = m_settings.frames;
        std::vector<float> image(static_cast<std::size_t>(frames) * m_notes.bins);
        for (int i = 0; i < m_settings.batch; ++i) {
            const Excerpt& excerpt = draw();
            const double gainDb = kMostGainDb * (2.0 * m_random.uniform() - 1.0);
            // A note is shown from near its attack on: later there may be silence.
            const int last = std::max(0, excerpt.phrase ? excerpt.frames - frames : frames / 3);
            const int first = static_cast<int>(m_random.uniform() * (last + 1));
            showExcerpt(m_notes, excerpt, first, frames,
                        static_cast<float>(std::pow(10.0, gainDb / 20.0)), image.data());
            images[i][0].copy_(torch::from_blob(image.data(), {frames, m_notes.bins}).t());
            labels[i] = excerpt.instrument;
        }
    }

private:
    const Excerpt& draw() {
        if (m_next == 0) {
            for (std::size_t i = m_train.size(); i > 1; --i) {
                std::swap(
                    m_train[i - 1],
                    m_train[static_cast<std::size_t>(m_random.uniform() * static_cast<double>(i))]);
            }
        }
        const Excerpt& excerpt = *m_train[m_next];
        m_next = (m_next + 1) % m_train.size();
        return excerpt;
    }

    const Notes& m_notes;
    const TrainingSettings& m_settings;
    SplitMix64 m_random;
    std::vector<const Excerpt*> m_train;
    std::size_t m_next = 0;
};

// A short rise, then half a cosine down to 0.
double learningRateAt(int step, const TrainingSettings& settings) {
    const double share = static_cast<double>(step) / settings.steps;
    const double rise = std::min(1.0, share / kWarmUpShare);
    return settings.learningRate * rise * 0.5 * (1.0 + std::cos(kPi * share));
}

} // namespace

void showExcerpt(const Notes& notes, const Excerpt& excerpt, int firstFrame, int count, float gain,
                 float* image) {
    const auto size = static_cast<std::ptrdiff_t>(count) * notes.bins;
    notes.read(excerpt, firstFrame, count, image);
    if (gain != 1.0F) {
        expm1Of(image, image, size);
        std::transform(image, image + size, image, [=](float value) { return gain * value; });
        log1pOf(image, image, size);
    }
    const float largest = *std::max_element(image, image + size);
    if (largest > 0.0F) {
        std::transform(image, image + size, image, [=](float value) { return value / largest; });
    }
}

std::map<std::string, Tensor> trainInstruments(const Notes& notes, const TrainingSettings& settings,
                                               const StepReport& report) {
    at::set_num_threads(settings.threads);
    torch::manual_seed(settings.seed);
    Net net(notes.instruments);
    net.train();
    torch::optim::AdamW optimizer(
        net.parameters(),
        torch::optim::AdamWOptions(settings.learningRate).weight_decay(kWeightDecay));
    Batches batches(notes, settings);
    auto images = torch::empty({settings.batch, 1, notes.bins, settings.frames});
    auto labels = torch::empty({settings.batch}, torch::kLong);
    for (int step = 1; step <= settings.steps; ++step) {
        batches.next(images, labels);
        for (auto& group : optimizer.param_groups()) {
            group.options().set_lr(learningRateAt(step - 1, settings));
        }
        optimizer.zero_grad();
        torch::Tensor scores;
        {
            const HalfProducts products(settings.bfloat16);
            scores = net.forward(images.contiguous(torch::MemoryFormat::ChannelsLast));
        }
        const auto loss = torch::nn::functional::cross_entropy(scores.to(torch::kFloat), labels);
        loss.backward();
        optimizer.step();
        report(step, loss.item<double>());
    }
    return folded(net);
}

} // namespace tonegraft::training
