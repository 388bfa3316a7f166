// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/training/timbre/Learner.h"

#include "methods/shared/FilterBank.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Error.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>

namespace tonegraft::training {
namespace {

using networks::Weights;

constexpr double kFirstDecay = 0.9;
constexpr double kSecondDecay = 0.98;
constexpr double kTiny = 1e-8;
constexpr double kLargestNorm = 1.0;
constexpr double kSlowestAverage = 0.995;

at::Tensor laidOut(const at::Tensor& values) {
    return values.dim() == 4 ? values.contiguous(at::MemoryFormat::ChannelsLast) : values;
}

at::Tensor torchTensor(Tensor tensor) {
    return laidOut(at::from_blob(tensor.values.data(), tensor.shape).clone());
}

Tensor ownTensor(const at::Tensor& values) {
    const at::Tensor plain = values.detach().contiguous();
    Tensor tensor;
    tensor.shape = plain.sizes().vec();
    tensor.values.assign(plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel());
    return tensor;
}

Tensor drawn(const std::string& name, const std::vector<std::int64_t>& shape, std::int64_t inputs,
             SplitMix64& random) {
    Tensor tensor;
    tensor.shape = shape;
    std::size_t count = 1;
    for (const std::int64_t size : shape) {
        count *= static_cast<std::size_t>(size);
    }
    const double bound = 1.0 / std::sqrt(static_cast<double>(inputs));
    for (std::size_t i = 0; i < count; ++i) {
        tensor.values.push_back(static_cast<float>(bound * (2.0 * random.uniform() - 1.0)));
    }
    if (shape.empty()) {
        tensor.values = {name == "temp" ? 1.0F : 0.5F};
    }
    return tensor;
}

std::int64_t inputsOf(const networks::Shapes& shapes, const std::string& name) {
    const std::size_t dot = name.rfind('.');
    const auto kernel = shapes.find(name.substr(0, dot) + ".weight");
    if (kernel == shapes.end()) {
        return 1;
    }
    return kernel->second[1] * kernel->second[2] * kernel->second[3];
}

bool fits(const std::vector<std::int64_t>& shape, const at::Tensor& values) {
    bool fitting = static_cast<std::int64_t>(shape.size()) == values.dim();
    for (std::size_t i = 0; fitting && i < shape.size(); ++i) {
        fitting =
            shape[i] == values.sizes()[i] || (i < 2 && shape[i] < values.sizes()[i]); // channels
    }
    return fitting;
}

/// Where a network has more channels than the stored one, its former outputs stay what they were:
/// they do not hear the new channels at first.
void takeInto(at::Tensor& values, const at::Tensor& stored) {
    if (values.dim() == 0) {
        values.copy_(stored);
        return;
    }
    at::Tensor former = values.narrow(0, 0, stored.size(0));
    if (values.dim() > 1) {
        former.zero_();
        former = former.narrow(1, 0, stored.size(1));
    }
    former.copy_(stored);
}

} // namespace

Learner::Learner(const networks::Shapes& shapes, const LearningSettings& settings)
    : m_settings(settings) {
    SplitMix64 random(settings.seed);
    for (const auto& [name, shape] : shapes) {
        const at::Tensor values = torchTensor(drawn(name, shape, inputsOf(shapes, name), random));
        m_average[name] = values.clone();
        m_first[name] = at::zeros_like(values);
        m_second[name] = at::zeros_like(values);
        m_weights[name] = values.clone().set_requires_grad(true);
    }
}

void Learner::takeWeights(Safetensors& file, const std::string& prefix) {
    const c10::NoGradGuard noGradients;
    const bool isCheckpoint = file.metadata().count("step") > 0;
    int taken = 0;
    for (auto& [name, values] : m_weights) {
        const std::string stored = (isCheckpoint ? "average." : prefix) + name;
        if (file.has(stored)) {
            const std::vector<std::int64_t> shape = file.shapeOf(stored);
            takeInto(values, torchTensor(file.read(
                                 stored, fits(shape, values) ? shape : values.sizes().vec())));
            m_average[name].copy_(values);
            ++taken;
        }
    }
    if (taken == 0) {
        throw Error(Message("None of the tensors in " + file.name() + " fits the network."));
    }
}

void Learner::resume(Safetensors& checkpoint) {
    const c10::NoGradGuard noGradients;
    const auto take = [&](const char* kind, Weights& into) {
        for (auto& [name, values] : into) {
            values.copy_(torchTensor(checkpoint.read(kind + name, values.sizes().vec())));
        }
    };
    take("weight.", m_weights);
    take("average.", m_average);
    take("first.", m_first);
    take("second.", m_second);
    m_step = std::stoi(checkpoint.metadata().at("step"));
}

void Learner::write(const std::filesystem::path& checkpoint,
                    std::map<std::string, std::string> metadata) const {
    std::map<std::string, Tensor> tensors;
    const auto put = [&](const char* kind, const Weights& from) {
        for (const auto& [name, values] : from) {
            tensors[kind + name] = ownTensor(values);
        }
    };
    put("weight.", m_weights);
    put("average.", m_average);
    put("first.", m_first);
    put("second.", m_second);
    metadata["step"] = std::to_string(m_step);
    writeFileAtomically(checkpoint, safetensorsBytes(tensors, metadata, TensorType::f32));
}

std::map<std::string, Tensor> Learner::averages() const {
    std::map<std::string, Tensor> tensors;
    for (const auto& [name, values] : m_average) {
        tensors[name] = ownTensor(values);
    }
    return tensors;
}

void Learner::learn(double learningRate) {
    const c10::NoGradGuard noGradients;
    double squares = 0.0;
    for (const auto& [name, values] : m_weights) {
        if (values.grad().defined()) {
            squares += values.grad().square().sum().item<double>();
        }
    }
    const double norm = std::sqrt(squares);
    ++m_step;
    const double scale = std::min(1.0, kLargestNorm / (norm + 1e-6));
    const double firstShare = 1.0 - std::pow(kFirstDecay, m_step);
    const double secondShare = 1.0 - std::pow(kSecondDecay, m_step);
    const double averaging = std::min(kSlowestAverage, (1.0 + m_step) / (20.0 + m_step));
    for (auto& [name, values] : m_weights) {
        at::Tensor gradient = values.grad();
        if (gradient.defined() && std::isfinite(norm)) {
            gradient = gradient * scale;
            at::Tensor& first = m_first[name];
            at::Tensor& second = m_second[name];
            first.mul_(kFirstDecay).add_(gradient, 1.0 - kFirstDecay);
            second.mul_(kSecondDecay).addcmul_(gradient, gradient, 1.0 - kSecondDecay);
            const at::Tensor root = (second / secondShare).sqrt_().add_(kTiny);
            values.mul_(1.0 - learningRate * m_settings.weightDecay);
            values.addcdiv_(first, root, -learningRate / firstShare);
        }
        values.mutable_grad().reset();
        m_average[name].mul_(averaging).add_(values, 1.0 - averaging);
    }
}

} // namespace tonegraft::training
